"""What each role finds on its desk and may do there."""

import pytest
from django.contrib import admin
from django.urls import reverse

from exchange.tables import TABLES
from hdnd_portal.admin_site import GROUPS
from tests.attacks import post, typed
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.councils import CouncilFactory
from tests.factories.news import ArticleFactory
from tests.factories.resolutions import ResolutionFactory, ResolutionFileFactory, VoteFactory
from tests.factories.sessions_app import CouncilSessionFactory
from tests.hdnd_portal.kinds import FACTORIES, KINDS, name_of, page, words
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db

ORDER = ["Kỳ họp", "Nghị quyết", "Giám sát", "Cử tri", "Tổ chức", "Tin bài", "Báo cáo", "Danh mục", "Hệ thống"]
NEWS = {"news.Article", "news.Category"}
RECEPTIONS = {"citizens.ReceptionSession"}
FOR_THE_ADMINISTRATOR = {"accounts.User", "accounts.Service", "councils.Council"}
EVERYTHING = {name_of(kind) for kind in KINDS}


def desk(client, role):
    """The client of somebody who serves a council in `role`, and the service."""
    service = ServiceFactory(role=role)
    client.force_login(service.user)
    return service


def kinds_of(client):
    """The kinds on the desk, and those of them that can be added to."""
    models = [model for group in client.get(reverse("admin:index")).context["app_list"] for model in group["models"]]
    return {name_of(m["model"]) for m in models}, {name_of(m["model"]) for m in models if m["add_url"]}


def act(client, action, *records, **data):
    posted = {"action": action, "_selected_action": [record.pk for record in records]} | data
    return client.post(page(type(records[0]), "changelist"), posted, follow=True)


def test_every_kind_stands_in_one_group():
    grouped = [label for _, labels in GROUPS for label in labels]

    assert sorted(grouped) == sorted(EVERYTHING)


def test_groups_follow_the_work(admin_client):
    response = admin_client.get(reverse("admin:index"))

    assert [group["name"] for group in response.context["app_list"]] == ORDER
    assert [group["name"] for group in response.context["available_apps"]] == ORDER


@pytest.mark.parametrize(
    ("role", "added"),
    [
        ("records_officer", EVERYTHING - NEWS - FOR_THE_ADMINISTRATOR),
        ("ward_clerk", EVERYTHING - NEWS - FOR_THE_ADMINISTRATOR),
        ("reviewer", EVERYTHING - FOR_THE_ADMINISTRATOR),
        ("news_editor", NEWS),
        ("reception_officer", RECEPTIONS),
        ("standing", set()),
        ("delegate", set()),
    ],
)
def test_desk_of_each_role(client, role, added):
    desk(client, role)

    assert kinds_of(client) == (EVERYTHING - {"accounts.User", "accounts.Service"}, added)


def test_desk_of_the_administrator(admin_client):
    assert kinds_of(admin_client) == (EVERYTHING, EVERYTHING)


@pytest.mark.parametrize("role", ["standing", "delegate"])
@pytest.mark.parametrize("kind", [k for k in KINDS if not name_of(k).startswith("accounts.")], ids=name_of)
def test_reader_adds_nothing(client, role, kind):
    desk(client, role)

    assert client.get(page(kind, "changelist")).status_code == 200
    assert client.get(page(kind, "add")).status_code == 403
    assert client.post(page(kind, "add"), {}).status_code == 403


def test_reader_sees_a_record_whole_and_changes_nothing(client):
    service = desk(client, "standing")
    resolution = ResolutionFactory(session__term__council=service.council, title="Về ngân sách")
    address = page(type(resolution), "change", resolution.pk)

    assert "Về ngân sách" in words(client.get(address))
    assert client.post(address, typed(service.user, resolution) | {"title": "Khác"}).status_code == 403
    assert client.post(page(type(resolution), "delete", resolution.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not name_of(kind).startswith("accounts.")], ids=name_of)
def test_reviewer_opens_every_record_of_the_own_council(client, kind):
    record = FACTORIES[kind]()
    (table,) = (table for table in TABLES.values() if table.model is kind)
    client.force_login(ServiceFactory(council=record.get_council() or CouncilFactory(), role="reviewer").user)

    response = client.get(page(kind, "change", record.pk))

    assert response.status_code == 200
    assert response.context["has_change_permission"]


def test_clerk_brings_a_record_up_to_review_and_the_reviewer_publishes_it(client):
    clerk = desk(client, "records_officer")
    resolution = unsaved(lambda: ResolutionFactory(session__term__council=clerk.council, signed=True))

    assert post(client, resolution, status="review").status_code == 302
    stored = type(resolution).objects.get()
    client.force_login(ServiceFactory(council=clerk.council, role="reviewer").user)
    told = words(act(client, "publish_selected", stored))

    assert "Đã công khai 1 nghị quyết." in told
    assert type(resolution).objects.get().is_public()


@pytest.mark.parametrize("action", ["publish_selected", "withdraw_selected"])
@pytest.mark.parametrize("role", ["records_officer", "news_editor", "delegate"])
def test_publishing_from_the_list_is_the_reviewers(client, role, action):
    service = desk(client, role)
    draft = ResolutionFactory(session__term__council=service.council, signed=True)
    public = ResolutionFactory(session=draft.session, signed=True, published=True)

    act(client, action, draft, public, reason="Thử")

    assert set(type(draft).objects.values_list("pk", "status")) == {(draft.pk, "draft"), (public.pk, "published")}


def test_what_breaks_a_rule_is_told_and_the_rest_is_published(client):
    service = desk(client, "reviewer")
    whole = ResolutionFactory(session__term__council=service.council, signed=True)
    unsigned = ResolutionFactory(session=whole.session, title="Về đất đai")

    told = words(act(client, "publish_selected", whole, unsigned))

    assert "Đã công khai 1 nghị quyết." in told
    assert "Về đất đai: Văn bản công khai phải có số, ký hiệu và ngày ký." in told
    assert set(type(whole).objects.values_list("pk", "status")) == {(whole.pk, "published"), (unsigned.pk, "draft")}


def test_taking_off_the_site_asks_for_the_reason_which_readers_are_told(client):
    service = desk(client, "news_editor")
    article = ArticleFactory(council=service.council, published=True)

    asked = act(client, "withdraw_selected", article)
    blank = act(client, "withdraw_selected", article, reason=" ")
    long = act(client, "withdraw_selected", article, reason="x" * 301)

    assert article.title in words(asked)
    assert "Hãy ghi lý do." not in words(asked)
    assert "Hãy ghi lý do." in words(blank)
    assert "Lý do dài quá 300 ký tự (đang có 301)." in words(long)
    assert f"{'x' * 301}</textarea>" in long.content.decode()
    assert '<a href="#id_reason">Lý do: Lý do dài quá' in long.content.decode()
    assert type(article).objects.get().is_public()

    told = words(act(client, "withdraw_selected", article, reason="Có tên người dân"))

    assert "Đã gỡ khỏi cổng 1 tin bài." in told
    assert "Có tên người dân" in client.get(article.get_absolute_url()).content.decode()


def test_taking_off_the_site_counts_what_goes_along(client):
    service = desk(client, "reviewer")
    resolution = ResolutionFactory(session__term__council=service.council, signed=True, published=True)
    ResolutionFileFactory.create_batch(2, resolution=resolution)
    VoteFactory(resolution=resolution, session=resolution.session)
    bare = ResolutionFactory(session=resolution.session, signed=True, published=True)

    assert "Cùng không còn xem được: 2 tệp nghị quyết, 1 biểu quyết." in words(act(client, "withdraw_selected", resolution, bare))
    assert "Cùng không còn xem được" not in words(act(client, "withdraw_selected", bare))


def test_deletion_counts_what_goes_along(client):
    service = desk(client, "reviewer")
    resolution = ResolutionFactory(session__term__council=service.council, title="Về ngân sách")
    ResolutionFileFactory.create_batch(2, resolution=resolution)
    bare = ResolutionFactory(session=resolution.session)

    several = words(act(client, "delete_selected", resolution, bare))

    assert "Xóa 2 nghị quyết đã chọn?" in several
    assert "Bị xóa theo: 2 tệp nghị quyết." in several
    assert "Bị xóa theo: 2 tệp nghị quyết." in words(client.get(page(type(bare), "delete", resolution.pk)))
    assert "Không có bản ghi nào khác bị xóa theo." in words(client.get(page(type(bare), "delete", bare.pk)))


def test_what_forbids_a_deletion_is_named_in_part_and_counted(client):
    service = desk(client, "reviewer")
    session = CouncilSessionFactory(term__council=service.council)
    resolutions = ResolutionFactory.create_batch(7, session=session)

    told = words(client.get(page(type(session), "delete", session.pk)))

    assert sum(str(resolution) in told for resolution in resolutions) == 5
    assert "Nghị quyết: và 2 bản ghi khác" in told


def test_taking_off_the_site_what_is_not_on_it_changes_nothing(client):
    service = desk(client, "news_editor")
    article = ArticleFactory(council=service.council)

    told = words(act(client, "withdraw_selected", article, reason="Thử"))

    assert "không có dòng nào đang công khai" in told
    assert type(article).objects.get().status == "draft"


def test_publication_from_the_list_leaves_its_trace(client):
    service = desk(client, "news_editor")
    article = ArticleFactory(council=service.council)

    act(client, "publish_selected", article)

    told = " ".join(words(client.get(page(type(article), "history", article.pk))).split())
    assert "Trần Thị Bưởi sửa Trạng thái đăng: bản nháp → công khai" in told


def test_head_says_who_is_signed_in_as_what_for_whom(client):
    service = desk(client, "reviewer")
    ServiceFactory(user=service.user, council=service.council, role="standing")
    told = " ".join(words(client.get(reverse("admin:index"))).split())

    assert f"Trần Thị Bưởi · người duyệt, Thường trực, {service.council}" in told


def test_head_calls_the_administrator_so(client):
    client.force_login(UserFactory(administrator=True))

    assert "Trần Thị Bưởi · quản trị kỹ thuật" in " ".join(words(client.get(reverse("admin:index"))).split())


def test_index_shows_the_last_work_of_its_user_where_there_is_any(client):
    service = desk(client, "news_editor")
    before = words(client.get(reverse("admin:index")))
    article = ArticleFactory(council=service.council, title="Kỳ họp thứ ba")
    act(client, "publish_selected", article)

    after = client.get(reverse("admin:index"))

    assert "Việc vừa làm" not in before
    assert "Việc vừa làm" in words(after)
    assert f'<a href="{page(type(article), "change", article.pk)}">Kỳ họp thứ ba</a>' in after.content.decode()
    assert "Sửa tin bài" in words(after)


def test_account_without_a_service_is_told_whom_to_ask(client):
    client.force_login(UserFactory())

    assert "chưa được phân công phục vụ HĐND nào" in words(client.get(reverse("admin:index")))


def test_password_is_changed_by_its_owner(client):
    user = UserFactory()
    user.set_password("mật khẩu cũ 1")
    user.save()
    client.force_login(user)
    new = {"new_password1": "mật khẩu mới 2", "new_password2": "mật khẩu mới 2"}

    refused = client.post(reverse("admin:password_change"), new | {"old_password": "sai"})
    response = client.post(reverse("admin:password_change"), new | {"old_password": "mật khẩu cũ 1"}, follow=True)

    assert list(refused.context["form"].errors) == ["old_password"]
    assert "Đã đổi mật khẩu." in words(response)
    client.logout()
    assert client.login(request=response.wsgi_request, username=user.username, password="mật khẩu mới 2")


def test_office_is_not_locked_out_by_one_who_guesses(client):
    guessed, colleague = UserFactory(username="doan"), UserFactory(username="dong-nghiep")
    for user in (guessed, colleague):
        user.set_password("mật khẩu đúng")
        user.save()
    door = reverse("admin:login")

    answers = [client.post(door, {"username": "doan", "password": "sai"}) for _ in range(5)]
    page_of_refusal = client.post(door, {"username": "doan", "password": "mật khẩu đúng"})

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert "Đăng nhập sai quá nhiều lần" in words(page_of_refusal)
    assert client.post(door, {"username": "dong-nghiep", "password": "mật khẩu đúng"}).status_code == 302


def test_site_is_called_in_vietnamese():
    assert (admin.site.site_header, admin.site.site_title, admin.site.index_title) == (
        "Cổng HĐND – Quản trị",
        "Cổng HĐND – Quản trị",
        "Bàn làm việc",
    )
