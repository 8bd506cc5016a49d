import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import path
from django.views.decorators.csrf import csrf_protect

from hdnd_portal.urls import urlpatterns as portal_patterns
from tests.client import StrictClient, page_problems
from tests.factories.councils import CouncilFactory

pytestmark = pytest.mark.django_db


def refuse(request):
    raise PermissionDenied


def break_down(request):
    raise RuntimeError("Hỏng")


@csrf_protect
def take_form(request):
    raise AssertionError("a form without token came through")


urlpatterns = [*portal_patterns, path("cam/", refuse), path("hong/", break_down), path("bieu-mau/", take_form)]


def page(response):
    return response.content.decode()


def test_home_of_an_empty_portal_says_so(client):
    response = client.get("/")

    assert response.status_code == 200
    assert "Chưa có báo cáo nào được ban hành." in page(response)


def test_frame_shows_the_council_and_how_to_reach_it(client):
    CouncilFactory(name="HĐND quận Cầu Giấy", is_hosted=True, contact_phone="024 3833 0000", contact_email="hdnd@example.vn")

    text = page(client.get("/"))

    assert "<title>Trang chủ – HĐND quận Cầu Giấy</title>" in text
    assert 'href="tel:02438330000"' in text
    assert 'href="mailto:hdnd@example.vn"' in text


@pytest.mark.parametrize("path", ["/", "/bao-cao/", "/khong-co/"])
@pytest.mark.parametrize("is_sample", [True, False])
def test_every_page_says_whether_its_data_is_a_sample(client, path, is_sample):
    CouncilFactory(is_hosted=True, is_sample=is_sample)

    assert ("Đang hiển thị dữ liệu mẫu" in page(client.get(path))) is is_sample


def test_page_carries_a_policy_without_exceptions(client):
    policy = client.get("/")["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_unknown_address_gets_a_page_that_helps(client):
    response = client.get("/khong-co/")

    assert response.status_code == 404
    assert "Không tìm thấy trang" in page(response)
    assert 'href="/bao-cao/"' in page(response)


@pytest.mark.parametrize(
    ("path", "words"),
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
def test_unknown_address_offers_a_search_for_its_words(client, path, words):
    response = client.get(path)

    assert response.status_code == 404
    assert f'name="q" value="{words}" aria-label="Tìm điều bạn cần"' in page(response)


def test_forbidden_page_names_the_way_in(client, settings):
    settings.ROOT_URLCONF = __name__

    response = client.get("/cam/")

    assert response.status_code == 403
    assert 'href="/quan-tri/login/"' in page(response)


def test_form_without_token_keeps_what_was_typed(settings):
    settings.ROOT_URLCONF = __name__
    client = StrictClient(enforce_csrf_checks=True)

    response = client.post("/bieu-mau/", {"ten": "Nguyễn Văn A"})

    assert response.status_code == 403
    assert "nội dung bạn đã gõ vẫn còn" in page(response)


def test_breakdown_prints_a_page_without_traceback(client, settings):
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False

    response = client.get("/hong/")

    assert response.status_code == 500
    assert "Cổng đang gặp sự cố" in page(response)
    assert "RuntimeError" not in page(response)


@pytest.mark.parametrize("template", ["400.html", "500.html"])
def test_last_resort_needs_neither_database_nor_request(template, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert page_problems(render_to_string(template)) == []


def test_too_many_guesses_get_a_page_of_the_house():
    text = render_to_string("429.html", request=RequestFactory().get("/quan-tri/login/"))

    assert page_problems(text) == []
    assert "Đăng nhập sai quá nhiều lần" in text


def test_process_is_healthy_without_a_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, page(response)) == (200, "ok")


def test_process_is_ready_while_the_database_answers(client):
    response = client.get("/readyz")

    assert (response.status_code, page(response)) == (200, "ok")


def test_process_is_not_ready_while_the_database_is_away(client):
    def away(execute, sql, params, many, context):
        raise DatabaseError("away")

    with connection.execute_wrapper(away):
        response = client.get("/readyz")

    assert (response.status_code, page(response)) == (503, "Cơ sở dữ liệu không trả lời.")


def test_admin_leads_to_its_vietnamese_address(client):
    response = client.get("/admin/")

    assert (response.status_code, response["Location"]) == (302, "/quan-tri/")


def test_login_of_the_admin_wears_the_house(client):
    text = page(client.get("/quan-tri/login/"))

    assert "<title>Đăng nhập | Cổng HĐND – Quản trị</title>" in text
    assert "css/admin.css" in text


def test_gallery_is_hidden_on_a_portal_at_work(client):
    assert client.get("/_components/").status_code == 404
