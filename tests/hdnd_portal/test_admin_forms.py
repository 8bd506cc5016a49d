"""The add and change forms of the admin: all input is stored or refused with a message beside its field."""

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.db import models
from django.forms import ModelChoiceField, MultipleChoiceField
from django.test import RequestFactory
from PIL import Image

from core.admin.inlines import MAX_INLINE_ROWS
from core.vietnamese.forms import CountField
from councils.models import Person
from tests.admin_forms import bound_form, form_class_of, form_data, form_errors, post_add_form
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.citizens import ReceptionSessionFactory
from tests.factories.councils import (
    AreaFactory,
    FieldFactory,
    MandateFactory,
    PersonFactory,
    TermFactory,
)
from tests.factories.news import ArticleFactory, picture
from tests.factories.resolutions import (
    PDF,
    ResolutionClassFactory,
    ResolutionFactory,
    ResolutionFileFactory,
    SupportResultFactory,
)
from tests.factories.sessions_app import CouncilSessionFactory
from tests.factories.supervision import SupervisedUnitFactory
from tests.hdnd_portal.admin_models import FACTORIES, MODELS, admin_url, create_published, model_label, visible_text
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db

RECORDS = [model for model in MODELS if model_label(model) != "accounts.User"]  # its add form has other fields
INVALID_KEYS = ("abc", "9" * 30, "-1", "1.5", "\x00")
MEGABYTES = "đ" * 1_000_000  # two bytes for each character


def errors_of(response):
    """The errors of a form by field. Does not check the other values, as `form_errors` does."""
    assert response.status_code == 200
    return response.context["adminform"].form.errors


@pytest.mark.parametrize("model", RECORDS, ids=model_label)
def test_add_view_refuses_an_invalid_foreign_key_beside_its_field(admin_client, model):
    """Each foreign key alone in the form, and all together in the view."""
    user = UserFactory(administrator=True)
    valid_data = form_data(user, unsaved(FACTORIES[model]))
    add_form = form_class_of(user, model)
    foreign_keys = [name for name, field in add_form.base_fields.items() if isinstance(field, ModelChoiceField)]

    for invalid in INVALID_KEYS if foreign_keys else ():
        for name in foreign_keys:
            form = bound_form(add_form, valid_data | {name: [invalid]})
            assert name in form.errors, (name, invalid)
            assert form[name].as_widget()
        response = admin_client.post(admin_url(model, "add"), valid_data | dict.fromkeys(foreign_keys, [invalid]))
        assert set(foreign_keys) <= set(errors_of(response)), invalid
    assert not model.objects.exists()


def test_change_view_refuses_an_invalid_foreign_key_in_an_inline(admin_client):
    unit = SupervisedUnitFactory()
    data = form_data(UserFactory(administrator=True), unit.supervision) | {"units-TOTAL_FORMS": 1, "units-0-agency": "abc"}

    response = admin_client.post(admin_url(type(unit.supervision), "change", unit.supervision.pk), data)

    (form,) = response.context["inline_admin_formsets"][0].formset.forms
    assert form.errors == {"agency": ["Hãy chọn một giá trị trong danh sách."]}


@pytest.mark.parametrize("model", RECORDS, ids=model_label)
def test_change_view_answers_a_number_out_of_range(admin_client, model):
    """Refused numbers are posted together, accepted ones one by one."""
    user = UserFactory(administrator=True)
    record = FACTORIES[model]()
    valid_data = form_data(user, record)
    change_form = form_class_of(user, model, record)
    numbers = [name for name, field in change_form.base_fields.items() if isinstance(field, CountField)]

    for number in ("-1", "0", "99999", "9999999999") if numbers else ():
        forms = {name: bound_form(change_form, valid_data | {name: number}, model.objects.get(pk=record.pk)) for name in numbers}
        refused = [name for name, form in forms.items() if not form.is_valid()]
        if refused:
            errors_of(admin_client.post(admin_url(model, "change", record.pk), valid_data | dict.fromkeys(refused, number)))
        for name in set(numbers) - set(refused):
            response = admin_client.post(admin_url(model, "change", record.pk), valid_data | {name: number})
            assert response.status_code == 302, (name, number)


def test_record_formset_limits_the_number_of_forms():
    supervision = SupervisedUnitFactory().supervision
    request = RequestFactory().get("/")
    request.user = UserFactory(administrator=True)
    units, *_ = admin.site.get_model_admin(type(supervision)).get_inline_instances(request)
    data = {"units-TOTAL_FORMS": 10**9, "units-INITIAL_FORMS": 0}

    formset = units.get_formset(request, supervision)(data, instance=supervision)

    assert len(formset.forms) == MAX_INLINE_ROWS
    assert formset.non_form_errors() == ["Nhiều nhất là 300 dòng; hãy bớt dòng."]


@pytest.mark.parametrize("model", RECORDS, ids=model_label)
def test_add_view_refuses_a_text_of_two_megabytes_beside_its_field(admin_client, model):
    """Each field alone in the form, and one field of each class in the view."""
    user = UserFactory(administrator=True)
    valid_data = form_data(user, unsaved(FACTORIES[model]))
    add_form = form_class_of(user, model)
    fields = add_form.base_fields
    columns = {field.name: field for field in model._meta.fields if field.name in fields and not field.choices}
    text_fields = [name for name, column in columns.items() if isinstance(column, (models.CharField, models.TextField))]
    text_fields = [name for name in text_fields if not isinstance(columns[name], models.FileField)]
    text_fields = [name for name in text_fields if not isinstance(fields[name], MultipleChoiceField)]
    posted_fields = {type(fields[name]): name for name in text_fields}.values()

    for name in text_fields:
        data = valid_data | {name: MEGABYTES}
        form = bound_form(add_form, data)
        assert name in form.errors
        assert form[name].value() == MEGABYTES
        assert MEGABYTES in form[name].as_widget()
        if name in posted_fields:
            response = admin_client.post(admin_url(model, "add"), data)
            assert name in errors_of(response)
            assert response.context["adminform"].form[name].value() == MEGABYTES
    assert not model.objects.exists()


def test_add_view_states_the_length_of_a_text_that_is_too_long(admin_client):
    response = post_add_form(admin_client, unsaved(AreaFactory), name="x" * 100_000)

    assert form_errors(response) == {"name": ["Dài quá 100 ký tự (đang có 100000)."]}


def test_add_view_has_no_maxlength_attribute(admin_client):
    assert "maxlength" not in admin_client.get(admin_url(type(AreaFactory()), "add")).content.decode()


def test_add_view_answers_a_huge_request_with_a_page(client):
    client.force_login(UserFactory(administrator=True))

    response = client.post(admin_url(type(AreaFactory()), "add"), {"name": "x" * 6_000_000})

    assert response.status_code == 413
    assert "h1" in response.content.decode()


def test_add_view_refuses_a_file_that_is_not_a_picture(admin_client, tmp_path):
    portrait = tmp_path / "chan-dung.jpg"
    portrait.write_bytes(b"%PDF-1.7")

    with portrait.open("rb") as file:
        response = post_add_form(admin_client, unsaved(PersonFactory), portrait=file)

    assert form_errors(response) == {
        "portrait": ["Tệp không phải là ảnh JPEG, PNG hoặc WebP, hoặc đã hỏng; hãy chọn tệp ảnh khác."]
    }


def test_portrait_is_stored_without_metadata(admin_client, tmp_path):
    exif = Image.Exif()
    exif[0x010F] = "MayAnh"
    portrait = tmp_path / "chan-dung.jpg"
    portrait.write_bytes(picture(exif=exif))

    with portrait.open("rb") as file:
        assert post_add_form(admin_client, unsaved(PersonFactory), portrait=file).status_code == 302

    with Person.objects.get().portrait.open() as stored:
        assert b"MayAnh" not in stored.read()
    assert b"MayAnh" in portrait.read_bytes()


def test_record_file_is_visible_to_staff_of_its_council_only(client, admin_client, tmp_path):
    person = MandateFactory().person
    portrait = tmp_path / "chan-dung.jpg"
    portrait.write_bytes(picture())
    with portrait.open("rb") as file:
        admin_client.post(admin_url(type(person), "change", person.pk), form_data(UserFactory(), person) | {"portrait": file})
    address = f"/quan-tri/tep/councils.person/{person.pk}/portrait/"

    assert f'href="{address}"' in admin_client.get(admin_url(type(person), "change", person.pk)).content.decode()
    response = admin_client.get(address)
    assert (response.status_code, response["Content-Type"], response["X-Content-Type-Options"]) == (200, "image/jpeg", "nosniff")
    assert b"".join(response.streaming_content) != b""
    client.force_login(ServiceFactory().user)
    assert client.get(address).status_code == 404


def test_record_file_needs_the_permission_to_see_the_kind_and_is_stored_nowhere(client):
    file = ResolutionFileFactory(resolution__signed=True)
    address = f"/quan-tri/tep/resolutions.resolutionfile/{file.pk}/file/"
    service = ServiceFactory(council=file.resolution.council, role="records_officer")
    client.force_login(service.user)

    response = client.get(address)

    assert b"".join(response.streaming_content) == PDF
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    client.force_login(UserFactory(is_staff=True))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "councils.person/1/full_name",
        "councils.person/1/la",
        "la.la/1/portrait",
        "la/1/portrait",
        "councils.person/9/portrait",
        "councils.person/1/portrait",
    ],
)
def test_record_file_returns_404_for_an_unknown_file(admin_client, address):
    PersonFactory(pk=1)

    assert admin_client.get(f"/quan-tri/tep/{address}/").status_code == 404


def test_choice_label_names_the_council_of_similar_records(admin_client):
    own_term = TermFactory(council__name="HĐND quận Cầu Giấy")
    TermFactory(council__name="HĐND quận Ba Đình")
    query = {"app_label": "councils", "model_name": "mandate", "field_name": "term"}
    names = {"khóa VI, nhiệm kỳ 2021-2026 – quận Cầu Giấy", "khóa VI, nhiệm kỳ 2021-2026 – quận Ba Đình"}

    results = admin_client.get("/quan-tri/autocomplete/", query).json()["results"]

    assert {row["text"] for row in results} == names
    text = visible_text(admin_client.get(admin_url(type(MandateFactory(term=own_term)), "add")))
    assert all(name in text for name in names)


def test_choice_label_omits_the_only_council(client):
    service = ServiceFactory()
    CouncilSessionFactory(term__council=service.council, number=3)
    client.force_login(service.user)
    query = {"app_label": "resolutions", "model_name": "resolution", "field_name": "session"}

    results = client.get("/quan-tri/autocomplete/", query).json()["results"]

    assert [row["text"] for row in results] == ["Kỳ họp thứ 3, khóa VI (28/09/2021)"]


def test_choice_label_adds_the_year_of_birth_to_equal_names(admin_client):
    PersonFactory(full_name="Nguyễn Văn An", birth_year=1975)
    PersonFactory(full_name="Nguyễn Văn An", birth_year=1980)
    query = {"app_label": "councils", "model_name": "mandate", "field_name": "person", "term": "van an"}

    results = admin_client.get("/quan-tri/autocomplete/", query).json()["results"]

    assert {row["text"] for row in results} == {"Nguyễn Văn An, sinh năm 1975", "Nguyễn Văn An, sinh năm 1980"}


def test_is_active_limits_choices_except_for_a_stored_value(admin_client):
    resolution = ResolutionFactory()
    council = resolution.session.term.council
    inactive = resolution.resolution_class
    type(inactive).objects.filter(pk=inactive.pk).update(is_active=False)
    active = ResolutionClassFactory(council=council, key="regular")
    query = {"app_label": "resolutions", "model_name": "resolution", "field_name": "resolution_class"}

    def choices(response):
        return set(response.context["adminform"].form.fields["resolution_class"].queryset)

    assert choices(admin_client.get(admin_url(type(resolution), "add"))) == {active}
    assert choices(admin_client.get(admin_url(type(resolution), "change", resolution.pk))) == {active, inactive}
    assert [row["id"] for row in admin_client.get("/quan-tri/autocomplete/", query).json()["results"]] == [str(active.pk)]


def test_change_view_keeps_a_same_as_of_another_council(client):
    service = ServiceFactory()
    original = ReceptionSessionFactory(council__level="commune")
    reception = ReceptionSessionFactory(council=service.council, same_as=original)
    client.force_login(service.user)

    response = client.post(
        admin_url(type(reception), "change", reception.pk),
        form_data(service.user, reception) | {"place": "Trụ sở mới", "same_as": original.pk},
    )

    reception.refresh_from_db()
    assert (response.status_code, reception.place, reception.same_as) == (302, "Trụ sở mới", original)


def test_add_view_displays_the_unit_beside_a_number(admin_client):
    html = admin_client.get(admin_url(type(SupportResultFactory()), "add")).content.decode()

    assert '<span class="unit">đồng</span>' in html


def test_slug_of_a_public_record_can_be_corrected_and_the_form_says_what_follows(admin_client):
    article = create_published(type(ArticleFactory()))
    before, url = article.get_absolute_url(), admin_url(type(article), "change", article.pk)
    assert "địa chỉ cũ vẫn dẫn sang địa chỉ mới" in admin_client.get(url).text

    data = form_data(UserFactory(administrator=True), article) | {"slug": "khac", "title": "Tin khác"}
    assert admin_client.post(url, data).status_code == 302

    article.refresh_from_db()
    assert (article.title, article.slug) == ("Tin khác", "khac")
    assert admin_client.get(before).url == article.get_absolute_url()


def test_unique_constraint_with_a_preset_council_is_reported_beside_its_field(client):
    service = ServiceFactory()
    client.force_login(service.user)
    FieldFactory(council=service.council, key="moi-truong")
    row = {"key": "moi-truong", "label": "Môi trường", "order": "1"}

    response = client.post(admin_url(type(FieldFactory()), "add"), row)

    assert form_errors(response) == {"key": ["Mã này đã có."]}


def visible_lines(groups):
    """The lines of the fieldsets that are not collapsed."""
    for _, options in groups:
        if "collapse" not in options.get("classes", ()):
            yield from options["fields"]


@pytest.mark.parametrize("model", MODELS, ids=model_label)
def test_get_fieldsets_opens_at_most_twelve_lines_and_all_required_fields(model):
    request = RequestFactory().get("/")
    request.user = ServiceFactory(role="reviewer").user
    model_admin = admin.site.get_model_admin(model)

    readonly = set(model_admin.get_readonly_fields(request))
    lines = [line for line in visible_lines(model_admin.get_fieldsets(request)) if not set(flatten([line])) <= readonly]

    assert len(lines) <= 12
    fields = model_admin.get_form(request).base_fields
    required = {name for name, field in fields.items() if field.required and field.initial in (None, "")}
    assert required - set(flatten(lines)) == set()
