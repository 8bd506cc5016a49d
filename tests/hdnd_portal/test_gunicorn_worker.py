"""Bytes that are no HTTP request, over a socket as gunicorn gets them: answered in Vietnamese, logged without their content."""

import logging
import socket

import pytest
from gunicorn.config import Config
from gunicorn.http.errors import InvalidResponseHeader

from hdnd_portal.gunicorn_worker import PortalWorker, status_of
from tests.client import page_problems

SECRET = b"0912345678"


class Application:
    """What a worker needs of gunicorn's application: the WSGI callable, which no request of these tests reaches."""

    @staticmethod
    def wsgi():
        raise AssertionError("the request came through")


def answers_to(*messages):
    """The bytes with which a worker answers each message."""
    configuration = Config()
    configuration.set("limit_request_line", 8190)
    configuration.set("forwarder_headers", "")
    worker = PortalWorker(0, 0, [], Application, 30, configuration, logging.getLogger("gunicorn.of.a.test"))
    worker.tmp.close()  # nobody watches whether this worker hangs
    for message in messages:
        ours, theirs = socket.socketpair()
        with ours:
            ours.sendall(message)
            ours.shutdown(socket.SHUT_WR)
            worker.handle(None, theirs, ("127.0.0.1", 1))
            yield b"".join(iter(lambda connection=ours: connection.recv(65_536), b""))


@pytest.mark.parametrize(
    ("message", "status"),
    [
        (b"GET /?q=%b HTTP/1.1\r\n" % (b"a" * 8_200), b"414 Request-URI Too Long"),
        (b"a" * 20_000, b"414 Request-URI Too Long"),
        (b"GET / HTTP/1.1\r\nX: %b\r\n\r\n" % (b"a" * 8_200), b"431 Request Header Fields Too Large"),
        (b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 101 + b"\r\n", b"431 Request Header Fields Too Large"),
        (b"%b\r\n\r\n" % SECRET, b"400 Bad Request"),
        (b"GET /%b HTTP/9.9\r\n\r\n" % SECRET, b"400 Bad Request"),
        (b"get /%b HTTP/1.1\r\n\r\n" % SECRET, b"400 Bad Request"),
        ("GET /tìm HTTP/1.1\r\n\r\n".encode(), b"400 Bad Request"),
        (b"GET / HTTP/1.1\n\n", b"400 Bad Request"),
        (b"GET / HTTP/1.1\r\n%b\r\n\r\n" % SECRET, b"400 Bad Request"),
        (b"GET / HTTP/1.1\r\nCookie: a\x00%b\r\n\r\n" % SECRET, b"400 Bad Request"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"400 Bad Request"),
        (b"GET / HTTP/1.1\r\nExpect: %b\r\n\r\n" % SECRET, b"400 Bad Request"),
        (b"GET / HTTP/1.1\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Ssl: off\r\n\r\n", b"400 Bad Request"),
        (b"POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n", b"400 Bad Request"),
        (b"POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", b"400 Bad Request"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: rac\r\n\r\n", b"400 Bad Request"),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"400 Bad Request"),
    ],
)
def test_message_that_is_no_request_is_answered_in_words(caplog, message, status):
    caplog.set_level(logging.DEBUG)

    [answer] = answers_to(message)

    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.splitlines()[0] == b"HTTP/1.1 " + status
    assert b"Content-Length: %d" % len(body) in head.splitlines()
    assert page_problems(body.decode()) == []
    assert caplog.record_tuples[0][2].startswith(f"Refused with status {status[:3].decode()}: ")
    assert SECRET.decode() not in caplog.text


@pytest.mark.parametrize("message", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: a"])
def test_message_that_ends_too_soon_gets_no_answer(message):
    assert list(answers_to(message)) == [b""]


@pytest.mark.parametrize("exception", [InvalidResponseHeader("x"), SystemExit(1), OSError("x")])
def test_status_of_an_error_that_is_not_the_clients_is_500(exception):
    assert status_of(exception) == 500
