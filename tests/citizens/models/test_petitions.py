from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from citizens.actions import record_state
from citizens.models import Petition, PetitionStatus
from core.records.periods import Period
from tests.admin_forms import assert_refused, form_data, form_errors, post_add_form, user_of
from tests.factories.citizens import PetitionFactory, PetitionStatusFactory, VoterMeetingFactory
from tests.factories.councils import AgencyFactory, CouncilFactory
from tests.factories.sessions_app import CouncilSessionFactory

pytestmark = pytest.mark.django_db
IN_2021 = Period.year(2021)


def coded(**values):
    """An unsaved petition with number and code, to be saved without validation."""
    petition = PetitionFactory.build(council=CouncilFactory(), year=2021, number=7, **values)
    petition.normalise()
    return petition


@pytest.mark.parametrize(
    ("broken", "errors"),
    [
        (
            {"status": "published", "publish_at": "2021-12-31 00:00+07:00"},
            {"public_summary": ["Phải có nội dung công khai (không có tên người)."]},
        ),
        ({"verdict": "partly"}, {"verdict_on": ["Kết luận và ngày kết luận phải ghi cùng nhau."]}),
        ({"verdict_on": date(2021, 12, 1)}, {"verdict_on": ["Kết luận và ngày kết luận phải ghi cùng nhau."]}),
        ({"status": "withdrawn"}, {"withdrawn_reason": ["Phải ghi lý do không công khai."]}),
    ],
)
def test_petition_constraints_refuse_invalid_values(admin_client, broken, errors):
    assert_refused(admin_client, coded(**broken), errors)


def test_citizens_petition_merged_refuses_to_publish_a_merged_petition():
    target = PetitionFactory()
    petition = PetitionFactory.build(council=target.council, merged_into=target, published=True, year=2021, number=7)
    petition.normalise()

    with pytest.raises(ValidationError) as error:
        petition.full_clean()
    assert error.value.message_dict == {"status": ["Kiến nghị đã gộp không đăng riêng."]}
    with pytest.raises(IntegrityError), transaction.atomic():
        Petition.objects.bulk_create([petition])


def test_citizens_petition_number_refuses_an_existing_number(admin_client):
    taken = PetitionFactory(number=7)
    petition = PetitionFactory.build(council=taken.council, year=2021, number=7)
    petition.normalise()

    assert_refused(admin_client, petition, {"number": ["Số này đã dùng trong năm.", "Mã kiến nghị này đã có."]})


@pytest.mark.parametrize("change", [{"merged_into": "itself"}, {"forwarded_on": date(2021, 10, 4)}])
def test_petition_constraints_hold_in_the_database(change):
    petition = PetitionFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Petition.objects.filter(pk=petition.pk).update(
            **{name: petition.pk if value == "itself" else value for name, value in change.items()}
        )


def test_take_number_takes_the_next_number_of_council_and_year(admin_client):
    council = CouncilFactory(abbreviation="CG")
    PetitionFactory(council=council, number=96)
    PetitionFactory(council=council, received_on=date(2022, 1, 4), number=300)
    PetitionFactory(number=500)

    assert post_add_form(admin_client, PetitionFactory.build(council=council)).status_code == 302

    petition = Petition.objects.latest("pk")
    assert (petition.year, petition.number, petition.code) == (2021, 97, "KN-CG-2021-0097")


@pytest.mark.slow  # afterwards every table is emptied
@pytest.mark.django_db(transaction=True)
def test_take_number_gives_simultaneous_writers_different_numbers():
    council = CouncilFactory()

    def write(_):
        try:
            return [PetitionFactory(council=council).number for _ in range(3)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as writers:
        numbers = [number for taken in writers.map(write, range(4)) for number in taken]

    assert sorted(numbers) == list(range(1, 13))


def test_petition_year_may_differ_from_the_year_of_receipt():
    petition = PetitionFactory(council__abbreviation="CG", received_on=date(2022, 1, 3), year=2021)

    assert petition.code == "KN-CG-2021-0001"


@pytest.mark.parametrize(
    ("key", "noun"),
    [
        (lambda: {"session": CouncilSessionFactory()}, "Kỳ họp"),
        (lambda: {"agency": AgencyFactory()}, "Cơ quan"),
    ],
)
def test_petition_clean_refuses_records_of_another_council(admin_client, key, noun):
    cited = key()
    petition = PetitionFactory.build(council=CouncilFactory(), **cited)

    assert form_errors(post_add_form(admin_client, petition)) == {next(iter(cited)): [f"{noun} này thuộc một HĐND khác."]}


def test_petition_clean_refuses_to_merge_into_a_petition_of_another_council():
    petition = PetitionFactory.build(council=CouncilFactory(), merged_into=PetitionFactory())

    with pytest.raises(ValidationError) as error:
        petition.full_clean()
    assert error.value.message_dict == {"merged_into": ["Kiến nghị cử tri này thuộc một HĐND khác."]}


def moved(client, petition, received_on, first_on):
    """Post the change form with other days of receipt and of the only status."""
    status = petition.statuses.get()
    rows = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 1, "0-id": status.pk, "0-petition": petition.pk, "0-state": status.state}
    data = {f"statuses-{name}": value for name, value in (rows | {"0-on": first_on, "0-reply_symbol": "15/TB-HĐND"}).items()}
    values = form_data(user_of(client), petition) | {"received_on": received_on} | data
    return client.post(reverse("admin:citizens_petition_change", args=[petition.pk]), values)


def test_petition_form_moves_its_day_and_its_first_status_in_one_step(admin_client):
    petition = PetitionFactory(received_on=date(2021, 9, 5))
    record_state(petition=petition, state="forwarded", on=date(2021, 9, 20), reply_symbol="15/TB-HĐND")

    assert moved(admin_client, petition, "05/10/2021", "20/10/2021").status_code == 302

    stored = Petition.objects.values_list("received_on", "forwarded_on", "forwarded_symbol", "state").get()
    assert stored == (date(2021, 10, 5), date(2021, 10, 20), "15/TB-HĐND", "forwarded")


@pytest.mark.parametrize(("opinions", "is_saved"), [("3", False), ("4", True)])
def test_petition_form_refuses_fewer_opinions_than_those_of_merged_petitions(admin_client, opinions, is_saved):
    petition = PetitionFactory(opinions=5)
    PetitionFactory(council=petition.council, merged_into=petition, opinions=3)
    url = reverse("admin:citizens_petition_change", args=[petition.pk])

    response = admin_client.post(url, form_data(user_of(admin_client), petition) | {"opinions": opinions})

    assert (response.status_code == 302) == is_saved
    if not is_saved:
        (message,) = form_errors(response)["opinions"]
        assert message.startswith(f"{petition.code} đang ghi 3 ý kiến, ít hơn số phải có khi cộng các kiến nghị đã gộp vào (4)")


def test_petition_form_refuses_a_day_after_its_first_status(admin_client):
    petition = PetitionFactory(received_on=date(2021, 9, 5))
    record_state(petition=petition, state="forwarded", on=date(2021, 9, 20), reply_symbol="15/TB-HĐND")

    response = moved(admin_client, petition, "05/10/2021", "20/09/2021")

    form = response.context["inline_admin_formsets"][0].formset.forms[0]
    assert form.errors == {"on": ["Ngày của diễn biến không thể trước ngày nhận kiến nghị (05/10/2021)."]}
    assert Petition.objects.values_list("received_on", "forwarded_on").get() == (date(2021, 9, 5), date(2021, 9, 20))


def test_petition_clean_refuses_a_day_after_a_stored_status():
    petition = PetitionFactory(received_on=date(2021, 9, 5))
    record_state(petition=petition, state="explained", on=date(2021, 9, 20))
    petition.received_on = date(2021, 9, 21)

    with pytest.raises(ValidationError) as error:
        petition.full_clean()
    assert list(error.value.message_dict) == ["received_on"]


def test_petition_content_is_excluded_from_history_and_search():
    petition = PetitionFactory(content="Bà Đỗ Thị Ất ở ngõ 68 phản ánh", public_summary="Thoát nước Dịch Vọng")

    assert "content" not in {field.name for field in Petition.history.model._meta.get_fields()}
    assert petition.history.get().public_summary == "Thoát nước Dịch Vọng"
    assert "thoat nuoc" in petition.search_key
    assert "ngo 68" not in petition.search_key


def test_received_in_and_forwarded_in_use_their_own_dates():
    received = PetitionFactory(received_on=date(2021, 12, 31))
    forwarded = PetitionFactory(received_on=date(2020, 12, 31))
    for petition in (received, forwarded):
        record_state(petition=petition, state="forwarded", on=max(petition.received_on, date(2021, 1, 1)))
    late = PetitionFactory(received_on=date(2021, 6, 1))
    record_state(petition=late, state="forwarded", on=date(2022, 1, 1))

    assert set(Petition.objects.received_in(IN_2021)) == {received, late}
    assert set(Petition.objects.forwarded_in(IN_2021)) == {received, forwarded}


def test_distinct_matters_excludes_merged_petitions():
    target = PetitionFactory()
    PetitionFactory(council=target.council, merged_into=target)

    assert list(Petition.objects.distinct_matters()) == [target]


def test_for_session_selects_the_petitions_of_the_session():
    session = CouncilSessionFactory()
    gathered = PetitionFactory(council=session.term.council, session=session)
    PetitionFactory(council=session.term.council)

    assert list(Petition.objects.for_session(session)) == [gathered]


@pytest.mark.parametrize(
    ("level", "meetings", "part"),
    [
        ("district", [], "unclassified"),
        ("district", [{"with_district": True}], "own_level"),
        ("district", [{"with_district": True, "with_commune": True}], "own_level"),
        ("district", [{"with_district": True, "with_province": True}], "higher_levels"),
        ("district", [{"with_district": False, "with_national": True}], "higher_levels"),
        ("district", [{"with_national": True}, {"with_province": True}], "higher_levels"),
        ("district", [{"with_district": True}, {"with_province": True}], "higher_levels"),
        ("commune", [{"with_district": True}], "higher_levels"),
        ("commune", [{"with_district": False, "with_commune": True}], "own_level"),
        ("province", [{"with_province": True}, {"with_district": True}], "own_level"),
        ("province", [{"with_national": True}], "higher_levels"),
    ],
)
def test_with_raised_before_gives_each_petition_one_level(level, meetings, part):
    council = CouncilFactory(level=level)
    petition = PetitionFactory(council=council, meetings=[VoterMeetingFactory(council=council, **levels) for levels in meetings])

    rows = Petition.objects.with_raised_before([council])
    assert list(rows.values_list("pk", "raised_before")) == [(petition.pk, part)]
    for value in ("higher_levels", "own_level", "unclassified"):
        assert list(rows.filter(raised_before=value)) == ([petition] if value == part else [])


def test_with_raised_before_takes_the_level_of_each_of_several_councils():
    district, ward = CouncilFactory(level="district"), CouncilFactory(level="commune")
    petitions = {}
    for council in (district, ward):
        for columns in ({"with_district": True}, {"with_district": False, "with_province": True}, None):
            meetings = [] if columns is None else [VoterMeetingFactory(council=council, **columns)]
            petitions[PetitionFactory(council=council, meetings=meetings).pk] = council
    rows = Petition.objects.with_raised_before([district, ward]).order_by("pk").values_list("pk", "raised_before")

    of_council = {council: [part for pk, part in rows if petitions[pk] == council] for council in (district, ward)}
    assert of_council == {
        district: ["own_level", "higher_levels", "unclassified"],
        ward: ["higher_levels", "higher_levels", "unclassified"],
    }


def test_with_state_on_uses_the_newest_status_of_the_day():
    petition = PetitionFactory()
    for state, on in [("forwarded", date(2021, 10, 12)), ("in_progress", date(2021, 12, 1)), ("resolved", date(2022, 3, 1))]:
        record_state(petition=petition, state=state, on=on)
    # Written last, but about an earlier day.
    record_state(petition=petition, state="explained", on=date(2021, 11, 1))
    record_state(petition=petition, state="unresolved", on=date(2021, 12, 1), reason="Chưa bố trí được kinh phí")

    states = {
        day: Petition.objects.with_state_on(day).get().state_on
        for day in (
            date(2021, 10, 11),
            date(2021, 10, 12),
            date(2021, 11, 30),
            date(2021, 12, 1),
            date(2021, 12, 31),
            date(2022, 3, 1),
        )
    }
    assert states == {
        date(2021, 10, 11): "received",
        date(2021, 10, 12): "forwarded",
        date(2021, 11, 30): "explained",
        date(2021, 12, 1): "unresolved",
        date(2021, 12, 31): "unresolved",
        date(2022, 3, 1): "resolved",
    }


def test_carried_over_selects_petitions_that_were_open_when_the_period_began():
    def received_in_2020(*states):
        petition = PetitionFactory(received_on=date(2020, 11, 2))
        for state, on in states:
            record_state(petition=petition, state=state, on=on, reason="Chưa có quy hoạch")
        return petition

    without_status = received_in_2020()
    unresolved = received_in_2020(("unresolved", date(2020, 12, 31)))
    answered_later = received_in_2020(("forwarded", date(2020, 11, 5)), ("resolved", date(2021, 1, 1)))
    received_in_2020(("resolved", date(2020, 12, 31)))
    received_in_2020(("explained", date(2020, 12, 1)))
    PetitionFactory(received_on=date(2021, 1, 1))

    assert set(Petition.objects.carried_over(IN_2021)) == {without_status, unresolved, answered_later}


@pytest.mark.parametrize(
    ("broken", "errors"),
    [
        ({"state": "unresolved"}, {"reason": ["Chưa giải quyết thì phải ghi nguyên nhân."]}),
        (
            {"state": "forwarded", "on": "4/10/2021"},
            {"on": ["Ngày của diễn biến không thể trước ngày nhận kiến nghị (05/10/2021)."]},
        ),
        ({"on": "31/2/2021"}, None),
        ({"agency": "foreign"}, {"agency": ["Cơ quan này thuộc một HĐND khác."]}),
    ],
)
def test_petition_status_inline_refuses_invalid_values(admin_client, broken, errors):
    petition = PetitionFactory.build(council=CouncilFactory())
    values = {"state": "forwarded", "on": "12/10/2021"} | broken
    if values.get("agency"):
        values["agency"] = AgencyFactory().pk
    row = {f"statuses-0-{name}": value for name, value in values.items()}

    response = post_add_form(admin_client, petition, **{"statuses-TOTAL_FORMS": 1}, **row)

    form = response.context["inline_admin_formsets"][0].formset.forms[0]
    errors_by_field = {field: list(messages) for field, messages in form.errors.items()}
    assert errors_by_field == errors if errors else set(errors_by_field) == {"on"}
    assert {name: str(form[name].value()) for name in values} == {name: str(value) for name, value in values.items()}
    assert (Petition.objects.count(), PetitionStatus.objects.count()) == (0, 0)


def test_citizens_status_once_refuses_the_same_status_twice(admin_client):
    petition = PetitionFactory.build(council=CouncilFactory())
    row = {"state": "forwarded", "on": "12/10/2021"}
    rows = {f"statuses-{number}-{name}": value for number in (0, 1) for name, value in row.items()}

    response = post_add_form(admin_client, petition, **{"statuses-TOTAL_FORMS": 2}, **rows)

    assert "Diễn biến này đã ghi." in response.content.decode()
    assert (Petition.objects.count(), PetitionStatus.objects.count()) == (0, 0)


@pytest.mark.parametrize("broken", [{"state": "unresolved"}, {"on": date(2021, 10, 12)}])
def test_petition_status_constraints_hold_in_the_database(broken):
    status = PetitionStatusFactory()
    values = {"petition": status.petition, "state": "forwarded", "on": date(2021, 11, 1)} | broken

    with pytest.raises(IntegrityError), transaction.atomic():
        PetitionStatus.objects.bulk_create([PetitionStatus(**values)])


def test_petition_status_inline_updates_the_state_of_the_petition(admin_client):
    petition = PetitionFactory.build(council=CouncilFactory())
    rows = {
        "statuses-0-state": "resolved",
        "statuses-0-on": "1/12/2021",
        "statuses-1-state": "forwarded",
        "statuses-1-on": "12/10/2021",
        "statuses-1-reply_symbol": "97/HĐND-VP",
    }

    assert post_add_form(admin_client, petition, **{"statuses-TOTAL_FORMS": 2}, **rows).status_code == 302

    stored = Petition.objects.get()
    assert (stored.state, stored.forwarded_on, stored.forwarded_symbol) == ("resolved", date(2021, 10, 12), "97/HĐND-VP")


def test_petition_status_delete_restores_the_previous_state():
    petition = PetitionFactory()
    record_state(petition=petition, state="forwarded", on=date(2021, 10, 12), reply_symbol="97/HĐND-VP")

    petition.statuses.get().delete()

    petition.refresh_from_db()
    assert (petition.state, petition.forwarded_on, petition.forwarded_symbol) == ("received", None, "")
