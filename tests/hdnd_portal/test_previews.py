"""Previews: before publication and after withdrawal the staff see a record at its URL; others get the usual 404 or 410."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from accounts.backends import permissions_by_role
from hdnd_portal.roles import READ
from tests.client import StrictClient
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.councils import CouncilFactory
from tests.factories.news import ArticleFactory, ArticleFileFactory, PhotoFactory, picture
from tests.factories.resolutions import PDF, ResolutionFactory, ResolutionFileFactory
from tests.factories.sessions_app import CouncilSessionFactory
from tests.hdnd_portal.admin_models import admin_url, visible_text

pytestmark = pytest.mark.django_db

NOON = datetime(2022, 1, 26, 5, tzinfo=UTC)
STATES = {
    "draft": {"status": "draft"},
    "waiting": {"status": "review"},
    "scheduled": {"status": "published", "publish_at": NOON + timedelta(days=10)},
    "withdrawn": {"status": "withdrawn", "withdrawn_reason": "Có dữ liệu cá nhân."},
}
TITLES = {
    "draft": "BẢN NHÁP, CHƯA CÔNG KHAI",
    "waiting": "CHỜ DUYỆT, CHƯA CÔNG KHAI",
    "scheduled": "HẸN ĐĂNG LÚC 05/02/2022 12:00, CHƯA CÔNG KHAI",
    "withdrawn": "KHÔNG CÔNG KHAI",
}
WITHOUT_NEWS_AND_RESOLUTIONS = {"standing": {"councils.council": READ}}

in_every_state = pytest.mark.parametrize("state", STATES)


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def council():
    return CouncilFactory(slug="cau-giay", is_portal=True)


@pytest.fixture
def create(council):
    """Creates an article and a resolution in a state, with files and photos, beside a public article and resolution."""

    def create(state):
        session = CouncilSessionFactory(term__council=council)
        ArticleFactory(council=council, published=True)
        ResolutionFactory(session=session, signed=True, published=True)
        fields = STATES[state]
        article = ArticleFactory(council=council, title="Tin kín", **fields)
        PhotoFactory(article=article, image__data=picture(size=(900, 600)))
        ArticleFileFactory(article=article)
        resolution = ResolutionFactory(session=session, signed=True, title="Nghị quyết kín", **fields)
        ResolutionFileFactory(resolution=resolution)
        return article, resolution

    return create


def urls_of(article, resolution):
    """The URLs of both pages, of the picture in all widths and of the files."""
    photo = article.photos.get()
    return [
        article.get_absolute_url(),
        resolution.get_absolute_url(),
        *(photo.url_at(width) for width in (400, 800, 900)),
        article.files.get().get_absolute_url(),
        resolution.files.get().get_absolute_url(),
    ]


def client_of(user):
    client = StrictClient()
    client.force_login(user)
    return client


def staff_client(council, role="news_editor"):
    return client_of(ServiceFactory(council=council, role=role).user)


@pytest.fixture
def roles(settings):
    """Replaces the table of roles by another one."""

    def use(name):
        settings.SERVICE_ROLES = name
        permissions_by_role.cache_clear()

    yield use
    permissions_by_role.cache_clear()


def clients_without_permission(council):
    """Clients without the permission: anonymous, not staff, staff without a council, staff of another council."""
    return [
        StrictClient(),
        client_of(ServiceFactory(council=council, user__is_staff=False).user),
        client_of(UserFactory()),
        staff_client(CouncilFactory(), "reviewer"),
    ]


def responses_to(client, paths):
    responses = [client.get(path) for path in paths]
    return [(response.status_code, response.getvalue()) for response in responses]


@in_every_state
@pytest.mark.parametrize("role", ["news_editor", "records_officer", "reviewer", "standing"])
def test_may_preview_includes_page_pictures_and_files_for_staff_of_the_council(council, create, state, role):
    client = staff_client(council, role)

    responses = [client.get(path) for path in urls_of(*create(state))]

    assert [response.status_code for response in responses] == [200] * 7
    assert {response["Cache-Control"] for response in responses} == {"private, no-store"}
    assert ["Cookie" in response["Vary"] for response in responses] == [True] * 7
    article, resolution, *photos, _, _ = responses
    assert [Image.open(BytesIO(photo.content)).width for photo in photos] == [400, 800, 900]
    assert [file.getvalue() for file in responses[-2:]] == [PDF, PDF]
    for response, title in ((article, "Tin kín"), (resolution, "Nghị quyết kín")):
        assert title in visible_text(response)
        assert '<meta name="robots" content="noindex">' in response.content.decode()


@in_every_state
def test_may_preview_includes_administrators(create, state):
    client = client_of(UserFactory(administrator=True))

    assert [status for status, _ in responses_to(client, urls_of(*create(state)))] == [200] * 7


@in_every_state
def test_may_preview_excludes_all_others_with_the_same_response(council, create, state):
    paths = urls_of(*create(state))

    anonymous, *others = [responses_to(client, paths) for client in clients_without_permission(council)]

    assert [status for status, _ in anonymous] == [410 if state == "withdrawn" else 404] * 7
    assert [other == anonymous for other in others] == [True, True, True]
    assert not any("kín".encode() in content for _, content in anonymous)


@in_every_state
def test_may_preview_excludes_roles_without_view_permission(council, create, roles, state):
    roles("tests.hdnd_portal.test_previews.WITHOUT_NEWS_AND_RESOLUTIONS")
    paths = urls_of(*create(state))

    assert responses_to(staff_client(council, "standing"), paths) == responses_to(StrictClient(), paths)


@in_every_state
def test_preview_of_displays_the_state_and_a_link_to_the_form(council, create, state):
    client = staff_client(council, "reviewer")
    for record in create(state):
        response = client.get(record.get_absolute_url())

        form = admin_url(type(record), "change", record.pk)
        assert f'<p class="ribbon-title">{TITLES[state]}</p>' in response.content.decode()
        assert f'<a href="{form}">Sửa bản ghi này</a>' in response.content.decode()
        assert ("Lý do: Có dữ liệu cá nhân." in visible_text(response)) == (state == "withdrawn")
        assert client.get(form).status_code == 200


def test_preview_of_has_no_edit_link_without_change_permission(council, create):
    article, _ = create("draft")

    assert "Mở bản ghi này" in visible_text(staff_client(council, "standing").get(article.get_absolute_url()))


def test_preview_of_is_not_used_for_public_pages_and_pictures(council, create):
    article, resolution = create("draft")
    article.status, article.publish_at = "published", NOON - timedelta(days=1)
    article.save()
    client = staff_client(council)

    response, photo = client.get(article.get_absolute_url()), client.get(article.photos.get().url)

    assert "ribbon" not in response.content.decode()
    assert "noindex" not in response.content.decode()
    assert "no-store" not in response.get("Cache-Control", "")
    assert photo["Cache-Control"].startswith("public")
    assert not photo.has_header("Vary")


def test_publish_at_makes_a_record_public_at_its_moment(client, create, time_machine):
    article, _ = create("scheduled")
    time_machine.move_to(STATES["scheduled"]["publish_at"], tick=False)

    response = client.get(article.get_absolute_url())

    assert response.status_code == 200
    assert "ribbon" not in response.content.decode()


@in_every_state
def test_count_view_ignores_previews(council, create, state):
    article, _ = create(state)
    client = staff_client(council)

    for _ in range(2):
        response = visible_text(client.get(article.get_absolute_url()))

    assert "0 lượt xem" in response


@in_every_state
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/tin-tuc/",
        "/tin-tuc/rss.xml",
        "/nghi-quyet/",
        "/nghi-quyet/rss.xml",
        "/sitemap-news.xml",
        "/sitemap-resolutions.xml",
        "/tim-kiem/?q=kin",
    ],
)
def test_published_hides_drafts_in_lists_and_feeds_from_staff_too(council, create, state, path):
    article, resolution = create(state)

    response = staff_client(council, "reviewer").get(path, headers={"host": "localhost"}).content.decode()

    assert "Tin kín" not in response
    assert "Nghị quyết kín" not in response
    assert article.get_absolute_url() not in response
    assert resolution.get_absolute_url() not in response


def test_published_detail_view_redirects_old_urls_of_a_draft_for_staff_only(council, create):
    article, _ = create("draft")
    path = f"/tin-tuc/2020/01/ten-cu-{article.pk}/"

    response = staff_client(council).get(path)

    assert (response.status_code, response["Location"]) == (301, article.get_absolute_url())
    assert response["Cache-Control"] == "private, no-store"  # its month may still change, so browsers must not store the redirect
    assert [client.get(path).status_code for client in clients_without_permission(council)] == [404] * 4


def test_published_detail_view_displays_a_draft_without_publish_at_and_number(council):
    article = ArticleFactory(council=council)
    resolution = ResolutionFactory(session__term__council=council)
    client = staff_client(council, "reviewer")

    of_article, of_resolution = client.get(article.get_absolute_url()), client.get(resolution.get_absolute_url())

    assert resolution.get_absolute_url() == f"/nghi-quyet/cau-giay/{resolution.pk}/"
    assert "Chưa ghi lúc đăng" in visible_text(of_article)
    assert "Chưa có số – Nghị quyết" in visible_text(of_resolution)


def test_may_preview_costs_no_query_for_the_public_and_ten_at_most_for_staff(client, council, create):
    article, resolution = create("draft")
    costs = {}
    for name, reader, paths in (
        ("unknown", client, ["/tin-tuc/2022/01/khong-co-999999/", "/nghi-quyet/cau-giay/999999/"]),
        ("public", client, [article.get_absolute_url(), resolution.get_absolute_url()]),
        ("staff", staff_client(council, "reviewer"), [article.get_absolute_url(), resolution.get_absolute_url()]),
    ):
        costs[name] = []
        for path in paths:
            with CaptureQueriesContext(connection) as captured:
                reader.get(path)
            costs[name].append(len(captured))

    assert costs["public"] == costs["unknown"]
    assert max(costs["staff"]) <= 10
