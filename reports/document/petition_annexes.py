"""The annexes of the petitions of voters: a table by competence, and the list of the published ones with their answers."""

from collections import Counter
from typing import Any

from django.db.models import Count, Prefetch

from citizens.models import Petition, PetitionStatus
from core.vietnamese.numbers import format_number
from reports.document.listings import Listing, listing_of, public_records, table
from reports.document.structure import Annex, Column
from reports.figures.collect import CollectedFigures
from reports.figures.numbers import UNKNOWN
from reports.indicators import INDICATORS
from reports.indicators.base import FigureQuery, approved

CODE = "petitions.received"
MAX_LISTED = 300  # more would fill the report; the others stay on their pages
RESULTS = (  # the columns behind the number received; all other states are not settled
    (Petition.State.RESOLVED.value, "Đã giải quyết xong"),
    (Petition.State.IN_PROGRESS.value, "Đang giải quyết"),
    (Petition.State.EXPLAINED.value, "Đã giải trình"),
)
UNSETTLED_NOTE = "Cột “Chưa giải quyết” gồm cả kiến nghị đã tiếp nhận hoặc đã chuyển mà chưa có kết quả."


def competences_annex(query: FigureQuery) -> Annex | None:
    """The petitions by competence and result, not numbered yet; None where there are none."""
    rows: Any = INDICATORS[CODE].part_rows(query, "", approved).select_related(None).order_by()  # Any: values of rows
    counts: Counter[tuple[str, str]] = Counter()
    for group in rows.values("competence", "state_on").annotate(counted=Count("pk")):
        counts[group["competence"], group["state_on"]] += group["counted"]
    labels = dict(Petition.Competence.choices) | {"": "Chưa phân loại"}
    present = [competence for competence in labels if any(key == competence for key, _ in counts)]
    numbers = [_numbers(counts, competence) for competence in present]
    label = {key: f"Thẩm quyền {name}" if key else name for key, name in labels.items()}
    return table(
        "petitions_by_competence",
        "Kiến nghị của cử tri theo thẩm quyền giải quyết",
        (
            Column("Thẩm quyền", 0),
            Column("Tiếp nhận", 30, "right"),
            *(Column(name, 30, "right") for _, name in RESULTS),
            Column("Chưa giải quyết", 30, "right"),
        ),
        [(label[competence], *map(format_number, row)) for competence, row in zip(present, numbers, strict=True)],
        landscape=True,
        total=("", "Tổng cộng", *(format_number(sum(column)) for column in zip(*numbers, strict=True))),
        notes=(UNSETTLED_NOTE,),
    )


def _numbers(counts: Counter[tuple[str, str]], competence: str) -> list[int]:
    """The numbers of one row: received, each result, not settled."""
    received = sum(count for (key, _), count in counts.items() if key == competence)
    results = [counts[competence, state] for state, _ in RESULTS]
    return [received, *results, received - sum(results)]


def petitions_annex(query: FigureQuery, collected: CollectedFigures) -> Annex | None:
    """The published petitions with their answers, in their public words only, not numbered yet; None where there are none."""
    answers = PetitionStatus.objects.filter(on__lte=query.cut_off).exclude(state__in=("received", "forwarded"))
    answers = answers.exclude(reply_symbol="").order_by("on", "pk").only("petition_id", "reply_symbol")
    rows: Any = public_records(CODE, query).order_by("received_on", "code", "pk")  # Any: with the state on the cut-off
    count = rows.count()
    records = list(rows.prefetch_related(Prefetch("statuses", answers, to_attr="answers"))[:MAX_LISTED])
    listing = listing_of(CODE, query, collected, count)
    if count > len(records):
        note = f"Danh mục in {len(records)} kiến nghị đầu tiên trong {format_number(count)} kiến nghị công khai."
        listing = Listing(listing.text, (note, *listing.notes))
    return table(
        "petitions",
        "Danh mục kiến nghị của cử tri và kết quả giải quyết",
        (
            Column("Mã số", 36),
            Column("Nội dung", 0),
            Column("Cơ quan giải quyết", 50),
            Column("Kết quả", 32),
            Column("Văn bản trả lời", 34),
        ),
        [
            (
                petition.code or UNKNOWN,
                petition.public_summary,
                petition.agency.name if petition.agency else UNKNOWN,
                str(Petition.State(petition.state_on).label),
                petition.answers[-1].reply_symbol if petition.answers else UNKNOWN,
            )
            for petition in records
        ],
        landscape=True,
        listing=listing,
    )
