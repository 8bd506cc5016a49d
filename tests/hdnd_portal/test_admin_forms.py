"""The forms of the staff: whatever is typed ends in a record or in a message beside its field, and nothing is lost."""

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.db import models
from django.forms import ModelChoiceField
from django.test import RequestFactory
from PIL import Image

from core.admin.inlines import MAX_INLINE_ROWS
from core.records.models import Publishable
from core.vietnamese.forms import CountField
from councils.models import Person
from news.models import Article
from tests.attacks import bound, form_class_of, post, refusals, typed
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.citizens import ReceptionSessionFactory
from tests.factories.councils import (
    AreaFactory,
    CommendationFactory,
    FieldFactory,
    MandateFactory,
    PersonFactory,
    TermFactory,
)
from tests.factories.news import ArticleFactory, picture
from tests.factories.resolutions import ResolutionClassFactory, ResolutionFactory, SupportResultFactory
from tests.factories.sessions_app import CouncilSessionFactory
from tests.factories.supervision import SupervisedUnitFactory
from tests.hdnd_portal.kinds import FACTORIES, KINDS, name_of, page, published, words
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db

RECORDS = [kind for kind in KINDS if name_of(kind) != "accounts.User"]  # whose add form asks for a password only
NO_KEYS = ("abc", "9" * 30, "-1", "1.5", "\x00")
WITH_PAGE = (ArticleFactory, ResolutionFactory)
MEGABYTES = "đ" * 1_000_000  # two of them in bytes


def errors_of(response):
    """The errors by field of a page that refused its form."""
    assert response.status_code == 200
    return response.context["adminform"].form.errors


@pytest.mark.parametrize("kind", RECORDS, ids=name_of)
def test_key_that_is_none_is_refused_beside_its_field(admin_client, kind):
    """Alone in the form, and together on the page."""
    user = UserFactory(administrator=True)
    sent = typed(user, unsaved(FACTORIES[kind]))
    add_form = form_class_of(user, kind)
    keys = [name for name, field in add_form.base_fields.items() if isinstance(field, ModelChoiceField)]

    for nonsense in NO_KEYS if keys else ():
        for name in keys:
            form = bound(add_form, sent | {name: [nonsense]})
            assert name in form.errors, (name, nonsense)
            assert form[name].as_widget()
        response = admin_client.post(page(kind, "add"), sent | dict.fromkeys(keys, [nonsense]))
        assert set(keys) <= set(errors_of(response)), nonsense
    assert not kind.objects.exists()


def test_key_that_is_none_is_refused_in_a_line_too(admin_client):
    unit = SupervisedUnitFactory()
    data = typed(UserFactory(administrator=True), unit.supervision) | {"units-TOTAL_FORMS": 1, "units-0-agency": "abc"}

    response = admin_client.post(page(type(unit.supervision), "change", unit.supervision.pk), data)

    (form,) = response.context["inline_admin_formsets"][0].formset.forms
    assert form.errors == {"agency": ["Hãy chọn một giá trị trong danh sách."]}


@pytest.mark.parametrize("kind", RECORDS, ids=name_of)
def test_number_beyond_measure_is_answered_in_the_form_of_a_stored_record(admin_client, kind):
    """What the form refuses is sent together; what it takes is stored, one number at a time."""
    user = UserFactory(administrator=True)
    record = FACTORIES[kind]()
    sent = typed(user, record)
    change_form = form_class_of(user, kind, record)
    numbers = [name for name, field in change_form.base_fields.items() if isinstance(field, CountField)]

    for number in ("-1", "0", "99999", "9999999999") if numbers else ():
        alone = {name: bound(change_form, sent | {name: number}, kind.objects.get(pk=record.pk)) for name in numbers}
        refused = [name for name, form in alone.items() if not form.is_valid()]
        if refused:
            errors_of(admin_client.post(page(kind, "change", record.pk), sent | dict.fromkeys(refused, number)))
        for name in set(numbers) - set(refused):
            response = admin_client.post(page(kind, "change", record.pk), sent | {name: number})
            assert response.status_code == 302, (name, number)


def test_form_that_is_told_of_a_thousand_million_parts_draws_few_and_says_so():
    supervision = SupervisedUnitFactory().supervision
    request = RequestFactory().get("/")
    request.user = UserFactory(administrator=True)
    units, *_ = admin.site.get_model_admin(type(supervision)).get_inline_instances(request)
    told = {"units-TOTAL_FORMS": 10**9, "units-INITIAL_FORMS": 0}

    formset = units.get_formset(request, supervision)(told, instance=supervision)

    assert len(formset.forms) == MAX_INLINE_ROWS
    assert formset.non_form_errors() == ["Nhiều nhất là 300 dòng; hãy bớt dòng."]


@pytest.mark.parametrize("kind", RECORDS, ids=name_of)
def test_text_of_two_megabytes_is_refused_beside_its_field(admin_client, kind):
    """Every field alone in the form; one of each class of field on the page."""
    user = UserFactory(administrator=True)
    sent = typed(user, unsaved(FACTORIES[kind]))
    add_form = form_class_of(user, kind)
    fields = add_form.base_fields
    columns = {field.name: field for field in kind._meta.fields if field.name in fields and not field.choices}
    long = [name for name, column in columns.items() if isinstance(column, (models.CharField, models.TextField))]
    long = [name for name in long if not isinstance(columns[name], models.FileField)]
    on_a_page = {type(fields[name]): name for name in long}.values()

    for name in long:
        data = sent | {name: MEGABYTES}
        form = bound(add_form, data)
        assert name in form.errors
        assert form[name].value() == MEGABYTES
        assert MEGABYTES in form[name].as_widget()
        if name in on_a_page:
            response = admin_client.post(page(kind, "add"), data)
            assert name in errors_of(response)
            assert response.context["adminform"].form[name].value() == MEGABYTES
    assert not kind.objects.exists()


def test_text_too_long_is_told_by_its_length(admin_client):
    response = post(admin_client, unsaved(AreaFactory), name="x" * 100_000)

    assert refusals(response) == {"name": ["Dài quá 100 ký tự (đang có 100000)."]}


def test_box_does_not_cut_silently_what_is_too_long(admin_client):
    assert "maxlength" not in admin_client.get(page(type(AreaFactory()), "add")).content.decode()


def test_request_beyond_all_measure_gets_a_page(client):
    client.force_login(UserFactory(administrator=True))

    response = client.post(page(type(AreaFactory()), "add"), {"name": "x" * 6_000_000})

    assert response.status_code == 400
    assert "h1" in response.content.decode()


def test_file_that_is_no_picture_is_refused(admin_client, tmp_path):
    portrait = tmp_path / "chan-dung.jpg"
    portrait.write_bytes(b"%PDF-1.7")

    with portrait.open("rb") as file:
        response = post(admin_client, unsaved(PersonFactory), portrait=file)

    assert refusals(response) == {"portrait": ["Tệp không phải là ảnh JPEG, PNG hoặc WebP, hoặc đã hỏng; hãy chọn tệp ảnh khác."]}


def test_portrait_is_kept_as_we_have_encoded_it(admin_client, tmp_path):
    exif = Image.Exif()
    exif[0x010F] = "MayAnh"
    portrait = tmp_path / "chan-dung.jpg"
    portrait.write_bytes(picture(exif=exif))

    with portrait.open("rb") as file:
        assert post(admin_client, unsaved(PersonFactory), portrait=file).status_code == 302

    with Person.objects.get().portrait.open() as stored:
        assert b"MayAnh" not in stored.read()
    assert b"MayAnh" in portrait.read_bytes()


def test_stored_file_is_shown_to_staff_of_its_council_only(client, admin_client, tmp_path):
    person = MandateFactory().person
    portrait = tmp_path / "chan-dung.jpg"
    portrait.write_bytes(picture())
    with portrait.open("rb") as file:
        admin_client.post(page(type(person), "change", person.pk), typed(UserFactory(), person) | {"portrait": file})
    address = f"/quan-tri/tep/councils.person/{person.pk}/portrait/"

    assert f'href="{address}"' in admin_client.get(page(type(person), "change", person.pk)).content.decode()
    answer = admin_client.get(address)
    assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"]) == (200, "image/jpeg", "nosniff")
    assert b"".join(answer.streaming_content) != b""
    client.force_login(ServiceFactory().user)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["councils.person/1/full_name", "councils.person/1/la", "la.la/1/portrait", "la/1/portrait", "councils.person/9/portrait"],
)
def test_file_that_is_none_is_not_found(admin_client, address):
    PersonFactory(pk=1)

    assert admin_client.get(f"/quan-tri/tep/{address}/").status_code == 404


def test_choices_tell_the_like_of_two_councils_apart(admin_client):
    near = TermFactory(council__name="HĐND quận Cầu Giấy")
    TermFactory(council__name="HĐND quận Ba Đình")
    query = {"app_label": "councils", "model_name": "mandate", "field_name": "term"}
    names = {"khóa VI, nhiệm kỳ 2021-2026 – HĐND quận Cầu Giấy", "khóa VI, nhiệm kỳ 2021-2026 – HĐND quận Ba Đình"}

    suggested = admin_client.get("/quan-tri/autocomplete/", query).json()["results"]

    assert {row["text"] for row in suggested} == names
    shown = words(admin_client.get(page(type(MandateFactory(term=near)), "add")))
    assert all(name in shown for name in names)


def test_choices_of_one_council_are_named_without_it(client):
    service = ServiceFactory()
    CouncilSessionFactory(term__council=service.council, number=3)
    client.force_login(service.user)
    query = {"app_label": "resolutions", "model_name": "resolution", "field_name": "session"}

    suggested = client.get("/quan-tri/autocomplete/", query).json()["results"]

    assert [row["text"] for row in suggested] == ["Kỳ họp thứ 3, khóa VI (28/09/2021)"]


def test_namesakes_are_told_apart_by_their_year_of_birth(admin_client):
    PersonFactory(full_name="Nguyễn Văn An", birth_year=1975)
    PersonFactory(full_name="Nguyễn Văn An", birth_year=1980)
    query = {"app_label": "councils", "model_name": "mandate", "field_name": "person", "term": "van an"}

    suggested = admin_client.get("/quan-tri/autocomplete/", query).json()["results"]

    assert {row["text"] for row in suggested} == {"Nguyễn Văn An, sinh năm 1975", "Nguyễn Văn An, sinh năm 1980"}


def test_retired_word_is_offered_to_no_new_record_and_kept_by_old_ones(admin_client):
    resolution = ResolutionFactory()
    council = resolution.session.term.council
    kept = resolution.resolution_class
    type(kept).objects.filter(pk=kept.pk).update(is_active=False)
    live = ResolutionClassFactory(council=council, key="regular")
    query = {"app_label": "resolutions", "model_name": "resolution", "field_name": "resolution_class"}

    def offered(response):
        return set(response.context["adminform"].form.fields["resolution_class"].queryset)

    assert offered(admin_client.get(page(type(resolution), "add"))) == {live}
    assert offered(admin_client.get(page(type(resolution), "change", resolution.pk))) == {live, kept}
    assert [row["id"] for row in admin_client.get("/quan-tri/autocomplete/", query).json()["results"]] == [str(live.pk)]


def test_duplicate_in_another_council_stays_when_a_clerk_saves(client):
    service = ServiceFactory()
    original = ReceptionSessionFactory(council__level="commune")
    reception = ReceptionSessionFactory(council=service.council, same_as=original)
    client.force_login(service.user)

    response = client.post(
        page(type(reception), "change", reception.pk),
        typed(service.user, reception) | {"place": "Trụ sở mới", "same_as": original.pk},
    )

    reception.refresh_from_db()
    assert (response.status_code, reception.place, reception.same_as) == (302, "Trụ sở mới", original)


def test_units_stand_beside_numbers(admin_client):
    shown = admin_client.get(page(type(SupportResultFactory()), "add")).content.decode()

    assert '<span class="unit">đồng</span>' in shown


def test_button_publishes_from_now_on(client):
    service = ServiceFactory(role="reviewer")
    client.force_login(service.user)
    award = unsaved(lambda: CommendationFactory(council=service.council))

    assert "Lưu và công khai" in words(client.get(page(type(award), "add")))
    assert post(client, award, _publish="1").status_code == 302
    assert type(award).objects.get().is_public()


def test_button_to_publish_keeps_a_moment_that_is_typed(client):
    service = ServiceFactory(role="news_editor")
    client.force_login(service.user)
    article = unsaved(lambda: ArticleFactory(council=service.council))

    post(client, article, _publish="1", publish_at="26/01/2022 16:58")

    assert type(article).objects.get().publish_at.isoformat() == "2022-01-26T09:58:00+00:00"


def test_button_to_publish_helps_nobody_who_may_not(client):
    service = ServiceFactory()
    client.force_login(service.user)
    award = unsaved(lambda: CommendationFactory(council=service.council))

    assert "Lưu và công khai" not in words(client.get(page(type(award), "add")))
    assert list(refusals(post(client, award, _publish="1"))) == ["status"]
    assert not type(award).objects.exists()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if issubclass(kind, Publishable)], ids=name_of)
def test_address_that_the_public_has_seen_stays(admin_client, kind):
    record = published(kind)
    form = admin_client.get(page(kind, "change", record.pk)).context["adminform"].form

    assert "slug" not in form.fields


def test_slug_of_a_published_article_is_not_changed_by_what_is_posted(admin_client):
    article = published(type(ArticleFactory()))
    slug = article.slug

    data = typed(UserFactory(administrator=True), article) | {"slug": "khac", "title": "Tin khác"}
    assert admin_client.post(page(type(article), "change", article.pk), data).status_code == 302

    article.refresh_from_db()
    assert (article.title, article.slug) == ("Tin khác", slug)


def form_page(client, record):
    return client.get(page(type(record), "change", record.pk)).content.decode()


@pytest.mark.parametrize("kind", WITH_PAGE)
def test_page_of_a_record_is_one_link_away_before_the_public_sees_it_too(admin_client, kind):
    for record in (kind(), kind(published=True, **({"signed": True} if kind is ResolutionFactory else {}))):
        link = f'<a href="{record.get_absolute_url()}" class="viewsitelink">Xem trên cổng</a>'
        assert link in form_page(admin_client, record)


def test_record_without_a_page_offers_none(admin_client):
    shown = form_page(admin_client, CommendationFactory(published=True))

    assert "Xem trên cổng" not in shown
    assert 'name="_page"' not in shown


def test_saving_leads_to_the_page_where_that_is_asked_for(client):
    service = ServiceFactory(role="news_editor")
    client.force_login(service.user)
    article = unsaved(lambda: ArticleFactory(council=service.council))

    assert "Lưu và xem" in words(client.get(page(type(article), "add")))
    added = post(client, article, _page="1")
    stored = type(article).objects.get()
    changed = client.post(
        page(type(article), "change", stored.pk), typed(service.user, stored) | {"_page": "1", "title": "Tin đã sửa"}, follow=True
    )

    assert added.url == stored.get_absolute_url()
    assert changed.redirect_chain == [(type(article).objects.get().get_absolute_url(), 302)]
    assert "BẢN NHÁP, CHƯA CÔNG KHAI" in words(changed)
    assert "Tin đã sửa" in words(changed)


def test_saving_a_record_without_a_page_leads_to_the_list(admin_client):
    award = unsaved(CommendationFactory)

    assert post(admin_client, award, _page="1").url == page(type(award), "changelist")


def test_box_that_another_form_has_opened_leads_nowhere(admin_client):
    assert "Lưu và xem" not in words(admin_client.get(page(Article, "add"), {"_popup": 1}))


def test_rule_over_a_council_that_is_not_asked_for_is_told_beside_its_field(client):
    service = ServiceFactory()
    client.force_login(service.user)
    FieldFactory(council=service.council, key="moi-truong")
    row = {"key": "moi-truong", "label": "Môi trường", "order": "1"}

    response = client.post(page(type(FieldFactory()), "add"), row)

    assert refusals(response) == {"key": ["Mã này đã có."]}


def questions_of(groups):
    """What a form asks at once, a line being one question; what is folded is not asked."""
    for _, options in groups:
        if "collapse" not in options.get("classes", ()):
            yield from options["fields"]


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_form_asks_twelve_things_at_once_and_all_that_is_required(kind):
    request = RequestFactory().get("/")
    request.user = ServiceFactory(role="reviewer").user
    lists = admin.site.get_model_admin(kind)

    shown = set(lists.get_readonly_fields(request))
    asked = [line for line in questions_of(lists.get_fieldsets(request)) if not set(flatten([line])) <= shown]

    assert len(asked) <= 12
    fields = lists.get_form(request).base_fields
    required = {name for name, field in fields.items() if field.required and field.initial in (None, "")}
    assert required - set(flatten(asked)) == set()
