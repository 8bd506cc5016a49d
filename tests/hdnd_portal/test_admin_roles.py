"""What each role sees and may do in the admin."""

import pytest
from django.contrib import admin
from django.urls import reverse

from councils.models import CouncilName, Subordination, Term
from exchange.tables import TABLES
from hdnd_portal.admin_site import GROUPS
from tests.admin_forms import form_data, post_add_form
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.councils import CouncilFactory
from tests.factories.news import ArticleFactory
from tests.factories.resolutions import ResolutionFactory, ResolutionFileFactory, VoteFactory
from tests.factories.sessions_app import CouncilSessionFactory
from tests.hdnd_portal.admin_models import FACTORIES, MODELS, admin_url, model_label, visible_text
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db

ORDER = ["Kỳ họp", "Nghị quyết", "Giám sát", "Cử tri", "Tổ chức", "Tin bài", "Báo cáo", "Danh mục", "Hệ thống"]
NEWS = {"news.Article", "news.Category"}
RECEPTIONS = {"citizens.ReceptionSession"}
CHOICES = {"reports.ReportChoice"}
HIDDEN_FROM_STAFF = {"accounts.User", "accounts.Service", "councils.LegalConstant"}
FOR_THE_ADMINISTRATOR = {
    *HIDDEN_FROM_STAFF,
    *("councils.Council", "councils.CouncilName", "councils.Subordination", "councils.Term"),
}
EVERYTHING = {model_label(model) for model in MODELS}
OF_STAFF = [model for model in MODELS if model_label(model) not in HIDDEN_FROM_STAFF]


def sign_in(client, role):
    """Sign `client` in as a user with `role`; returns the service."""
    service = ServiceFactory(role=role)
    client.force_login(service.user)
    return service


def models_of_index(client):
    """The labels of the models on the index page, and of those with an add link."""
    rows = [row for group in client.get(reverse("admin:index")).context["app_list"] for row in group["models"]]
    return {model_label(row["model"]) for row in rows}, {model_label(row["model"]) for row in rows if row["add_url"]}


def run_action(client, action, *records, **data):
    data = {"action": action, "_selected_action": [record.pk for record in records]} | data
    return client.post(admin_url(type(records[0]), "changelist"), data, follow=True)


def test_groups_contain_every_model_once():
    grouped = [label for _, labels in GROUPS for label in labels]

    assert sorted(grouped) == sorted(EVERYTHING)


def test_get_app_list_returns_the_groups_in_order(admin_client):
    response = admin_client.get(reverse("admin:index"))

    assert [group["name"] for group in response.context["app_list"]] == ORDER
    assert [group["name"] for group in response.context["available_apps"]] == ORDER


@pytest.mark.parametrize("url", [reverse("admin:index"), reverse("admin:app_list", args=["news"])])
def test_get_app_list_checks_the_permissions_once_for_a_request(admin_client, url):
    context = admin_client.get(url).context

    in_menu = {id(row) for group in context["available_apps"] for row in group["models"]}
    assert {id(row) for group in context["app_list"] for row in group["models"]} <= in_menu


@pytest.mark.parametrize(
    ("role", "added"),
    [
        ("records_officer", EVERYTHING - NEWS - CHOICES - FOR_THE_ADMINISTRATOR),
        ("ward_clerk", EVERYTHING - NEWS - CHOICES - FOR_THE_ADMINISTRATOR),
        ("reviewer", EVERYTHING - FOR_THE_ADMINISTRATOR),
        ("news_editor", NEWS),
        ("reception_officer", RECEPTIONS),
        ("standing", set()),
    ],
)
def test_index_lists_the_models_of_each_role(client, role, added):
    sign_in(client, role)

    assert models_of_index(client) == (EVERYTHING - HIDDEN_FROM_STAFF, added)


def test_index_lists_all_models_for_an_administrator(admin_client):
    assert models_of_index(admin_client) == (EVERYTHING, EVERYTHING)


@pytest.mark.parametrize("role", ["standing"])
@pytest.mark.parametrize("model", OF_STAFF, ids=model_label)
def test_add_view_is_forbidden_to_readers(client, role, model):
    sign_in(client, role)

    assert client.get(admin_url(model, "changelist")).status_code == 200
    assert client.get(admin_url(model, "add")).status_code == 403
    assert client.post(admin_url(model, "add"), {}).status_code == 403


def test_change_view_is_read_only_for_readers(client):
    service = sign_in(client, "standing")
    resolution = ResolutionFactory(session__term__council=service.council, title="Về ngân sách")
    address = admin_url(type(resolution), "change", resolution.pk)

    assert "Về ngân sách" in visible_text(client.get(address))
    assert client.post(address, form_data(service.user, resolution) | {"title": "Khác"}).status_code == 403
    assert client.post(admin_url(type(resolution), "delete", resolution.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", OF_STAFF, ids=model_label)
def test_change_view_opens_every_record_of_the_own_council_for_a_reviewer(client, model):
    record = FACTORIES[model]()
    (table,) = (table for table in TABLES.values() if table.model is model)
    client.force_login(ServiceFactory(council=record.get_council() or CouncilFactory(), role="reviewer").user)

    response = client.get(admin_url(model, "change", record.pk))

    assert response.status_code == 200
    assert response.context["has_change_permission"] is (model not in (CouncilName, Subordination, Term))  # the administrator's


def test_publish_selected_publishes_a_record_that_a_clerk_submitted(client):
    clerk = sign_in(client, "records_officer")
    resolution = unsaved(lambda: ResolutionFactory(session__term__council=clerk.council, signed=True))

    assert post_add_form(client, resolution, status="review").status_code == 302
    stored = type(resolution).objects.get()
    client.force_login(ServiceFactory(council=clerk.council, role="reviewer").user)
    text = visible_text(run_action(client, "publish_selected", stored))

    assert "Đã công khai 1 nghị quyết." in text
    assert type(resolution).objects.get().is_public()


@pytest.mark.parametrize("action", ["publish_selected", "withdraw_selected"])
@pytest.mark.parametrize("role", ["records_officer", "news_editor", "standing"])
def test_publish_and_withdraw_selected_require_the_publish_permission(client, role, action):
    service = sign_in(client, role)
    draft = ResolutionFactory(session__term__council=service.council, signed=True)
    public = ResolutionFactory(session=draft.session, signed=True, published=True)

    run_action(client, action, draft, public, reason="Thử")

    assert set(type(draft).objects.values_list("pk", "status")) == {(draft.pk, "draft"), (public.pk, "published")}


@pytest.mark.parametrize(("action", "published"), [("publish_selected", False), ("withdraw_selected", True)])
def test_publish_and_withdraw_selected_save_nothing_if_one_row_is_of_a_council_that_another_reviews(client, action, published):
    reviewer = sign_in(client, "reviewer")
    own = ResolutionFactory(session__term__council=reviewer.council, signed=True, published=published)
    other = ResolutionFactory(signed=True, published=published)
    ServiceFactory(user=reviewer.user, council=other.council, role="records_officer")
    before = set(type(own).objects.values_list("pk", "status"))

    response = run_action(client, action, own, other, reason="Thử")

    assert response.status_code == 403
    assert set(type(own).objects.values_list("pk", "status")) == before


def test_publish_selected_reports_invalid_records_and_publishes_the_others(client):
    service = sign_in(client, "reviewer")
    complete = ResolutionFactory(session__term__council=service.council, signed=True)
    unsigned = ResolutionFactory(session=complete.session, title="Về đất đai")

    text = visible_text(run_action(client, "publish_selected", complete, unsigned))

    assert "Đã công khai 1 nghị quyết." in text
    assert "Về đất đai: Văn bản công khai phải có số, ký hiệu và ngày ký." in text
    assert set(type(complete).objects.values_list("pk", "status")) == {(complete.pk, "published"), (unsigned.pk, "draft")}


def test_withdraw_selected_requires_a_reason_and_displays_it_to_readers(client):
    service = sign_in(client, "news_editor")
    article = ArticleFactory(council=service.council, published=True)

    form_page = run_action(client, "withdraw_selected", article)
    blank = run_action(client, "withdraw_selected", article, reason=" ")
    long = run_action(client, "withdraw_selected", article, reason="x" * 301)

    assert article.title in visible_text(form_page)
    assert "Hãy ghi lý do." not in visible_text(form_page)
    assert "Hãy ghi lý do." in visible_text(blank)
    assert "Lý do dài quá 300 ký tự (đang có 301)." in visible_text(long)
    assert f"{'x' * 301}</textarea>" in long.content.decode()
    assert '<a href="#id_reason">Lý do dài quá' in long.content.decode()
    assert type(article).objects.get().is_public()

    text = visible_text(run_action(client, "withdraw_selected", article, reason="Có tên người dân"))

    assert "Đã gỡ khỏi cổng 1 tin bài." in text
    assert "Có tên người dân" in client.get(article.get_absolute_url()).content.decode()


def test_withdraw_selected_counts_related_records(client):
    service = sign_in(client, "reviewer")
    resolution = ResolutionFactory(session__term__council=service.council, signed=True, published=True)
    ResolutionFileFactory.create_batch(2, resolution=resolution)
    VoteFactory(resolution=resolution, session=resolution.session)
    without_parts = ResolutionFactory(session=resolution.session, signed=True, published=True)

    assert "Cùng không còn xem được: 2 tệp nghị quyết, 1 biểu quyết." in visible_text(
        run_action(client, "withdraw_selected", resolution, without_parts)
    )
    assert "Cùng không còn xem được" not in visible_text(run_action(client, "withdraw_selected", without_parts))


def test_delete_selected_counts_related_records(client):
    service = sign_in(client, "reviewer")
    resolution = ResolutionFactory(session__term__council=service.council, title="Về ngân sách")
    ResolutionFileFactory.create_batch(2, resolution=resolution)
    without_parts = ResolutionFactory(session=resolution.session)

    text = visible_text(run_action(client, "delete_selected", resolution, without_parts))

    assert "Xóa 2 nghị quyết đã chọn?" in text
    assert "Bị xóa theo: 2 tệp nghị quyết." in text
    assert "Bị xóa theo: 2 tệp nghị quyết." in visible_text(client.get(admin_url(type(without_parts), "delete", resolution.pk)))
    assert "Không có bản ghi nào khác bị xóa theo." in visible_text(
        client.get(admin_url(type(without_parts), "delete", without_parts.pk))
    )


def test_delete_view_names_some_protected_records_and_counts_the_others(client):
    service = sign_in(client, "reviewer")
    session = CouncilSessionFactory(term__council=service.council)
    resolutions = ResolutionFactory.create_batch(7, session=session)

    text = visible_text(client.get(admin_url(type(session), "delete", session.pk)))

    assert sum(str(resolution) in text for resolution in resolutions) == 5
    assert "Nghị quyết: và 2 bản ghi khác" in text


def test_withdraw_selected_changes_nothing_without_public_rows(client):
    service = sign_in(client, "news_editor")
    article = ArticleFactory(council=service.council)

    text = visible_text(run_action(client, "withdraw_selected", article, reason="Thử"))

    assert "không có dòng nào đang công khai" in text
    assert type(article).objects.get().status == "draft"


def test_publish_selected_is_recorded_in_the_history(client):
    service = sign_in(client, "news_editor")
    article = ArticleFactory(council=service.council)

    run_action(client, "publish_selected", article)

    text = " ".join(visible_text(client.get(admin_url(type(article), "history", article.pk))).split())
    assert "Trần Thị Bưởi sửa Trạng thái đăng: bản nháp → công khai" in text


def test_roles_label_is_displayed_in_the_header(client):
    service = sign_in(client, "reviewer")
    ServiceFactory(user=service.user, council=service.council, role="standing")
    text = " ".join(visible_text(client.get(reverse("admin:index"))).split())

    assert f"Trần Thị Bưởi người duyệt, Thường trực, {service.council}" in text


def test_roles_label_of_an_administrator_is_displayed(client):
    client.force_login(UserFactory(administrator=True))

    assert "Trần Thị Bưởi quản trị kỹ thuật" in " ".join(visible_text(client.get(reverse("admin:index"))).split())


def test_index_displays_recent_actions_of_the_user_if_any(client):
    service = sign_in(client, "news_editor")
    before = visible_text(client.get(reverse("admin:index")))
    article = ArticleFactory(council=service.council, title="Kỳ họp thứ ba")
    run_action(client, "publish_selected", article)

    after = client.get(reverse("admin:index"))

    assert "Việc vừa làm" not in before
    assert "Việc vừa làm" in visible_text(after)
    assert f'<a href="{admin_url(type(article), "change", article.pk)}">Kỳ họp thứ ba</a>' in after.content.decode()
    assert "Sửa tin bài" in " ".join(visible_text(after).split())


def test_index_without_a_service_says_whom_to_ask(client):
    client.force_login(UserFactory())

    assert "chưa được phân công phục vụ HĐND nào" in visible_text(client.get(reverse("admin:index")))


def test_password_change_requires_the_old_password(client):
    user = UserFactory()
    user.set_password("mật khẩu cũ 1")
    user.save()
    client.force_login(user)
    new = {"new_password1": "mật khẩu mới 2", "new_password2": "mật khẩu mới 2"}

    refused = client.post(reverse("admin:password_change"), new | {"old_password": "sai"})
    response = client.post(reverse("admin:password_change"), new | {"old_password": "mật khẩu cũ 1"}, follow=True)

    assert list(refused.context["form"].errors) == ["old_password"]
    assert "Đã đổi mật khẩu." in visible_text(response)
    client.logout()
    assert client.login(request=response.wsgi_request, username=user.username, password="mật khẩu mới 2")


def test_login_locks_the_guessed_account_only(client):
    target, colleague = UserFactory(username="doan"), UserFactory(username="dong-nghiep")
    for user in (target, colleague):
        user.set_password("mật khẩu đúng")
        user.save()
    login_url = reverse("admin:login")

    responses = [client.post(login_url, {"username": "doan", "password": "sai"}) for _ in range(5)]
    locked = client.post(login_url, {"username": "doan", "password": "mật khẩu đúng"})

    assert [answer.status_code for answer in responses] == [200, 200, 200, 200, 429]
    assert "Đăng nhập sai quá nhiều lần" in visible_text(locked)
    assert client.post(login_url, {"username": "dong-nghiep", "password": "mật khẩu đúng"}).status_code == 302


def test_portal_admin_site_has_vietnamese_titles():
    assert (admin.site.site_header, admin.site.site_title, admin.site.index_title) == (
        "Cổng HĐND – Quản trị",
        "Cổng HĐND – Quản trị",
        "Bàn làm việc",
    )
