import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import path
from django.views.decorators.csrf import csrf_protect

from core.pages.sections import public_sections
from hdnd_portal.urls import urlpatterns as portal_patterns
from tests.client import StrictClient, page_problems
from tests.factories.councils import CouncilFactory

pytestmark = pytest.mark.django_db


def forbidden_view(request):
    raise PermissionDenied


def failing_view(request):
    raise RuntimeError("Hỏng")


def failing_execute(execute, sql, params, many, context):
    raise DatabaseError("away")


@csrf_protect
def form_view(request):
    raise AssertionError("a form without token came through")


urlpatterns = [*portal_patterns, path("cam/", forbidden_view), path("hong/", failing_view), path("bieu-mau/", form_view)]


def html_of(response):
    return response.content.decode()


def test_portal_context_displays_name_and_contact_of_the_council(client):
    CouncilFactory(name="HĐND quận Cầu Giấy", is_portal=True, contact_phone="024 3833 0000", contact_email="hdnd@example.vn")

    text = html_of(client.get("/"))

    assert "<title>Trang chủ – HĐND quận Cầu Giấy</title>" in text
    assert 'href="tel:02438330000"' in text
    assert 'href="mailto:hdnd@example.vn"' in text


@pytest.mark.parametrize("path", ["/", "/bao-cao/", "/khong-co/"])
@pytest.mark.parametrize("is_sample", [True, False])
def test_is_sample_is_displayed_on_every_page(client, path, is_sample):
    CouncilFactory(is_portal=True, is_sample=is_sample)

    assert ("Dữ liệu mẫu, không dùng để tra cứu." in html_of(client.get(path))) is is_sample


def test_content_security_policy_has_no_exceptions(client):
    policy = client.get("/")["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_not_found_links_to_the_menu(client):
    response = client.get("/khong-co/")

    assert response.status_code == 404
    assert "Không tìm thấy trang" in html_of(response)
    assert 'href="/bao-cao/"' in html_of(response)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/khong-co/", "khong co"),
        ("/tin-tuc/2022/01/hoi-nghi-tong-ket-99/", "hoi nghi tong ket"),
        ("/nghi-quyet/cau-giay/2021/99-nq-hdnd/", "99/NQ-HĐND"),
        ("/nghi-quyet/12-nq-hdnd-2021/", "12/NQ-HĐND 2021"),
        ("/nghi-quyet/6-2021-NQ-HDND/", "6/2021/NQ-HĐND"),
        ("/nghi-quyet/9999/", "nghi quyet"),
        ("/nghị-quyết/ngân_sách.html", "ngân sách html"),
        ("/2022/01/", ""),
        (f"/{'a' * 3000}/", "a" * 100),
        ("/%00/%22%3E%3Cb%3E/", "&quot;&gt;&lt;b&gt;"),
    ],
)
def test_suggested_query_fills_the_search_form_of_an_unknown_url(client, path, query):
    response = client.get(path)

    assert response.status_code == 404
    assert f'name="q" value="{query}" aria-label="Tìm điều bạn cần"' in html_of(response)


def test_403_page_links_to_the_login(client, settings):
    settings.ROOT_URLCONF = __name__

    response = client.get("/cam/")

    assert response.status_code == 403
    assert 'href="/quan-tri/login/"' in html_of(response)


def test_403_csrf_page_says_that_typed_values_remain(settings):
    settings.ROOT_URLCONF = __name__
    client = StrictClient(enforce_csrf_checks=True)

    response = client.post("/bieu-mau/", {"ten": "Nguyễn Văn A"})

    assert response.status_code == 403
    assert "nội dung bạn đã gõ vẫn còn" in html_of(response)


def test_500_page_has_no_traceback(client, settings):
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False

    response = client.get("/hong/")

    assert response.status_code == 500
    assert "Cổng đang gặp sự cố" in html_of(response)
    assert "RuntimeError" not in html_of(response)


@pytest.mark.parametrize("template", ["400.html", "500.html"])
def test_400_and_500_pages_use_neither_database_nor_request(template, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert page_problems(render_to_string(template)) == []


def test_429_page_explains_the_lock():
    text = render_to_string("429.html", request=RequestFactory().get("/quan-tri/login/"))

    assert page_problems(text) == []
    assert "Đăng nhập sai quá nhiều lần" in text


@pytest.mark.parametrize("template", ["403.html", "403_csrf.html", "404.html", "410.html", "429.html"])
def test_error_pages_link_to_the_home_page_and_all_sections(template):
    context = {"suggested_query": "", "kind": "Tin bài", "reason": "Có dữ liệu cá nhân."}
    text = render_to_string(template, context, request=RequestFactory().get("/khong-co/"))
    main = text.partition("<main")[2].partition("</main>")[0]

    links = [f'<a href="{url}">' for url in ("/", *(section.url for section in public_sections()))]
    assert [link for link in links if link not in main] == []
    assert page_problems(text) == []


def test_500_page_is_displayed_without_a_database(client):
    client.raise_request_exception = False

    with connection.execute_wrapper(failing_execute):
        response = client.get("/tin-tuc/")

    assert response.status_code == 500
    assert "Cổng đang gặp sự cố" in html_of(response)


def test_healthz_answers_without_a_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, html_of(response)) == (200, "ok")


def test_readyz_answers_while_the_database_does(client):
    response = client.get("/readyz")

    assert (response.status_code, html_of(response)) == (200, "ok")


def test_readyz_returns_503_without_a_database(client):
    with connection.execute_wrapper(failing_execute):
        response = client.get("/readyz")

    assert (response.status_code, html_of(response)) == (503, "Cơ sở dữ liệu không trả lời.")


def test_admin_url_redirects_from_the_english_path(client):
    response = client.get("/admin/")

    assert (response.status_code, response["Location"]) == (302, "/quan-tri/")


def test_login_uses_the_stylesheet_of_the_portal(client):
    text = html_of(client.get("/quan-tri/login/"))

    assert "<title>Đăng nhập | Cổng HĐND – Quản trị</title>" in text
    assert "css/admin.css" in text


def test_components_returns_404_without_debug(client):
    assert client.get("/_components/").status_code == 404
