from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core.records.periods import Period
from supervision.models import SupervisedUnit, Supervision
from tests.admin_forms import assert_refused, form_errors, post_add_form
from tests.factories.councils import AgencyFactory, BodyFactory, CouncilFactory, MandateFactory
from tests.factories.resolutions import IssuedDocumentFactory, ResolutionFactory
from tests.factories.supervision import SupervisedUnitFactory, SupervisionFactory

pytestmark = pytest.mark.django_db
IN_2021 = Period.year(2021)


@pytest.mark.parametrize(
    ("broken", "errors"),
    [
        ({"life": "done"}, {"finished_on": ["Cuộc hoàn thành phải có ngày kết thúc."]}),
        ({"life": "postponed"}, {"life_reason": ["Hoãn hoặc bỏ phải ghi lý do."]}),
        ({"life": "dropped"}, {"life_reason": ["Hoãn hoặc bỏ phải ghi lý do."]}),
        (
            {"started_on": date(2021, 11, 2), "finished_on": date(2021, 11, 1)},
            {"finished_on": ["Ngày sau không thể trước ngày trước."]},
        ),
        ({"status": "withdrawn"}, {"withdrawn_reason": ["Phải ghi lý do không công khai."]}),
    ],
)
def test_supervision_constraints_refuse_invalid_values(admin_client, broken, errors):
    assert_refused(admin_client, SupervisionFactory.build(council=CouncilFactory(), slug="dat-dai", **broken), errors)


def test_supervision_one_leader_refuses_two_leaders(admin_client):
    council = CouncilFactory()
    leaders = {"lead_body": BodyFactory(council=council), "lead_mandate": MandateFactory(term__council=council)}

    assert_refused(
        admin_client,
        SupervisionFactory.build(council=council, slug="dat-dai", **leaders),
        {"lead_mandate": ["Chỉ một chủ thể chủ trì."]},
    )


def test_supervision_council_leads_alone_refuses_a_body_beside_it(admin_client):
    council = CouncilFactory()
    led_by_both = SupervisionFactory.build(
        council=council, slug="dat-dai", lead_body=BodyFactory(council=council), is_led_by_council=True
    )

    assert_refused(
        admin_client, led_by_both, {"is_led_by_council": ["HĐND chủ trì thì không ghi cơ quan hoặc đại biểu chủ trì."]}
    )


@pytest.mark.parametrize(("is_led_by_council", "name"), [(True, "HĐND quận Đống Đa"), (False, "chưa rõ chủ thể")])
def test_leader_name_is_that_of_the_council_only_where_somebody_wrote_so(is_led_by_council, name):
    supervision = SupervisionFactory(council__name="HĐND quận Đống Đa", is_led_by_council=is_led_by_council)

    assert supervision.leader_name == name


def test_supervision_slug_refuses_an_existing_slug(admin_client):
    taken = SupervisionFactory(title="Quản lý đất đai Đống Đa")
    twice = SupervisionFactory.build(council=taken.council, slug="quan-ly-dat-dai-dong-da")

    assert taken.slug == twice.slug
    assert_refused(admin_client, twice, {"slug": ["Đường dẫn này đã dùng."]})


@pytest.mark.parametrize(
    ("key", "noun"),
    [
        (lambda: {"lead_body": BodyFactory()}, "Cơ quan của HĐND"),
        (lambda: {"lead_mandate": MandateFactory()}, "Tư cách đại biểu"),
        (lambda: {"resolution": ResolutionFactory()}, "Nghị quyết"),
        (lambda: {"report": IssuedDocumentFactory()}, "Văn bản"),
    ],
)
def test_supervision_clean_refuses_records_of_another_council(admin_client, key, noun):
    cited = key()
    supervision = SupervisionFactory.build(council=CouncilFactory(), **cited)

    assert form_errors(post_add_form(admin_client, supervision)) == {next(iter(cited)): [f"{noun} này thuộc một HĐND khác."]}


def test_supervised_unit_inline_refuses_the_same_agency_twice(admin_client):
    supervision = SupervisionFactory.build(council=CouncilFactory())
    agency = AgencyFactory(council=supervision.council)
    rows = {"units-TOTAL_FORMS": 2, "units-0-agency": agency.pk, "units-1-agency": agency.pk, "units-1-place": "Dịch Vọng"}

    response = post_add_form(admin_client, supervision, **rows)

    second = response.context["inline_admin_formsets"][0].formset.forms[1]
    assert {field: list(messages) for field, messages in second.errors.items()} == {"agency": ["Đã có trong cuộc giám sát này."]}
    assert second["place"].value() == "Dịch Vọng"
    assert (Supervision.objects.count(), SupervisedUnit.objects.count()) == (0, 0)


def test_supervision_unit_once_holds_in_the_database():
    unit = SupervisedUnitFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        SupervisedUnit.objects.bulk_create([SupervisedUnit(supervision=unit.supervision, agency=unit.agency)])


def test_supervised_unit_clean_leaves_a_missing_supervision_to_its_field():
    with pytest.raises(ValidationError) as refusal:
        SupervisedUnit(agency=AgencyFactory()).full_clean()

    assert list(refusal.value.message_dict) == ["supervision"]


def test_supervised_unit_clean_refuses_an_agency_of_another_council(admin_client):
    supervision = SupervisionFactory.build(council=CouncilFactory())

    response = post_add_form(admin_client, supervision, **{"units-TOTAL_FORMS": 1, "units-0-agency": AgencyFactory().pk})

    errors = response.context["inline_admin_formsets"][0].formset.forms[0].errors
    assert {field: list(messages) for field, messages in errors.items()} == {"agency": ["Cơ quan này thuộc một HĐND khác."]}


def test_concluded_in_selects_supervisions_completed_in_the_period():
    done = SupervisionFactory(done=True, finished_on=date(2021, 12, 31))
    SupervisionFactory(done=True, finished_on=date(2022, 1, 1))
    SupervisionFactory(life="postponed", life_reason="Do dịch bệnh", finished_on=date(2021, 12, 31))
    SupervisionFactory(life="in_progress", finished_on=date(2021, 12, 31))

    assert set(Supervision.objects.concluded_in(IN_2021)) == {done}


def test_planned_for_includes_dropped_supervisions():
    planned = {SupervisionFactory(done=True), SupervisionFactory(dropped=True)}
    SupervisionFactory(is_planned=False)
    SupervisionFactory(year=2022)

    assert set(Supervision.objects.planned_for(2021)) == planned


def test_thematic_selects_the_forms_that_reports_count():
    counted = {SupervisionFactory(form=form) for form in ("thematic", "survey", "again")}
    for form in ("regular", "report_review", "document_review", "petitions", "complaints"):
        SupervisionFactory(form=form)

    assert set(Supervision.objects.thematic()) == counted


def test_with_leader_kind_counts_a_supervision_once_for_its_leader():
    council = CouncilFactory()
    standing, group = BodyFactory(council=council, standing=True), BodyFactory(council=council, group=True)
    committees = [BodyFactory(council=council), BodyFactory(council=council)]
    led = {
        "council": SupervisionFactory(council=council),
        "standing": SupervisionFactory(council=council, lead_body=standing),
        "committee": SupervisionFactory(council=council, lead_body=committees[0]),
        "group": SupervisionFactory(council=council, lead_body=group),
        "delegate": SupervisionFactory(council=council, lead_mandate=MandateFactory(term=group.term)),
        "": SupervisionFactory(council=council, is_led_by_council=False),
    }
    for supervision in led.values():
        supervision.participants.set(committees)

    rows = list(Supervision.objects.with_leader_kind().values_list("leader_kind", "pk"))

    assert sorted(rows) == sorted((kind, supervision.pk) for kind, supervision in led.items())


def test_without_duplicates_counts_a_supervision_of_two_councils_once():
    first = SupervisionFactory(done=True, published=True)
    second = SupervisionFactory(done=True, published=True, same_as=first)
    alone = SupervisionFactory(done=True, published=True, same_as=SupervisionFactory(dropped=True, published=True))

    councils = [first.council, second.council, alone.council, alone.same_as.council]
    assert set(Supervision.objects.concluded_in(IN_2021).without_duplicates(councils)) == {first, alone}
    assert set(Supervision.objects.of(second.council).without_duplicates(second.council)) == {second}


def test_supervision_clean_refuses_an_original_of_another_year(admin_client):
    original = SupervisionFactory(year=2020)
    supervision = SupervisionFactory.build(council=CouncilFactory(), same_as=original)

    assert form_errors(post_add_form(admin_client, supervision)) == {
        "same_as": ["Hai bản ghi của cùng một cuộc phải có cùng năm kế hoạch."]
    }
