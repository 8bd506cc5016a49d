"""gunicorn.conf.py: what gunicorn takes from it, and what the access log contains."""

import datetime
import sys
from types import SimpleNamespace

import pytest
from gunicorn.app.wsgiapp import WSGIApplication

from tests.architecture.tree import ROOT

PRODUCTION = {
    "PRODUCTION": "1",
    "WORKERS": "3",
    "REQUEST_TIMEOUT": "45",
}


@pytest.fixture
def configured(monkeypatch):
    """The configuration of gunicorn as its command reads it."""

    def configuration(**variables):
        for name in PRODUCTION:
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(ROOT)
        monkeypatch.setattr(sys, "argv", ["gunicorn", "hdnd_portal.wsgi"])
        return WSGIApplication("%(prog)s [OPTIONS] [APP_MODULE]").cfg

    return configuration


def test_gunicorn_replaces_its_workers_and_ends_long_requests(configured):
    cfg = configured(**PRODUCTION)

    assert (cfg.workers, cfg.max_requests, cfg.max_requests_jitter) == (3, 2000, 200)
    assert (cfg.timeout, cfg.graceful_timeout, cfg.keepalive) == (45, 45, 5)
    assert (cfg.preload_app, cfg.control_socket_disable, cfg.accesslog) == (True, True, "-")


def test_gunicorn_of_development_has_two_workers_and_no_access_log(configured):
    cfg = configured()

    assert (cfg.workers, cfg.timeout, cfg.accesslog) == (2, 30, None)


def test_access_log_contains_no_query_and_no_reader(configured, capsys):
    logger = configured(**PRODUCTION).logger_class(configured(**PRODUCTION))
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": "/tim-kiem/?q=0912345678",
        "PATH_INFO": "/tim-kiem/\n127.0.0.1 ",
        "QUERY_STRING": "q=0912345678",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "203.0.113.7",
        "HTTP_REFERER": "https://example.org/0912345678",
        "HTTP_USER_AGENT": "0912345678",
        "HTTP_COOKIE": "sessionid=0912345678",
    }
    request = SimpleNamespace(headers=[("COOKIE", "sessionid=0912345678"), ("X-FORWARDED-FOR", "203.0.113.7")])

    logger.access(SimpleNamespace(status="200 OK", sent=12, headers=[]), request, environ, datetime.timedelta(seconds=1.5))

    line = capsys.readouterr().out
    assert line.split("] ")[1] == "GET /tim-kiem/%0A127.0.0.1%20 200 12 1.500000\n"
