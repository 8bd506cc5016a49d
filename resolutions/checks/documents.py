"""The checks of resolutions, documents and registers, and of results of support."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from core.records.checks import Problem, Severity, check, check_copies, with_others
from core.records.document_checks import TITLE as DOCUMENTS
from core.records.document_checks import document_problems
from core.records.periods import Period
from core.vietnamese.dates import short_date
from councils.models import LegalConstant
from councils.models.legal_constants import NORMATIVE_EFFECT_DAYS, PUBLICATION_DAYS
from resolutions.models import (
    DocumentFile,
    IssuedDocument,
    PersonnelDecision,
    Register,
    Resolution,
    ResolutionFile,
    SupportResult,
    Vote,
)

Rows = QuerySet[Any]  # Any: rows of the model of each check
MAX_NAMED_GAPS = 5


def adopted_in(period: Period) -> Q:
    """The condition for resolutions that were adopted in the period."""
    return Q(**period.days_of("adopted_on"))


def issued_in(period: Period) -> Q:
    """The condition for documents that were signed in the period."""
    return Q(**period.days_of("issued_on"))


# Errors


@check(
    "resolution-vote",
    Resolution,
    Severity.ERROR,
    "Nghị quyết nhân sự hoặc quy phạm pháp luật chưa có biểu quyết thông qua, hoặc nghị quyết bất kỳ không được thông qua",
    adopted_in,
)
def without_passed_vote(rows: Rows, on: date) -> Iterator[Problem]:
    final = Vote.objects.filter(resolution=OuterRef("pk"), is_final=True)
    is_defeated = Exists(final.filter(result=Vote.Result.DEFEATED))
    needs_vote = Q(resolution_class__is_personnel=True) | Q(legal_kind=Resolution.LegalKind.NORMATIVE) | Q(is_defeated=True)
    unpassed = rows.annotate(is_defeated=is_defeated).filter(needs_vote, ~Exists(final.filter(result=Vote.Result.PASSED)))
    for resolution in unpassed.select_related("resolution_class", "session"):
        sentence = f"Nghị quyết {kind_of_vote(resolution)}chưa có biểu quyết toàn văn đạt kết quả thông qua."
        yield Problem(resolution, sentence, (resolution.session,))


def kind_of_vote(resolution: Resolution) -> str:
    """The kind for which a resolution needs a vote, with a space behind it; "" for any other resolution."""
    if resolution.legal_kind == Resolution.LegalKind.NORMATIVE:
        return "quy phạm pháp luật "
    return "nhân sự " if resolution.resolution_class and resolution.resolution_class.is_personnel else ""


@check("resolution-effect", Resolution, Severity.ERROR, "Nghị quyết có hiệu lực trước ngày thông qua", adopted_in)
def in_effect_before_adoption(rows: Rows, on: date) -> Iterator[Problem]:
    for resolution in rows.filter(effective_from__lt=F("adopted_on")):
        days = short_date(resolution.effective_from), short_date(resolution.adopted_on)
        yield Problem(resolution, f"Có hiệu lực từ {days[0]}, trước ngày thông qua {days[1]}.")


check_copies("support-twice", SupportResult, "title_key", lambda period: Q(**period.days_of("period_to")))


@check(
    "support-overlap",
    SupportResult,
    Severity.ERROR,
    "Hai kết quả hỗ trợ cùng nội dung trùng thời gian, nên bị cộng hai lần",
    lambda period: Q(**period.days_of("period_to")),
)
def overlapping_support(rows: Rows, on: date) -> Iterator[Problem]:
    same = SupportResult.objects.filter(council=OuterRef("council"), title_key=OuterRef("title_key"))
    earlier = Q(period_from__lt=OuterRef("period_from")) | Q(period_from=OuterRef("period_from"), pk__lt=OuterRef("pk"))
    others = same.filter(earlier, period_to__gte=OuterRef("period_from")).order_by("period_from", "pk")
    for result, other in with_others(rows.select_related("council"), others):
        days = f"{short_date(other.period_from)} đến {short_date(other.period_to)}"
        yield Problem(result, f"Trùng thời gian với kết quả cùng nội dung từ {days}; số liệu bị tính hai lần.", (other,))


@check("register-twice", Register, Severity.ERROR, "Một số của sổ dùng cho cả nghị quyết và văn bản khác")
def number_in_both_tables(rows: Rows, on: date) -> Iterator[Problem]:
    same = {name: OuterRef(name) for name in ("register", "year", "number", "suffix")}
    documents = IssuedDocument.objects.filter(register__in=rows, number__isnull=False)
    for document, other in with_others(documents.select_related("register"), Resolution.objects.filter(**same)):
        register: Any = document.register
        sentence = f"Số {document.number}{document.suffix} năm {document.year} dùng cho cả nghị quyết và văn bản."
        yield Problem(register, sentence, (document, other))


# Advice


@check("document-effect", IssuedDocument, Severity.ADVICE, "Văn bản có hiệu lực trước ngày ký", issued_in)
def in_effect_before_signature(rows: Rows, on: date) -> Iterator[Problem]:
    for document in rows.filter(effective_from__lt=F("issued_on")):
        days = short_date(document.effective_from), short_date(document.issued_on)
        yield Problem(document, f"Có hiệu lực từ {days[0]}, trước ngày ký {days[1]}.")


@check("resolution-unclassified", Resolution, Severity.ADVICE, "Nghị quyết chưa phân loại", adopted_in)
def unclassified_resolutions(rows: Rows, on: date) -> Iterator[Problem]:
    decisions = PersonnelDecision.objects.filter(resolution=OuterRef("pk"))
    unclassified = rows.filter(Q(resolution_class__isnull=True) | Q(legal_kind=""))
    for resolution in unclassified.annotate(is_on_people=Exists(decisions)):
        lacks_class = resolution.resolution_class_id is None
        blank = ["loại nghị quyết"] * lacks_class + ["tính chất pháp lý"] * (not resolution.legal_kind)
        sentence = f"Chưa phân loại: còn để trống {', '.join(blank)}."
        if lacks_class and resolution.is_on_people:
            sentence += " Nghị quyết có quyết định nhân sự: hãy chọn loại nghị quyết về nhân sự."
        yield Problem(resolution, sentence)


def constants(key: str) -> list[LegalConstant]:
    """The measures `key` of all days and councils."""
    return list(LegalConstant.objects.filter(key=key))


@check("normative-effect", Resolution, Severity.ADVICE, "Nghị quyết QPPL có hiệu lực sớm hơn số ngày luật định", adopted_in)
def early_normative_effect(rows: Rows, on: date) -> Iterator[Problem]:
    rows = rows.filter(legal_kind=Resolution.LegalKind.NORMATIVE, is_shortened=False, effective_from__gte=F("adopted_on"))
    resolutions = list(rows.select_related("council"))
    measures = constants(NORMATIVE_EFFECT_DAYS) if resolutions else []
    for resolution in resolutions:
        measure = LegalConstant.narrowest(measures, NORMATIVE_EFFECT_DAYS, resolution.council, resolution.adopted_on)
        if measure and resolution.effective_from < resolution.adopted_on + timedelta(days=measure.value):
            yield Problem(
                resolution,
                f"Có hiệu lực từ {short_date(resolution.effective_from)}, sớm hơn {measure.value} ngày từ ngày thông qua "
                f"({measure.basis}); nếu theo trình tự, thủ tục rút gọn thì tích ô ấy.",
            )


def departing_symbols(rows: Rows) -> Iterator[Problem]:
    """The documents whose symbol is not the one that the register makes of their number."""
    rows = rows.filter(register__isnull=False, number__isnull=False).exclude(symbol="")
    for document in rows.select_related("register"):
        usual = document.register.symbol_of(document.number, document.year, document.suffix)
        if document.symbol != usual:
            sentence = f"Số, ký hiệu “{document.symbol}” khác mẫu của sổ, theo đó là “{usual}”."
            yield Problem(document, sentence, (document.register,))


@check("resolution-symbol", Resolution, Severity.ADVICE, "Ký hiệu của nghị quyết khác mẫu của sổ", adopted_in)
def departing_symbols_of_resolutions(rows: Rows, on: date) -> Iterator[Problem]:
    return departing_symbols(rows)


@check("document-symbol", IssuedDocument, Severity.ADVICE, "Ký hiệu của văn bản khác mẫu của sổ", issued_in)
def departing_symbols_of_documents(rows: Rows, on: date) -> Iterator[Problem]:
    return departing_symbols(rows)


@check("resolution-session", Resolution, Severity.ADVICE, "Ngày thông qua nằm ngoài thời gian của kỳ họp", adopted_in)
def adopted_outside_session(rows: Rows, on: date) -> Iterator[Problem]:
    outside = Q(adopted_on__lt=F("session__opened_on")) | Q(adopted_on__gt=F("session__closed_on"))
    for resolution in rows.filter(outside).select_related("session__term"):
        adopted = short_date(resolution.adopted_on)
        yield Problem(resolution, f"Ngày thông qua {adopted} nằm ngoài thời gian của kỳ họp.", (resolution.session,))


def public_before(rows: Rows, field: str, noun: str) -> Iterator[Problem]:
    """The published documents that became public before the day in `field`."""
    moment = Coalesce("first_published_at", "publish_at")
    for document in rows.filter(status="published").annotate(public_on=TruncDate(moment)).filter(public_on__lt=F(field)):
        day = short_date(getattr(document, field))
        yield Problem(document, f"Đăng trên cổng từ {short_date(document.public_on)}, trước ngày {noun} {day}.")


@check("resolution-published", Resolution, Severity.ADVICE, "Nghị quyết đăng trước ngày ký", adopted_in)
def resolutions_public_before_signature(rows: Rows, on: date) -> Iterator[Problem]:
    return public_before(rows, "issued_on", "ký")


@check("document-published", IssuedDocument, Severity.ADVICE, "Văn bản đăng trước ngày ký", issued_in)
def documents_public_before_signature(rows: Rows, on: date) -> Iterator[Problem]:
    return public_before(rows, "issued_on", "ký")


@check("resolution-due", Resolution, Severity.ADVICE, "Nghị quyết đã ký quá hạn công khai mà chưa công khai", adopted_in)
def publication_overdue(rows: Rows, on: date) -> Iterator[Problem]:
    rows = rows.filter(status__in=("draft", "review"), issued_on__lt=on).exclude(symbol="")
    resolutions = list(rows.select_related("council"))
    measures = constants(PUBLICATION_DAYS) if resolutions else []
    for resolution in resolutions:
        measure = LegalConstant.narrowest(measures, PUBLICATION_DAYS, resolution.council, resolution.issued_on)
        if measure and on > resolution.issued_on + timedelta(days=measure.value):
            signed = short_date(resolution.issued_on)
            yield Problem(resolution, f"Ký ngày {signed}, quá {measure.value} ngày chưa công khai ({measure.basis}).")


@check("register-gaps", Register, Severity.ADVICE, "Sổ văn bản thiếu số trong năm")
def gaps_of_registers(rows: Rows, on: date) -> Iterator[Problem]:
    numbers: dict[tuple[int, Any], set[Any]] = defaultdict(set)
    for documents in (Resolution.objects, IssuedDocument.objects):
        used = documents.filter(register__in=rows, number__isnull=False).order_by().values_list("register", "year", "number")
        for register, year, number in used:
            numbers[register, year].add(number)
    for register in rows:
        for year in sorted(year for pk, year in numbers if pk == register.pk):
            if gaps := named_gaps(numbers[register.pk, year]):
                yield Problem(register, f"Năm {year} thiếu số {gaps}; kiểm tra văn bản chưa nhập hoặc số bỏ trống.")


def named_gaps(numbers: set[int]) -> str:
    """The numbers that are missing between 1 and the highest, as ranges in words; the first MAX_NAMED_GAPS only."""
    gaps, previous = [], 0
    for number in sorted(numbers):
        if number > previous + 1:
            gaps.append(f"{previous + 1}" if number == previous + 2 else f"{previous + 1}-{number - 1}")
        previous = number
    return ", ".join(gaps[:MAX_NAMED_GAPS]) + (" …" if len(gaps) > MAX_NAMED_GAPS else "")


@check("resolution-file", Resolution, Severity.ADVICE, DOCUMENTS, adopted_in)
def problems_of_resolution_files(rows: Rows, on: date) -> Iterator[Problem]:
    yield from document_problems(rows, ResolutionFile, "resolution")


@check("document-file", IssuedDocument, Severity.ADVICE, DOCUMENTS, issued_in)
def problems_of_document_files(rows: Rows, on: date) -> Iterator[Problem]:
    yield from document_problems(rows, DocumentFile, "document")
