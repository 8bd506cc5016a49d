"""Requests that cannot be read: each is answered in Vietnamese, and the log names nothing of it."""

import io
import logging

import pytest
from django.conf import settings as portal
from django.http import HttpResponse
from django.template import TemplateDoesNotExist
from django.urls import path

from accounts.sign_in import WRONG
from hdnd_portal.bad_requests import MAX_ADDRESS_LENGTH, RefusingApplication
from hdnd_portal.error_pages import error_page
from hdnd_portal.log_lines import LineFormatter, RequestFilter
from hdnd_portal.urls import urlpatterns as portal_patterns
from tests.client import StrictClient, page_problems
from tests.hdnd_portal.fuzzed_requests import call

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
TOKEN = "a" * 32
PHONE = "0912345678"
ANYWHERE = ["/", "/dang-nhap/", "/quan-tri/", "/quan-tri/login/", "/khong-co/", "/static/css/portal.css", "/healthz"]


def failing_view(request, phone):
    raise ValueError(request.POST["phone"])


def silent_view(request, status):
    return HttpResponse(status=status)


urlpatterns = [*portal_patterns, path("hong/<str:phone>/", failing_view), path("khong-loi/<int:status>/", silent_view)]
handler400 = "hdnd_portal.error_pages.bad_request"
handler500 = "hdnd_portal.failed_posts.server_error"


def environ(**changes):
    """The WSGI environment of a GET of the home page, with changes."""
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/",
        "HTTP_HOST": "testserver",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "http",
    } | changes


def answer_of(response):
    """The status and the heading of a page."""
    text = response.content.decode()
    return response.status_code, text.partition("<h1>")[2].partition("</h1>")[0]


@pytest.fixture
def careful_client():
    """A strict client whose requests need a CSRF token, as a browser's do; the cookie has one."""
    client = StrictClient(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = TOKEN
    return client


@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "rac", ""])
@pytest.mark.parametrize("address", ANYWHERE)
def test_other_charset_is_refused_at_any_address(careful_client, address, charset):
    response = careful_client.generic("POST", address, b"a=b", content_type=FORM, CONTENT_TYPE=f"{FORM}; charset={charset}")

    assert answer_of(response) == (400, "Yêu cầu không hợp lệ")


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("content_type", [f"{FORM}; charset*=rac''x", "a/b; charset=\x00", "a/b; x*0*=rac''a; x*1=b"])
def test_application_refuses_a_content_type_that_django_cannot_parse(method, content_type):
    answer = call(environ(REQUEST_METHOD=method, CONTENT_TYPE=content_type))

    assert (answer.status, page_problems(answer.body.decode())) == (400, [])


@pytest.mark.parametrize("content_type", [FORM, f"{FORM}; charset=UTF-8", f'{FORM}; charset="utf-8"', "application/json"])
def test_utf_8_is_read(careful_client, content_type):
    response = careful_client.generic("POST", "/dang-nhap/", f"csrfmiddlewaretoken={TOKEN}&username=x", content_type)

    assert response.status_code == (403 if "json" in content_type else 200)


@pytest.mark.parametrize("length", ["abc", "-5", "1e3", "9" * 5_000, "٣", " 5"])
def test_content_length_that_is_no_number_is_refused(careful_client, length):
    response = careful_client.generic("POST", "/dang-nhap/", b"a=b", FORM, CONTENT_LENGTH=length)

    assert answer_of(response) == (400, "Yêu cầu không hợp lệ")


def test_body_in_chunks_needs_a_length(client):
    response = client.generic("POST", "/dang-nhap/", b"", FORM, HTTP_TRANSFER_ENCODING="chunked")

    assert answer_of(response) == (411, "Yêu cầu thiếu độ dài nội dung")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "QUERY", "X"])
@pytest.mark.parametrize("address", ["/", "/tin-tuc/", "/quan-tri/", "/khong-co/", "/static/css/portal.css"])
def test_unused_method_gets_a_page(careful_client, address, method):
    response = careful_client.generic(method, address)

    assert (*answer_of(response), response["Allow"]) == (405, "Trang này không nhận yêu cầu vừa gửi", "GET, HEAD, OPTIONS, POST")


@pytest.mark.parametrize("token", ["", TOKEN])
@pytest.mark.parametrize("address", ["/", "/tin-tuc/", "/bao-cao/", "/tim-kiem/"])
def test_form_sent_to_a_page_without_form_gets_405(careful_client, address, token):
    response = careful_client.post(address, {"csrfmiddlewaretoken": token})

    assert (*answer_of(response), response["Allow"]) == (405, "Trang này không nhận yêu cầu vừa gửi", "GET, HEAD, OPTIONS")


def test_too_long_address_is_refused(client):
    fits, too_long = (client.get("/tim-kiem/", {"q": "a" * (MAX_ADDRESS_LENGTH - len("/tim-kiem/q=") + more)}) for more in (0, 1))

    assert fits.status_code == 200
    assert answer_of(too_long) == (414, "Địa chỉ quá dài")


@pytest.mark.parametrize("address", ["/tin-tuc/", "/khong-co/", "/quan-tri/login/"])
def test_too_many_parameters_are_refused(client, settings, address):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000

    assert answer_of(client.get(f"{address}?{'a&' * 1_100}")) == (413, "Nội dung vừa gửi quá lớn")


@pytest.mark.parametrize("data", ["a=1&" * (portal.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1), "a=" + "x" * 5_300_000])
def test_too_large_form_is_refused(careful_client, data):
    response = careful_client.generic("POST", "/dang-nhap/", data, FORM)

    assert answer_of(response) == (413, "Nội dung vừa gửi quá lớn")


@pytest.mark.parametrize("boundary", ["", "; boundary=", "; boundary=\xff", f"; boundary={'a' * 300}"])
def test_multipart_that_cannot_be_read_is_refused(careful_client, boundary):
    response = careful_client.generic("POST", "/dang-nhap/", b"--x\r\n\r\n", f"multipart/form-data{boundary}")

    assert answer_of(response) == (400, "Yêu cầu không hợp lệ")


@pytest.mark.parametrize("name", ["x y", "a" * 300, "la.example", "[::1", "127.0.0.1:8000\x00", "ví.vn"])
@pytest.mark.parametrize("address", ["/", "/quan-tri/", "/khong-co/"])
def test_other_host_is_refused(client, address, name):
    assert answer_of(client.get(address, HTTP_HOST=name)) == (400, "Yêu cầu không hợp lệ")


@pytest.mark.parametrize("value", ["a\x00b", '"a\\000b"', "x" * 5_000, "\xff\xfe", "a" * 32])
@pytest.mark.parametrize(
    ("address", "status"), [("/quan-tri/", 302), ("/dang-nhap/", 200), ("/khong-co/", 404), ("/trang-dai-bieu/", 302)]
)
def test_session_that_cannot_exist_is_none(client, address, status, value):
    response = client.get(address, HTTP_COOKIE=f"sessionid={value}")

    assert response.status_code == status


@pytest.mark.parametrize("name", ["x" * 151, "x" * 300, "ạ" * 10_000])
@pytest.mark.parametrize("address", ["/dang-nhap/", "/quan-tri/login/"])
def test_user_name_longer_than_any_is_wrong(client, address, name):
    response = client.post(address, {"username": name, "password": "sai"})

    assert response.status_code == 200
    assert WRONG in response.content.decode()


@pytest.mark.parametrize("address", ["/dang-nhap/", "/quan-tri/login/"])
@pytest.mark.parametrize("query", ["next=%00", "next=/%00", "%00=x", "next=%ff", f"next={'x' * 5_000}"])
def test_failed_sign_in_at_any_address_is_stored(client, address, query):
    response = client.post(f"{address}?{query}", {"username": "ai-do", "password": "sai", "next": "a\x00"})

    assert response.status_code == 200
    assert WRONG in response.content.decode()


@pytest.mark.parametrize(
    ("status", "heading"),
    [
        (405, "Trang này không nhận yêu cầu vừa gửi"),
        (412, "Yêu cầu không hợp lệ"),
        (416, "Không có phần tệp được yêu cầu"),
        (500, "Cổng đang gặp sự cố"),
        (503, "Cổng đang gặp sự cố"),
    ],
)
def test_error_without_a_word_gets_a_page(client, settings, status, heading):
    settings.ROOT_URLCONF = __name__

    assert answer_of(client.get(f"/khong-loi/{status}/")) == (status, heading)


def test_application_answers_in_words_if_django_fails(caplog):
    def failing_application(environ, start_response):
        raise RuntimeError(PHONE)

    started = []
    body = RefusingApplication(failing_application)(environ(), lambda *args: started.append(args))

    assert started[0][0] == "500 Internal Server Error"
    assert page_problems(b"".join(body).decode()) == []
    assert [record.getMessage() for record in caplog.records] == ["Django did not answer."]


def test_error_page_is_displayed_without_templates(monkeypatch, caplog):
    def failing_render(name):
        raise TemplateDoesNotExist(name)

    monkeypatch.setattr("hdnd_portal.error_pages.render_to_string", failing_render)

    response = error_page(404)

    assert answer_of(response) == (404, "Cổng đang gặp sự cố")
    assert page_problems(response.content.decode()) == []


@pytest.fixture
def log():
    """What the handler of the portal writes, as text."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LineFormatter("{levelname} {name} {message}", style="{"))
    handler.addFilter(RequestFilter())
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


def test_settings_use_the_filter_and_the_formatter():
    assert portal.LOGGING["handlers"]["stderr"]["filters"] == ["request"]
    assert portal.LOGGING["filters"]["request"]["()"] == "hdnd_portal.log_lines.RequestFilter"
    assert portal.LOGGING["formatters"]["line"]["()"] == "hdnd_portal.log_lines.LineFormatter"


@pytest.mark.parametrize(
    ("address", "changes", "lines"),
    [
        (f"/{PHONE}/", {}, ""),
        (f"/tin-tuc/2021/02/{PHONE}/", {}, ""),
        (f"/dang-nhap/?q={PHONE}", {}, "WARNING django.security.csrf 403 dang-nhap/\n"),
        ("/dang-nhap/", {"HTTP_HOST": f"{PHONE}.vn"}, "ERROR django.security.DisallowedHost 400 -\n"),
        (f"/dang-nhap/?{PHONE}&{'a&' * 1_100}", {}, "ERROR django.security.TooManyFieldsSent 413 -\n"),
    ],
)
def test_refused_request_is_one_line_without_its_values(careful_client, settings, log, address, changes, lines):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000

    careful_client.post(address, {"phone": PHONE}, **changes)

    assert log.getvalue() == lines


def test_internal_error_is_logged_with_its_places_and_without_values(client, settings, log):
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False

    response = client.post(f"/hong/{PHONE}/?q={PHONE}", {"phone": PHONE})

    assert response.status_code == 500
    lines = log.getvalue().splitlines()
    assert lines[0] == "ERROR django.request 500 hong/<str:phone>/"
    assert lines[-2:] == ['    raise ValueError(request.POST["phone"])', "builtins.ValueError"]
    assert PHONE not in log.getvalue()


def test_formatter_writes_what_led_to_an_error(log):
    try:
        try:
            int(PHONE + "x")
        except ValueError as error:
            raise RuntimeError(PHONE) from error
    except RuntimeError:
        logging.getLogger("kiem").exception("Hỏng")

    lines = [line for line in log.getvalue().splitlines() if not line.startswith(" ")]
    assert lines == ["ERROR kiem Hỏng", "builtins.ValueError", "builtins.RuntimeError"]
