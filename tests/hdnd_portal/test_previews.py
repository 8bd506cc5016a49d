"""Before the public sees a record, and after, its staff see it at its own address; nobody else can tell that it is there."""

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
from tests.hdnd_portal.kinds import page, words

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
WITHOUT_NEWS_AND_RESOLUTIONS = {"delegate": {"councils.council": READ}}

in_every_state = pytest.mark.parametrize("state", STATES)


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def council():
    return CouncilFactory(slug="cau-giay", is_hosted=True)


@pytest.fixture
def make(council):
    """Makes an article and a resolution in a state, each with all that hangs on it, beside a public one of each kind."""

    def make(state):
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

    return make


def addresses(article, resolution):
    """The pages of the two, the picture in all its widths, the files."""
    photo = article.photos.get()
    return [
        article.get_absolute_url(),
        resolution.get_absolute_url(),
        *(photo.url_at(width) for width in (400, 800, 900)),
        article.files.get().get_absolute_url(),
        resolution.files.get().get_absolute_url(),
    ]


def signed_in(user):
    client = StrictClient()
    client.force_login(user)
    return client


def staff(council, role="news_editor"):
    return signed_in(ServiceFactory(council=council, role=role).user)


@pytest.fixture
def roles(settings):
    """Puts a narrower table of roles in the place of the portal's."""

    def put(name):
        settings.SERVICE_ROLES = name
        permissions_by_role.cache_clear()

    yield put
    permissions_by_role.cache_clear()


def strangers(council):
    """Those who may not look: nobody signed in, no staff, staff of no council, of another council."""
    return [
        StrictClient(),
        signed_in(ServiceFactory(council=council, user__is_staff=False).user),
        signed_in(UserFactory()),
        staff(CouncilFactory(), "reviewer"),
    ]


def answers(client, paths):
    responses = [client.get(path) for path in paths]
    return [(response.status_code, response.getvalue()) for response in responses]


@in_every_state
@pytest.mark.parametrize("role", ["news_editor", "records_officer", "reviewer", "standing", "delegate"])
def test_staff_of_the_council_see_page_pictures_and_files(council, make, state, role):
    client = staff(council, role)

    responses = [client.get(path) for path in addresses(*make(state))]

    assert [response.status_code for response in responses] == [200] * 7
    assert {response["Cache-Control"] for response in responses} == {"private, no-store"}
    assert ["Cookie" in response["Vary"] for response in responses] == [True] * 7
    article, resolution, *photos, _, _ = responses
    assert [Image.open(BytesIO(photo.content)).width for photo in photos] == [400, 800, 900]
    assert [file.getvalue() for file in responses[-2:]] == [PDF, PDF]
    for shown, title in ((article, "Tin kín"), (resolution, "Nghị quyết kín")):
        assert title in words(shown)
        assert '<meta name="robots" content="noindex">' in shown.content.decode()


@in_every_state
def test_administrator_sees_them_too(make, state):
    client = signed_in(UserFactory(administrator=True))

    assert [status for status, _ in answers(client, addresses(*make(state)))] == [200] * 7


@in_every_state
def test_everybody_else_gets_one_and_the_same_answer(council, make, state):
    paths = addresses(*make(state))

    nobody, *others = [answers(client, paths) for client in strangers(council)]

    assert [status for status, _ in nobody] == [410 if state == "withdrawn" else 404] * 7
    assert [other == nobody for other in others] == [True, True, True]
    assert not any("kín".encode() in content for _, content in nobody)


@in_every_state
def test_role_that_does_not_see_the_kind_gets_that_answer_too(council, make, roles, state):
    roles("tests.hdnd_portal.test_previews.WITHOUT_NEWS_AND_RESOLUTIONS")
    paths = addresses(*make(state))

    assert answers(staff(council, "delegate"), paths) == answers(StrictClient(), paths)


@in_every_state
def test_ribbon_tells_the_state_and_leads_to_the_form(council, make, state):
    client = staff(council, "reviewer")
    for record in make(state):
        response = client.get(record.get_absolute_url())

        form = page(type(record), "change", record.pk)
        assert f'<p class="ribbon-title">{TITLES[state]}</p>' in response.content.decode()
        assert f'<a href="{form}">Sửa bản ghi này</a>' in response.content.decode()
        assert ("Lý do: Có dữ liệu cá nhân." in words(response)) == (state == "withdrawn")
        assert client.get(form).status_code == 200


def test_who_may_not_change_the_record_is_not_told_to(council, make):
    article, _ = make("draft")

    assert "Mở bản ghi này" in words(staff(council, "standing").get(article.get_absolute_url()))


def test_public_page_and_picture_bear_no_ribbon_and_stay_everybodys(council, make):
    article, resolution = make("draft")
    article.status, article.publish_at = "published", NOON - timedelta(days=1)
    article.save()
    client = staff(council)

    shown, photo = client.get(article.get_absolute_url()), client.get(article.photos.get().url)

    assert "ribbon" not in shown.content.decode()
    assert "noindex" not in shown.content.decode()
    assert "no-store" not in shown.get("Cache-Control", "")
    assert photo["Cache-Control"].startswith("public")
    assert not photo.has_header("Vary")


def test_record_becomes_public_by_itself_at_its_moment(client, make, time_machine):
    article, _ = make("scheduled")
    time_machine.move_to(STATES["scheduled"]["publish_at"], tick=False)

    response = client.get(article.get_absolute_url())

    assert response.status_code == 200
    assert "ribbon" not in response.content.decode()


@in_every_state
def test_looking_at_it_is_no_page_view(council, make, state):
    article, _ = make(state)
    client = staff(council)

    for _ in range(2):
        shown = words(client.get(article.get_absolute_url()))

    assert "0 lượt xem" in shown


@in_every_state
@pytest.mark.parametrize(
    "path", ["/", "/tin-tuc/", "/tin-tuc/rss.xml", "/nghi-quyet/", "/nghi-quyet/rss.xml", "/sitemap.xml", "/tim-kiem/?q=kin"]
)
def test_no_list_names_it_not_even_to_its_staff(council, make, state, path):
    article, resolution = make(state)

    shown = staff(council, "reviewer").get(path, headers={"host": "localhost"}).content.decode()

    assert "Tin kín" not in shown
    assert "Nghị quyết kín" not in shown
    assert article.get_absolute_url() not in shown
    assert resolution.get_absolute_url() not in shown


def test_other_address_of_it_leads_on_for_its_staff_and_is_unknown_to_others(council, make):
    article, _ = make("draft")
    path = f"/tin-tuc/2020/01/ten-cu-{article.pk}/"

    response = staff(council).get(path)

    assert (response.status_code, response["Location"]) == (301, article.get_absolute_url())
    assert response["Cache-Control"] == "private, no-store"  # its month is not settled, so no browser may keep the way
    assert [client.get(path).status_code for client in strangers(council)] == [404] * 4


def test_unfinished_record_says_what_it_lacks(council):
    article = ArticleFactory(council=council)
    resolution = ResolutionFactory(session__term__council=council)
    client = staff(council, "reviewer")

    of_article, of_resolution = client.get(article.get_absolute_url()), client.get(resolution.get_absolute_url())

    assert resolution.get_absolute_url() == f"/nghi-quyet/cau-giay/{resolution.pk}/"
    assert "Chưa ghi lúc đăng" in words(of_article)
    assert "Chưa có số – Nghị quyết" in words(of_resolution)


def test_cost_for_the_public_is_that_of_an_unknown_address_and_for_staff_ten_at_most(client, council, make):
    article, resolution = make("draft")
    costs = {}
    for name, reader, paths in (
        ("unknown", client, ["/tin-tuc/2022/01/khong-co-999999/", "/nghi-quyet/cau-giay/999999/"]),
        ("public", client, [article.get_absolute_url(), resolution.get_absolute_url()]),
        ("staff", staff(council, "reviewer"), [article.get_absolute_url(), resolution.get_absolute_url()]),
    ):
        costs[name] = []
        for path in paths:
            with CaptureQueriesContext(connection) as asked:
                reader.get(path)
            costs[name].append(len(asked))

    assert costs["public"] == costs["unknown"]
    assert max(costs["staff"]) <= 10
