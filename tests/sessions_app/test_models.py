from datetime import date

import pytest
from django.db import IntegrityError, transaction

from core.records.periods import Period
from sessions_app.models import CouncilSession
from tests.admin_forms import assert_refused, form_errors, post_add_form
from tests.factories.councils import TermFactory
from tests.factories.resolutions import ResolutionFactory
from tests.factories.sessions_app import CouncilSessionFactory
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db


def repeated_number():
    first = CouncilSessionFactory()
    return unsaved(CouncilSessionFactory, term=first.term, number=first.number)


@pytest.mark.parametrize(
    ("make", "field", "message"),
    [
        (repeated_number, "number", "Khóa này đã có kỳ họp mang số ấy."),
        (lambda: unsaved(CouncilSessionFactory, number=0), "number", "Số kỳ họp bắt đầu từ 1."),
        (
            lambda: unsaved(CouncilSessionFactory, opened_on=None, closed_on=None),
            "opened_on",
            "Kỳ họp đã tổ chức phải có ngày khai mạc.",
        ),
        (
            lambda: unsaved(CouncilSessionFactory, closed_on=date(2021, 9, 27)),
            "closed_on",
            "Ngày sau không thể trước ngày trước.",
        ),
        (
            lambda: unsaved(CouncilSessionFactory, series="thematic"),
            "series",
            "Dãy số chuyên đề chỉ dành cho kỳ họp chuyên đề.",
        ),
        (
            lambda: unsaved(CouncilSessionFactory, second_kind="regular"),
            "second_kind",
            "Loại thứ hai phải khác loại thứ nhất; nếu chỉ có một loại thì để trống.",
        ),
        (
            lambda: unsaved(CouncilSessionFactory, status="withdrawn"),
            "withdrawn_reason",
            "Phải ghi lý do không công khai.",
        ),
    ],
)
def test_council_session_constraints_report_beside_their_field_and_hold_in_the_database(admin_client, make, field, message):
    assert_refused(admin_client, make(), {field: [message]})


def test_council_session_admin_stores_a_valid_session(admin_client):
    record = unsaved(CouncilSessionFactory)

    assert post_add_form(admin_client, record).status_code == 302
    assert CouncilSession.objects.values_list("term", "number", "opened_on").get() == (
        record.term_id,
        record.number,
        record.opened_on,
    )


@pytest.mark.parametrize(
    ("field", "day"), [("opened_on", date(2021, 6, 27)), ("opened_on", date(2026, 6, 1)), ("closed_on", date(2026, 6, 1))]
)
def test_council_session_clean_refuses_days_outside_the_term(admin_client, field, day):
    term = TermFactory(start=date(2021, 6, 28), end=date(2026, 6, 1))
    record = unsaved(CouncilSessionFactory, term=term, closed_on=None)
    setattr(record, field, day)

    assert form_errors(post_add_form(admin_client, record)) == {field: ["Ngày họp nằm ngoài thời gian của khóa."]}
    assert CouncilSession.objects.count() == 0


@pytest.mark.parametrize("life", ["planned", "postponed", "cancelled"])
def test_council_session_clean_refuses_a_closing_without_an_opening(admin_client, life):
    record = unsaved(CouncilSessionFactory, life=life, opened_on=None, closed_on=date(2021, 12, 8))

    assert form_errors(post_add_form(admin_client, record)) == {
        "closed_on": ["Hãy ghi cả ngày khai mạc: kỳ họp chưa khai mạc thì chưa bế mạc."]
    }
    assert CouncilSession.objects.count() == 0


def test_held_in_uses_the_day_of_opening():
    over_new_year = CouncilSessionFactory(opened_on=date(2021, 12, 31), closed_on=date(2022, 1, 2))
    first_day = CouncilSessionFactory(opened_on=date(2021, 1, 1))
    CouncilSessionFactory(opened_on=date(2020, 12, 31), closed_on=date(2021, 1, 1))
    CouncilSessionFactory(opened_on=date(2021, 9, 28), life="postponed")
    CouncilSessionFactory(planned=True)

    assert set(CouncilSession.objects.held_in(Period.year(2021))) == {over_new_year, first_day}


def test_approved_excludes_drafts_and_published_excludes_withdrawn_sessions():
    published = CouncilSessionFactory(published=True)
    withdrawn = CouncilSessionFactory(status="withdrawn", withdrawn_reason="Họp kín.")
    CouncilSessionFactory()

    assert set(CouncilSession.objects.approved()) == {published, withdrawn}
    assert set(CouncilSession.objects.published()) == {published}


def test_of_selects_the_sessions_of_a_council():
    mine, other = CouncilSessionFactory(), CouncilSessionFactory()

    assert set(CouncilSession.objects.of(mine.term.council)) == {mine}
    assert set(CouncilSession.objects.of([mine.term.council, other.term.council])) == {mine, other}


@pytest.mark.parametrize(("number", "name"), [(1, "Kỳ họp thứ nhất"), (3, "Kỳ họp thứ 3"), (12, "Kỳ họp thứ 12")])
def test_council_session_str_contains_name_and_term(number, name):
    session = CouncilSessionFactory(number=number, term__ordinal=6)

    assert session.name == name
    assert str(session) == f"{name}, khóa VI"


def test_history_contains_each_version_of_a_session():
    session = CouncilSessionFactory(planned=True)
    session.life, session.opened_on = "held", date(2021, 12, 20)
    session.save()

    assert list(session.history.order_by("history_id").values_list("life", flat=True)) == ["planned", "held"]


def test_thematic_series_has_numbers_names_and_addresses_of_its_own():
    common = CouncilSessionFactory(number=3, term__slug="2021-2026")
    thematic = CouncilSessionFactory(term=common.term, number=3, series="thematic", kind="thematic", is_regular=False)

    assert (common.name, common.key, common.slug) == ("Kỳ họp thứ 3", "3", "2021-2026-3")
    assert thematic.name == "Kỳ họp chuyên đề thứ 3"
    assert (thematic.key, thematic.slug) == ("chuyen-de-3", "2021-2026-chuyen-de-3")
    assert CouncilSession.values_of_key(thematic.key) == {"series": "thematic", "number": 3}


def test_kinds_label_names_both_kinds():
    session = CouncilSessionFactory(kind="thematic", second_kind="closing", is_regular=False)

    assert session.kinds_label == "chuyên đề, tổng kết nhiệm kỳ"


def test_first_session_of_a_council_needs_no_election(admin_client, time_machine):
    """On 1/7/2025 the councils of merged communes met for the first time, inside the term 2021-2026, without an election."""
    time_machine.move_to("2025-07-02 09:00+07:00")
    term = TermFactory(start=date(2025, 7, 1), end=None, elected_on=None)
    day = date(2025, 7, 1)
    record = unsaved(CouncilSessionFactory, term=term, number=1, kind="first", opened_on=day, closed_on=day)

    assert post_add_form(admin_client, record).status_code == 302
    assert CouncilSession.objects.get().name == "Kỳ họp thứ nhất"


def test_for_list_of_resolutions_is_filtered_by_the_slug_of_a_session(client):
    common = CouncilSessionFactory(number=3, published=True)
    thematic = CouncilSessionFactory(
        term=common.term, number=3, series="thematic", kind="thematic", is_regular=False, published=True
    )
    ResolutionFactory(session=common, signed=True, published=True, title="Về ngân sách")
    ResolutionFactory(session=thematic, signed=True, published=True, title="Về đầu tư công")

    pages = [client.get("/nghi-quyet/", {"ky-hop": session.slug}).content.decode() for session in (common, thematic)]

    assert ["Về ngân sách" in page for page in pages] == [True, False]
    assert ["Về đầu tư công" in page for page in pages] == [False, True]
    assert "Kỳ họp chuyên đề thứ 3" in pages[1]


def test_council_session_of_the_regular_kind_counts_as_regular():
    session = CouncilSessionFactory(kind="regular", is_regular=False)

    assert CouncilSession.objects.get(pk=session.pk).is_regular is True


def test_council_session_of_the_regular_kind_cannot_be_stored_as_irregular():
    session = CouncilSessionFactory(kind="regular")

    with pytest.raises(IntegrityError), transaction.atomic():
        CouncilSession.objects.filter(pk=session.pk).update(is_regular=False)
