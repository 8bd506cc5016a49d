"""Every page of the admin that posts says which version of its record it displayed, and refuses another one with its form."""

import re

import pytest
from django.contrib import admin
from django.urls import get_resolver, reverse

from accounts.models import User
from core.models import ProposedChange, Waiver
from councils.models import Term
from news.models import Article
from resolutions.models import ResolutionFile
from sessions_app.models import CouncilSession
from tests.client import HIDDEN_VERSION
from tests.core.admin.test_proposals import officer_of
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.councils import TermFactory
from tests.factories.news import ArticleFactory
from tests.factories.reports import ReportSectionFactory
from tests.factories.resolutions import ResolutionFactory
from tests.hdnd_portal.admin_models import FACTORIES, admin_url, visible_text
from tests.hdnd_portal.test_admin_checks import EARLY, waiver_url
from tests.reports.records import build_district, draft, session

pytestmark = pytest.mark.django_db

UNKNOWN = "không rõ trang được mở từ bản nào"
# Names of URLs of the admin without a version, each with the reason.
WITHOUT_VERSION = {
    "login": "writes no record",
    "logout": "writes no record",
    "password_change": "asks for the present password",
    "password_change_done": "only displays",
    "index": "only displays",
    "app_list": "only displays",
    "view_on_site": "only leads on",
    "jsi18n": "only displays",
    "autocomplete": "only displays",
    "record_file": "only displays",
    "record_input_preview": "only displays",
    "form_drafts": "stores only what is typed and not saved",
    "pending_upload_add": "stores a file of the user alone",
    "pending_upload": "only displays",
    "pending_upload_data": "only displays",
    "pending_upload_remove": "deletes a file of the user alone",
    "session_time": "prolongs the session",
    "opened_form": "stores only that a form is open",
    "proposed_changes": "only displays",
    "proposed_change": "posts `version`, which tests/core/admin/test_proposal_pages.py tests",
    "resolutions_register_next": "only displays",
    "record_waiver": "a page with an error; tested below",
}
ONLY_DISPLAYED = ("_history", "_deleted")
FORM = re.compile(r'<form(?=[^>]*method="post")(?![^>]*id="logout-form").*?</form>', re.S)


def admin_patterns():
    """The URL patterns of the admin with their names, those of models with the model."""
    prefix = reverse("admin:index").strip("/")
    resolver = next(each for each in get_resolver().url_patterns if str(each.pattern).strip("/") == prefix)
    for entry in resolver.url_patterns:
        yield from getattr(entry, "url_patterns", [entry])


OTHER_MODELS = {"auth_user_password_change": User}  # pages whose name starts with no model of their record
PAGES_OF_SESSIONS = "resolutions_session_"


def model_of(name):
    if name in OTHER_MODELS or name.startswith(PAGES_OF_SESSIONS):
        return OTHER_MODELS.get(name, CouncilSession)
    return next((model for model in FACTORIES if name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_")), None)


def test_every_page_of_the_admin_that_posts_carries_a_version(admin_client):
    missing = set()
    for name in {pattern.name for pattern in admin_patterns() if pattern.name} - set(WITHOUT_VERSION):
        model = model_of(name)
        if name.endswith(ONLY_DISPLAYED) or model is None:
            assert name.endswith(ONLY_DISPLAYED), f"{name}: no model, and not in WITHOUT_VERSION"
            continue
        record = model._default_manager.first() or FACTORIES[model]()
        takes_key = not name.endswith(("_changelist", "_add"))
        page = admin_client.get(reverse(f"admin:{name}", args=[record.pk] if takes_key else []))
        assert page.status_code == 200, name
        missing |= {name for form in FORM.findall(page.content.decode()) if not HIDDEN_VERSION.search(form)}

    assert missing == set()


@pytest.mark.parametrize("token", ["", "x"])
@pytest.mark.parametrize("model", [model for model in FACTORIES if admin.site.is_registered(model)], ids=lambda m: m.__name__)
def test_deletion_page_without_a_valid_version_deletes_nothing(admin_client, model, token):
    record = FACTORIES[model]()
    url = admin_url(model, "delete", record.pk)
    if "HĐND" not in visible_text(admin_client.get(url)) or 'name="post"' not in admin_client.get(url).content.decode():
        return  # the page refuses the deletion itself

    page = admin_client.post(url, {"post": "yes", "_version": token})

    assert (page.status_code, model._default_manager.filter(pk=record.pk).exists()) == (409, True)
    assert UNKNOWN in visible_text(page)


def opened(client, url):
    return dict(HIDDEN_VERSION.findall(client.get(url).content.decode()))


def colleague():
    return UserFactory(last_name="Lê Thị", first_name="Bình")


def test_deletion_page_is_displayed_again_if_the_record_has_changed(admin_client):
    article = ArticleFactory(title="Kỳ họp thứ nhất")
    url = admin_url(Article, "delete", article.pk)
    versions = opened(admin_client, url)
    article.title, article._history_user = "Kỳ họp bất thường", colleague()
    article.save()

    page = admin_client.post(url, {"post": "yes"} | versions)

    assert (page.status_code, Article.objects.count()) == (409, 1)
    assert "Lê Thị Bình sửa lúc" in visible_text(page)
    assert "tiêu đề: Kỳ họp thứ nhất → Kỳ họp bất thường" in visible_text(page)
    admin_client.post(url, {"post": "yes"} | dict(HIDDEN_VERSION.findall(page.content.decode())))
    assert not Article.objects.exists()


def test_deletion_page_is_displayed_again_if_more_would_be_deleted(admin_client):
    resolution = ResolutionFactory()
    url = admin_url(type(resolution), "delete", resolution.pk)
    versions = opened(admin_client, url)
    ResolutionFile.objects.create(resolution=resolution, title="Phụ lục", file="a.pdf")

    page = admin_client.post(url, {"post": "yes"} | versions)

    assert (page.status_code, type(resolution).objects.count()) == (409, 1)
    assert "những bản ghi đi kèm" in visible_text(page)


def test_deletion_of_several_rows_asks_again_if_more_would_be_deleted(admin_client):
    resolution = ResolutionFactory()
    url = admin_url(type(resolution), "changelist")
    data = {"action": "delete_selected", "_selected_action": [resolution.pk]}
    question = admin_client.post(url, data)
    data |= {"post": "yes", "_deletion": question.context["deletion_digest"]}
    data |= dict(HIDDEN_VERSION.findall(question.content.decode()))
    ResolutionFile.objects.create(resolution=resolution, title="Phụ lục", file="a.pdf")

    page = admin_client.post(url, data)

    assert "Chưa xóa: những bản ghi bị xóa theo đã đổi" in visible_text(page)
    assert type(resolution).objects.count() == 1
    admin_client.post(url, data | {"_deletion": page.context["deletion_digest"]})
    assert not type(resolution).objects.exists()


def test_proposed_deletion_carries_a_version(client):
    resolution = ResolutionFactory(signed=True, published=True)
    client.force_login(officer_of(resolution))
    url = admin_url(type(resolution), "delete", resolution.pk)

    page = client.post(url, {"post": "yes", "_version": ""})

    assert (page.status_code, ProposedChange.objects.count()) == (409, 0)
    assert UNKNOWN in visible_text(page)


def test_verb_page_names_what_changed_between_opening_and_preview(admin_client):
    term = TermFactory(label="2021-2026")
    url = admin_url(Term, "ket_thuc", term.pk)
    versions = opened(admin_client, url)
    term.seats, term._history_user = term.seats + 1, colleague()
    term.save()

    page = admin_client.post(url, {"_verb": "1", "_preview": "1", "end": "01/03/2026"} | versions)

    assert "Lê Thị Bình sửa lúc" in visible_text(page)
    assert 'value="01/03/2026"' in page.content.decode()


@pytest.mark.parametrize("token", ["", "x"])
def test_verb_page_without_a_valid_version_writes_nothing_and_keeps_what_was_typed(admin_client, token):
    term = TermFactory()
    url = admin_url(Term, "ket_thuc", term.pk)
    data = {"_verb": "1", "end": "01/03/2026"}
    fingerprint = admin_client.post(url, data | {"_preview": "1"}).context["fingerprint"]

    page = admin_client.post(url, data | {"_confirm": "1", "_fingerprint": fingerprint, "_version": token})

    assert Term.objects.get().end is None
    assert UNKNOWN in visible_text(page)
    assert 'value="01/03/2026"' in page.content.decode()


def test_verb_page_after_an_error_still_compares_with_what_was_opened(admin_client):
    term = TermFactory()
    url = admin_url(Term, "ket_thuc", term.pk)
    versions = opened(admin_client, url)
    term.seats += 1
    term.save()

    error = admin_client.post(url, {"_verb": "1", "end": "ngày mai"} | versions)

    assert dict(HIDDEN_VERSION.findall(error.content.decode())) == versions


def test_verb_page_that_makes_no_sense_any_more_displays_what_was_typed(admin_client):
    term = TermFactory()
    url = admin_url(Term, "ket_thuc", term.pk)
    data = {"_verb": "1", "end": "17/03/2026"} | opened(admin_client, url)
    Term.objects.filter(pk=term.pk).update(end="2026-03-01")

    page = admin_client.post(url, data)

    assert "Chưa thực hiện gì. Bạn đã gõ:" in visible_text(page)
    assert "17/03/2026" in visible_text(page)


def test_issue_page_issues_only_what_it_displayed(client):
    council = build_district().council
    session(council)
    report = draft(council)
    client.force_login(ServiceFactory(role="reviewer", council=council).user)
    url = reverse("admin:reports_annualreport_issue", args=[report.pk])
    preview = client.post(url, {"issued_on": "05/01/2022"})
    data = {"issued_on": "05/01/2022", "confirmed_on": "05/01/2022", "_figures": preview.context["preview"].digest}
    versions = dict(HIDDEN_VERSION.findall(preview.content.decode()))
    ReportSectionFactory(report=report, key="sessions", heading="Mục", text="Lời văn mới")

    page = client.post(url, data | versions)
    no_figures = client.post(url, data | {"_figures": ""})

    report.refresh_from_db()
    assert report.status == "draft"
    assert "những bản ghi đi kèm" in visible_text(page)
    assert "Số liệu đã đổi từ lần xem trước" in visible_text(no_figures)
    assert 'value="05/01/2022"' in page.content.decode()


def test_password_page_refuses_an_account_that_has_changed(admin_client):
    account = UserFactory(username="binh")
    url = reverse("admin:auth_user_password_change", args=[account.pk])
    versions = opened(admin_client, url)
    account.set_password("mat-khau-cua-nguoi-khac")
    account.save()

    page = admin_client.post(
        url, {"password1": "mat-khau-moi-1", "password2": "mat-khau-moi-1", "usable_password": "true"} | versions
    )

    assert "mật khẩu chưa đổi" in visible_text(page)
    assert User.objects.get(pk=account.pk).check_password("mat-khau-cua-nguoi-khac")


def test_waiver_page_keeps_the_reason_if_the_record_has_changed(client):
    resolution = ResolutionFactory(signed=True, effective_from=EARLY)
    client.force_login(ServiceFactory(role="reviewer", council=resolution.council).user)
    url = waiver_url(resolution)
    versions = opened(client, url)
    resolution.title, resolution._history_user = "Nghị quyết khác", colleague()
    resolution.save()

    page = client.post(url, {"reason": "Bản gốc ghi như vậy."} | versions)
    unknown = client.post(url, {"reason": "Bản gốc ghi như vậy.", "_version": ""})

    assert "Lê Thị Bình sửa lúc" in visible_text(page)
    assert "Bản gốc ghi như vậy." in page.context["form"]["reason"].value()
    assert UNKNOWN in visible_text(unknown)
    assert not Waiver.objects.exists()


def test_waiver_page_repeats_the_reason_if_the_error_is_gone(client):
    resolution = ResolutionFactory(signed=True, effective_from=EARLY)
    client.force_login(ServiceFactory(role="reviewer", council=resolution.council).user)
    url = waiver_url(resolution)
    type(resolution).objects.filter(pk=resolution.pk).update(effective_from=None)

    done = client.post(url, {"reason": "Bản gốc ghi như vậy."}, follow=True)

    assert "Lý do vừa gửi không được lưu: “Bản gốc ghi như vậy.”." in visible_text(done)
