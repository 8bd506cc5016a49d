"""The checks of terms, mandates, memberships and bodies."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils.text import capfirst

from core.records.checks import Problem, Severity, check, check_copies, with_others
from core.records.periods import Period
from core.records.querysets import in_force, in_force_during
from core.vietnamese.dates import short_date
from councils.models import (
    Body,
    Commendation,
    CouncilName,
    ElectoralUnit,
    LegalConstant,
    Mandate,
    Membership,
    Person,
    Subordination,
    Term,
)
from councils.models.legal_constants import MAX_DELEGATES, MIN_DELEGATES
from councils.namesakes import descriptions

Rows = QuerySet[Any]  # Any: rows of the model of each check


def earlier_overlapping(model: type[Any], *same: str) -> Rows:
    """The rows of a Dated `model` with equal fields `same` that began before the outer row and overlap with it."""
    siblings: Rows = model._default_manager.filter(**{name: OuterRef(name) for name in same})
    began_earlier = Q(start__lt=OuterRef("start")) | Q(start=OuterRef("start"), pk__lt=OuterRef("pk"))
    return siblings.filter(began_earlier, Q(end__isnull=True) | Q(end__gt=OuterRef("start"))).order_by("start", "pk")


def dates_of(dated: Any) -> str:
    """The days of a Dated record in words: "từ 01/07/2021 đến trước 01/07/2025"."""
    end = f" đến trước {short_date(dated.end)}" if dated.end else ""
    return f"từ {short_date(dated.start)}{end}"


def during(period: Period) -> Q:
    """The condition for Dated rows that are valid in the period."""
    return in_force_during(period)


# Errors


@check("mandate-overlap", Mandate, Severity.ERROR, "Hai lần làm đại biểu của một người trong một khóa trùng thời gian", during)
def overlapping_mandates(rows: Rows, on: date) -> Iterator[Problem]:
    rows = rows.select_related("person", "term__council")
    for mandate, other in with_others(rows, earlier_overlapping(Mandate, "person", "term")):
        yield Problem(mandate, f"Thời gian trùng với lần làm đại biểu {dates_of(other)} của cùng người, cùng khóa.", (other,))


@check(
    "membership-overlap", Membership, Severity.ERROR, "Hai lần làm thành viên của một người trong một cơ quan trùng nhau", during
)
def overlapping_memberships(rows: Rows, on: date) -> Iterator[Problem]:
    rows = rows.select_related("mandate__person", "body__council")
    for membership, other in with_others(rows, earlier_overlapping(Membership, "mandate__person", "body")):
        sentence = f"Thời gian trùng với lần làm thành viên {dates_of(other)} của cùng người trong cùng cơ quan."
        yield Problem(membership, sentence, (other,))


@check("council-name-overlap", CouncilName, Severity.ERROR, "HĐND có hai tên cùng một ngày", during)
def overlapping_names(rows: Rows, on: date) -> Iterator[Problem]:
    for name, other in with_others(rows.select_related("council"), earlier_overlapping(CouncilName, "council")):
        yield Problem(name, f"Thời gian trùng với tên “{other}” {dates_of(other)}.", (other,))


@check("council-name-present", CouncilName, Severity.ERROR, "Tên đang dùng khác tên ghi ở HĐND", during)
def other_than_present(rows: Rows, on: date) -> Iterator[Problem]:
    for name in rows.filter(end__isnull=True).select_related("council"):
        if not name.is_named_as(name.council):
            yield Problem(name, f"Tên đang dùng “{name}” khác tên ghi ở HĐND là “{name.council}”.", (name.council,))


def open_under_ended(rows: Rows, on: date, nouns: dict[str, str]) -> Iterator[Problem]:
    """The `rows` without end for which a record at one of the paths of `nouns` has ended by the day `on`."""
    ended = Q()
    for path in nouns:
        ended |= Q(**{f"{path}__end__lte": on})
    for row in rows.filter(ended, end__isnull=True).select_related(*nouns):
        for path, noun in nouns.items():
            parent: Any = row
            for step in path.split("__"):
                parent = getattr(parent, step, None)
            if parent is not None and parent.end and parent.end <= on:
                yield Problem(row, f"Chưa ghi ngày thôi, trong khi {noun} đã thôi từ ngày {short_date(parent.end)}.", (parent,))
                break


OPEN_UNDER_ENDED: dict[type[Any], dict[str, str]] = {
    Term: {"council": "HĐND"},
    Subordination: {"council": "HĐND", "parent": "HĐND cấp trên"},
    Body: {"council": "HĐND", "term": "nhiệm kỳ"},
    Mandate: {"term": "nhiệm kỳ", "term__council": "HĐND"},
    Membership: {
        "mandate": "tư cách đại biểu",
        "mandate__term": "nhiệm kỳ",
        "body": "cơ quan",
        "body__council": "HĐND",
    },
}
for _model, _nouns in OPEN_UNDER_ENDED.items():
    _title = f"{capfirst(str(_model._meta.verbose_name))} chưa ghi ngày thôi trong khi {' hoặc '.join(_nouns.values())} đã thôi"

    @check(f"{_model._meta.model_name}-open", _model, Severity.ERROR, _title, during)
    def open_row(rows: Rows, on: date, nouns: dict[str, str] = _nouns) -> Iterable[Problem]:
        return open_under_ended(rows, on, nouns)


# Advice


@check("person-namesake", Person, Severity.ADVICE, "Hai người cùng họ tên mà năm sinh, tên khác không phân biệt")
def namesakes(rows: Rows, on: date) -> Iterator[Problem]:
    first = Subquery(Person.objects.namesakes_of_outer().values("pk")[:1])
    people = rows.annotate(other_id=first).filter(other_id__isnull=False)
    others = Person.objects.filter(pk__in=people.order_by().values("other_id"))
    described, others_by_id = descriptions(others), {other.pk: other for other in others}
    for person in people:
        other = others_by_id[person.other_id]
        sentence = (
            f"Có người cùng họ tên: {other} ({described[other.pk]}). "
            "Nếu là một người, chỉ giữ một bản ghi; nếu là hai người, ghi năm sinh hoặc tên khác để phân biệt."
        )
        yield Problem(person, sentence, (other,))


check_copies("commendation-twice", Commendation, "title_key", lambda period: Q(**period.days_of("period_to")))


@check("membership-two-heads", Membership, Severity.ADVICE, "Một cơ quan có hai người đứng đầu cùng lúc", during)
def two_heads(rows: Rows, on: date) -> Iterator[Problem]:
    heads = {"role": Membership.Role.HEAD, "is_acting": False}
    others = earlier_overlapping(Membership, "body").filter(**heads).exclude(mandate__person=OuterRef("mandate__person"))
    for membership, other in with_others(rows.filter(**heads).select_related("mandate__person", "body__council"), others):
        yield Problem(membership, f"Cùng lúc có người đứng đầu khác, {dates_of(other)}.", (other,))


def seated_on(on: date, term: str = "") -> Q:
    """The condition for mandates that are in force on the day `on`, or on the last day of a term that has ended.

    `term` is the lookup path to the term of the counted rows, "" for terms themselves.
    """
    end = f"{term}end"
    is_current = (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": on})) & in_force(on, "mandates__")
    at_end = Q(mandates__end__isnull=True) | Q(mandates__end__gte=F(end))
    return is_current | (Q(**{f"{end}__lte": on}) & Q(mandates__start__lt=F(end)) & at_end)


@check("term-mandates", Term, Severity.ADVICE, "Nhiệm kỳ có nhiều đại biểu hơn số được bầu")
def mandates_of_term(rows: Rows, on: date) -> Iterator[Problem]:
    for term in rows.annotate(seated=Count("mandates", filter=seated_on(on))).filter(seated__gt=F("seats")):
        yield Problem(term, f"Có {term.seated} tư cách đại biểu, nhiều hơn số đại biểu được bầu ({term.seats}).")


@check("unit-mandates", ElectoralUnit, Severity.ADVICE, "Đơn vị bầu cử có nhiều đại biểu hơn số được bầu")
def mandates_of_unit(rows: Rows, on: date) -> Iterator[Problem]:
    rows = rows.annotate(seated=Count("mandates", filter=seated_on(on, "term__"))).filter(seated__gt=F("seats"))
    for unit in rows.select_related("term"):
        yield Problem(unit, f"Có {unit.seated} tư cách đại biểu, nhiều hơn số đại biểu được bầu ({unit.seats}).", (unit.term,))


@check("term-seats", Term, Severity.ADVICE, "Số đại biểu được bầu nằm ngoài mức luật định")
def seats_of_term(rows: Rows, on: date) -> Iterator[Problem]:
    terms = list(rows.select_related("council"))
    constants = list(LegalConstant.objects.filter(key__in=(MIN_DELEGATES, MAX_DELEGATES))) if terms else []
    for term in terms:
        day = term.elected_on or term.start
        low = LegalConstant.narrowest(constants, MIN_DELEGATES, term.council, day)
        high = LegalConstant.narrowest(constants, MAX_DELEGATES, term.council, day)
        if low and term.seats < low.value:
            yield Problem(term, f"Số đại biểu được bầu ({term.seats}) ít hơn mức thấp nhất {low.value} theo {low.basis}.")
        if high and term.seats > high.value:
            yield Problem(term, f"Số đại biểu được bầu ({term.seats}) nhiều hơn mức cao nhất {high.value} theo {high.basis}.")


def outside(parent: str) -> Q:
    """The condition for Dated rows that are not within the days of the record at the path `parent`."""
    start, end = f"{parent}__start", f"{parent}__end"
    return Q(start__lt=F(start)) | Q(start__gte=F(end)) | Q(end__gt=F(end))


@check("mandate-outside-term", Mandate, Severity.ADVICE, "Thời gian làm đại biểu nằm ngoài nhiệm kỳ", during)
def mandates_outside_term(rows: Rows, on: date) -> Iterator[Problem]:
    for mandate in rows.filter(outside("term")).select_related("term", "person"):
        yield Problem(mandate, f"Thời gian nằm ngoài nhiệm kỳ ({dates_of(mandate.term)}).", (mandate.term,))


@check("term-outside-council", Term, Severity.ADVICE, "Nhiệm kỳ nằm ngoài thời gian hoạt động của HĐND", during)
def terms_outside_council(rows: Rows, on: date) -> Iterator[Problem]:
    for term in rows.filter(outside("council")).select_related("council"):
        yield Problem(term, f"Thời gian nằm ngoài thời gian hoạt động của HĐND ({dates_of(term.council)}).", (term.council,))
