"""The health check of a container asks the portal as its proxy does."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from hdnd_portal.health_check import is_ready


@pytest.fixture
def server():
    """A server whose answer is `server.answer`, a status and a body; `server.request` is what it was asked."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.request = (self.path, self.headers["Host"], self.headers["X-Forwarded-Proto"])
            status, body = self.server.answer
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("answer", "ready"), [((200, b"ok"), True), ((200, b"<html>"), False), ((503, b"ok"), False), ((400, b"ok"), False)]
)
def test_is_ready_where_portal_and_database_answer(server, monkeypatch, answer, ready):
    monkeypatch.setenv("BASE_URL", "https://hdnd.example.vn")
    server.answer = answer

    assert is_ready(server.address) is ready
    assert server.request == ("/readyz", "hdnd.example.vn", "https")


def test_is_ready_where_nothing_answers(server):
    server.server_close()

    assert is_ready(server.address) is False


@pytest.mark.django_db
def test_readiness_is_answered_in_production_as_the_health_check_asks(client, settings):
    settings.ALLOWED_HOSTS = ["hdnd.example.vn"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = True

    response = client.get("/readyz", headers={"host": "hdnd.example.vn", "x-forwarded-proto": "https"})

    assert (response.status_code, response.content) == (200, b"ok")
