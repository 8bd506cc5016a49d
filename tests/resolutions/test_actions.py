from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from councils.models import Mandate, Membership
from resolutions.actions import record_personnel_decision, take_number
from resolutions.models import IssuedDocument, PersonnelDecision, Resolution
from tests.admin_forms import form_errors, post_add_form
from tests.factories.councils import MandateFactory, MembershipFactory
from tests.factories.resolutions import IssuedDocumentFactory, RegisterFactory, ResolutionFactory
from tests.hdnd_portal.admin_models import admin_url, visible_text
from tests.unsaved import unsaved

WRITERS, DOCUMENTS_EACH = 6, 3


@pytest.mark.django_db
def test_take_number_continues_after_the_highest_number_of_both_tables():
    first = ResolutionFactory(numbered=True, year=2021, number=8)
    register = first.register
    IssuedDocumentFactory(council=register.council, register=register, year=2021, number=9)
    document = IssuedDocumentFactory.build(council=register.council)

    take_number(register=register, year=2021, document=document)

    document.refresh_from_db()
    assert (document.register, document.year, document.number, document.symbol) == (register, 2021, 10, "10/NQ-HĐND")


@pytest.mark.django_db
def test_take_number_begins_each_year_at_one_and_prints_the_year():
    register = RegisterFactory(pattern="{number}/{year}/NQ-HĐND")

    documents = [
        take_number(register=register, year=year, document=IssuedDocumentFactory.build(council=register.council))
        for year in (2021, 2021, 2022)
    ]

    assert [document.symbol for document in documents] == ["01/2021/NQ-HĐND", "02/2021/NQ-HĐND", "01/2022/NQ-HĐND"]


@pytest.mark.django_db
def test_take_number_numbers_a_stored_draft():
    draft = ResolutionFactory()

    take_number(register=RegisterFactory(council=draft.council), year=2021, document=draft)

    assert Resolution.objects.values_list("number", "symbol", "slug").get() == (1, "01/NQ-HĐND", "1-nq-hdnd")


@pytest.mark.django_db
def test_take_number_refuses_a_numbered_document():
    document = ResolutionFactory(numbered=True, number=3)

    with pytest.raises(ValidationError) as refusal:
        take_number(register=document.register, year=2021, document=document)

    assert refusal.value.message_dict == {"number": ["Văn bản này đã có số."]}
    assert Resolution.objects.get().number == 3


@pytest.mark.django_db
def test_take_number_stores_nothing_of_an_invalid_document():
    register = RegisterFactory()
    document = IssuedDocumentFactory.build(council=register.council, title="")

    with pytest.raises(ValidationError):
        take_number(register=register, year=2021, document=document)

    assert IssuedDocument.objects.count() == 0
    assert register.highest_number(2021) == 0


@pytest.mark.django_db(transaction=True)
def test_take_number_gives_every_writer_another_number():
    register = RegisterFactory()

    def write(_):
        try:
            for _ in range(DOCUMENTS_EACH):
                take_number(register=register, year=2021, document=IssuedDocumentFactory.build(council=register.council))
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(write, range(WRITERS)))

    numbers = sorted(IssuedDocument.objects.values_list("number", flat=True))
    assert numbers == list(range(1, WRITERS * DOCUMENTS_EACH + 1))


@pytest.mark.django_db
def test_record_personnel_decision_begins_a_new_membership():
    membership = unsaved(MembershipFactory, start=None)
    resolution = ResolutionFactory()

    decision = record_personnel_decision(
        effect="elects", effective_on=date(2021, 9, 28), target=membership, resolution=resolution
    )

    assert Membership.objects.get().start == date(2021, 9, 28)
    assert (decision.target, decision.basis, str(decision)) == (membership, resolution, f"bầu: {membership}")


@pytest.mark.django_db
@pytest.mark.parametrize(("effect", "reason"), [("relieves", "relieved"), ("dismisses", "dismissed")])
def test_record_personnel_decision_ends_a_mandate_with_its_reason(effect, reason):
    mandate = MandateFactory()

    record_personnel_decision(
        effect=effect, effective_on=date(2021, 12, 20), target=mandate, authority="Ủy ban Thường vụ Quốc hội"
    )

    assert Mandate.objects.values_list("end", "end_reason").get() == (date(2021, 12, 20), reason)


@pytest.mark.django_db
@pytest.mark.parametrize("effect", ["confirms", "suspends", "resumes"])
def test_record_personnel_decision_leaves_the_dates_unchanged_if_nothing_begins_or_ends(effect):
    membership = MembershipFactory()
    before = Membership.objects.values("start", "end").get()

    record_personnel_decision(effect=effect, effective_on=date(2021, 12, 20), target=membership, resolution=ResolutionFactory())

    assert Membership.objects.values("start", "end").get() == before
    assert PersonnelDecision.objects.get().effect == effect


@pytest.mark.django_db
def test_record_personnel_decision_without_basis_changes_nothing():
    membership = MembershipFactory()

    with pytest.raises(ValidationError):
        record_personnel_decision(effect="relieves", effective_on=date(2021, 12, 20), target=membership)

    assert Membership.objects.get().end is None
    assert PersonnelDecision.objects.count() == 0


@pytest.mark.django_db
def test_personnel_decision_form_ends_its_target_as_the_action_does(admin_client):
    mandate = MandateFactory()
    decision = PersonnelDecision(mandate=mandate, effect="dismisses", effective_on=date(2021, 12, 20), authority="UBTVQH")

    assert post_add_form(admin_client, decision).status_code == 302

    assert Mandate.objects.values_list("end", "end_reason").get() == (date(2021, 12, 20), "dismissed")
    stored = PersonnelDecision.objects.get()
    values = {"effective_on": "21/12/2021", "authority": "UBTVQH", "reason": "Sửa ngày"}
    page = admin_client.post(admin_url(PersonnelDecision, "change", stored.pk), values, follow=True)
    assert f"{mandate}: từ ngày 28/06/2021, thôi từ ngày 21/12/2021." in visible_text(page)
    assert Mandate.objects.get().end == date(2021, 12, 21)


@pytest.mark.django_db
def test_personnel_decision_form_refuses_a_day_that_its_target_cannot_have(admin_client):
    mandate = MandateFactory()
    decision = PersonnelDecision(mandate=mandate, effect="relieves", effective_on=date(2020, 1, 1), authority="UBTVQH")

    assert form_errors(post_add_form(admin_client, decision)) == {"__all__": [f"{mandate}: Ngày thôi phải sau ngày bắt đầu."]}
    assert Mandate.objects.get().end is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("effect", "end", "field"),
    [
        ("elects", None, "effective_on"),
        ("relieves", None, "effective_on"),
        ("relieves", date(2021, 12, 21), "effective_on"),
        ("dismisses", date(2021, 12, 20), "effect"),
    ],
)
def test_personnel_decision_clean_refuses_what_contradicts_the_dates_of_its_target(effect, end, field):
    mandate = MandateFactory(end=end, end_reason="relieved" if end else "")
    decision = PersonnelDecision(mandate=mandate, effect=effect, effective_on=date(2021, 12, 20), authority="UBTVQH")

    with pytest.raises(ValidationError) as refusal:
        decision.full_clean()

    assert list(refusal.value.message_dict) == [field]


@pytest.mark.django_db
def test_record_personnel_decision_leaves_what_another_request_has_changed():
    membership = MembershipFactory()
    Membership.objects.update(role="head", rank=3)

    record_personnel_decision(
        effect="relieves", effective_on=date(2021, 12, 20), target=membership, resolution=ResolutionFactory()
    )

    assert Membership.objects.values_list("role", "rank", "end").get() == ("head", 3, date(2021, 12, 20))


@pytest.mark.django_db
def test_record_personnel_decision_refuses_a_target_that_is_gone():
    membership = MembershipFactory()
    Membership.objects.all().delete()

    with pytest.raises(ValidationError, match="vừa bị xóa"):
        record_personnel_decision(
            effect="relieves", effective_on=date(2021, 12, 20), target=membership, resolution=ResolutionFactory()
        )


@pytest.mark.django_db
def test_save_decision_locks_its_target():
    membership = MembershipFactory()

    with CaptureQueriesContext(connection) as queries:
        record_personnel_decision(
            effect="relieves", effective_on=date(2021, 12, 20), target=membership, resolution=ResolutionFactory()
        )

    locks = [query for query in queries if "councils_membership" in query["sql"] and "FOR UPDATE" in query["sql"]]
    assert bool(locks) == connection.features.has_select_for_update
