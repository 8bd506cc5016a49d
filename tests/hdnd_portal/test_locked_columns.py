"""Which columns each role may set: every other one that a form posts changes nothing."""

from datetime import date, timedelta

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db import models
from django.test import RequestFactory
from django.urls import reverse

from accounts.models import Service
from core.records.rights import editable_columns, settable_columns
from core.records.settlement import write_refusal
from core.vietnamese.dates import short_date
from councils.models import Council, ElectoralUnit, Field, Term
from hdnd_portal.roles import ADMINISTRATOR_COLUMNS, COLUMNS_OF_NEW_RECORDS, OFFICE_COLUMNS, ROLES
from tests.admin_forms import form_data
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.councils import AreaFactory, CouncilFactory, FieldFactory, TermFactory
from tests.hdnd_portal.admin_models import FACTORIES, MODELS, admin_url, model_label, visible_text

pytestmark = pytest.mark.django_db

OF_COUNCILS = [model for model in MODELS if hasattr(model.objects.all(), "of") or model_label(model) == "accounts.User"]
STAFF_ROLES = [role for role in Service.Role if role != Service.Role.DELEGATE]
LABELS = {model._meta.label_lower: model for model in MODELS}


def another_value(record, field):
    """A posted value of `field` that differs from that of `record`."""
    value = getattr(record, field.name)
    if field.many_to_many or field.is_relation:
        return str(FACTORIES[field.related_model]().pk)
    if isinstance(field, models.BooleanField):
        return "" if value else "on"
    if field.choices:
        return next(str(key) for key, _ in field.flatchoices if key not in ("", value))
    if isinstance(field, models.DateTimeField):
        return "01/01/2001 08:00"
    if isinstance(field, models.DateField):
        return short_date((value or date(2001, 1, 1)) + timedelta(days=1))
    if isinstance(field, models.DecimalField | models.IntegerField):
        return str((value or 1) + 1)
    return f"{value}x" if value else "x1"


def stored_values(record, names):
    stored = type(record)._default_manager.get(pk=record.pk)
    fields = [stored._meta.get_field(name) for name in sorted(names)]
    return {
        field.name: set(getattr(stored, field.name).values_list("pk", flat=True))
        if field.many_to_many
        else getattr(stored, field.attname)
        for field in fields
    }


def may_change(role, model):
    return "change" in ROLES[role].get(model._meta.label_lower, ())


def change_data(record):
    """What an administrator posts to save the record as it is."""
    return form_data(UserFactory(administrator=True), record)


@pytest.mark.parametrize("role", STAFF_ROLES)
@pytest.mark.parametrize("model", OF_COUNCILS, ids=model_label)
def test_change_view_ignores_every_column_that_the_role_may_not_set(client, model, role):
    record = model._default_manager.get(pk=FACTORIES[model]().pk)
    council = record.get_council() if hasattr(record, "get_council") else None
    service = ServiceFactory(role=role, council=council or CouncilFactory())
    names = editable_columns(model._meta) - {"groups", "user_permissions"}
    if may_change(role, model):
        names -= settable_columns(service.user, model._meta, is_new=False)
    posted = {name: another_value(record, model._meta.get_field(name)) for name in names}
    before = stored_values(record, names)
    client.force_login(service.user)

    response = client.post(admin_url(model, "change", record.pk), change_data(record) | posted)

    assert response.status_code in (200, 302, 403)
    assert stored_values(record, names) == before


@pytest.mark.parametrize("role", ["ward_clerk", "records_officer", "reviewer"])
def test_ward_clerk_and_others_change_contact_and_nothing_else_of_their_council(client, role):
    council = CouncilFactory(ward=True, name="HĐND phường Mai Dịch", end=date(2021, 7, 1), is_hosted=False)
    portal = CouncilFactory(name="HĐND quận Cầu Giấy", is_portal=True)
    client.force_login(ServiceFactory(role=role, council=council).user)
    data = change_data(council) | {"contact_phone": "024 3833 0000", "slug": "mai-dich", "is_hosted": "on", "is_portal": "on"}

    response = client.post(admin_url(Council, "change", council.pk), data | {"end": "", "abbreviation": "MD"})

    assert response.status_code == 302
    stored = Council.objects.get(pk=council.pk)
    assert stored.contact_phone == "024 3833 0000"
    assert (stored.end, stored.is_hosted, stored.is_portal) == (date(2021, 7, 1), False, False)
    assert (stored.slug, stored.abbreviation) == (council.slug, council.abbreviation)
    assert Council.objects.of_this_portal().get() == portal
    text = visible_text(client.get(admin_url(Council, "change", council.pk)))
    assert "Chỉ quản trị kỹ thuật sửa được: Mã, Tên, " in text
    assert text.count("Chỉ quản trị kỹ thuật sửa được phần này.") == 1  # "Hoạt động"; each fieldset says it once


@pytest.mark.parametrize("name", sorted(editable_columns(Council._meta) - set(OFFICE_COLUMNS["councils.council"])))
def test_change_view_of_a_council_ignores_each_column_of_its_identity(client, name):
    council = Council.objects.get(pk=CouncilFactory(end=date(2025, 7, 1)).pk)
    before = stored_values(council, {name})
    client.force_login(ServiceFactory(role="reviewer", council=council).user)
    posted = {name: another_value(council, Council._meta.get_field(name))}

    response = client.post(admin_url(Council, "change", council.pk), change_data(council) | posted)

    assert response.status_code == 302
    assert stored_values(council, {name}) == before


def test_administrator_chooses_the_council_of_the_portal_in_its_form(admin_client):
    council = CouncilFactory()
    CouncilFactory()

    response = admin_client.post(admin_url(Council, "change", council.pk), change_data(council) | {"is_portal": "on"})

    assert response.status_code == 302
    assert Council.objects.of_this_portal().get() == council


@pytest.mark.parametrize("is_marked", [True, False])
def test_index_says_that_no_council_is_marked_as_that_of_the_portal(client, is_marked):
    service = ServiceFactory(council=CouncilFactory(is_portal=is_marked))
    CouncilFactory()
    client.force_login(service.user)

    text = visible_text(client.get(reverse("admin:index")))

    assert ("Chưa chọn HĐND của cổng" in text) is not is_marked


@pytest.mark.parametrize("path", ["/", "/nghi-quyet/", "/khong-co/"])
def test_public_pages_tell_staff_only_that_no_council_is_marked(client, path):
    service = ServiceFactory(council=CouncilFactory())
    other = CouncilFactory()
    assert "Chưa chọn HĐND" not in client.get(path).text

    client.force_login(service.user)
    response = client.get(path)

    assert "Chưa chọn HĐND của cổng" in visible_text(response)
    assert f'<a href="{admin_url(Council, "changelist")}">một hồ sơ HĐND</a>' in response.text
    assert "Cookie" in response["Vary"]
    other.is_portal = True
    other.save()
    assert "Chưa chọn HĐND" not in client.get(path).text


@pytest.mark.parametrize("path", ["/", "/nghi-quyet/", "/van-ban/", "/bao-cao/", "/tin-tuc/", "/bao-cao/2021/", "/tim-kiem/?q=a"])
def test_public_pages_open_while_no_council_is_marked(client, path):
    CouncilFactory.create_batch(2)

    assert client.get(path).status_code in (200, 404)


def test_key_of_a_vocabulary_is_set_when_the_row_is_added_only(client):
    service = ServiceFactory(role="records_officer")
    client.force_login(service.user)
    data = {"council": service.council.pk, "key": "giao-thong", "label": "Giao thông", "order": "1", "is_active": "on"}

    assert client.post(admin_url(Field, "add"), data).status_code == 302
    field = Field.objects.get()
    client.post(admin_url(Field, "change", field.pk), data | {"key": "khac", "label": "Giao thông đô thị"})

    field.refresh_from_db()
    assert (field.key, field.label) == ("giao-thong", "Giao thông đô thị")


@pytest.mark.parametrize("model", MODELS, ids=model_label)
def test_new_record_needs_no_column_that_only_the_administrator_sets(model):
    user = ServiceFactory(role="reviewer").user
    request = RequestFactory().get("/")
    request.user = user
    model_admin = admin.site.get_model_admin(model)
    if not model_admin.has_add_permission(request) or model_label(model).startswith("accounts."):
        return
    locked = user.locked_columns(model._meta, is_new=True)

    assert [name for name in locked if not (field := model._meta.get_field(name)).blank and not field.has_default()] == []


def test_locked_columns_of_an_inline_are_read_only():
    term = TermFactory()
    request = RequestFactory().get("/")
    request.user = ServiceFactory(role="reviewer", council=term.council).user
    [inline] = [one for one in admin.site.get_model_admin(Term).get_inline_instances(request) if one.model is ElectoralUnit]

    assert set(COLUMNS_OF_NEW_RECORDS["councils.electoralunit"]) <= set(inline.get_readonly_fields(request, term))


def test_locked_columns_exist_and_name_no_column_twice():
    for table in (OFFICE_COLUMNS, ADMINISTRATOR_COLUMNS, COLUMNS_OF_NEW_RECORDS):
        for label, names in table.items():
            assert set(names) <= editable_columns(LABELS[label]._meta), label
    for label in OFFICE_COLUMNS:
        model_admin = admin.site.get_model_admin(LABELS[label])
        form_fields = model_admin.fields or flatten_fieldsets(model_admin.fieldsets)
        assert set(OFFICE_COLUMNS[label]) <= set(form_fields)


def test_write_refusal_names_the_columns_that_only_the_administrator_sets():
    field = FieldFactory(key="giao-thong")
    officer = ServiceFactory(role="records_officer", council=field.council).user
    area = AreaFactory.build(council=field.council, own_council=CouncilFactory())

    changed = write_refusal(officer, Field.objects.get(), field, {"key", "label"})

    assert changed == "Chỉ quản trị kỹ thuật đặt được: mã; hãy bỏ cột ấy hoặc giữ nguyên giá trị đã ghi."
    assert write_refusal(officer, Field.objects.get(), field, {"label"}) == ""
    assert "HĐND của chính địa bàn" in write_refusal(officer, None, area, set())
    assert write_refusal(UserFactory(administrator=True), Field.objects.get(), field, {"key"}) == ""
