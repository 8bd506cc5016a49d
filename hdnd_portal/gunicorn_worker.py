"""The worker class of gunicorn: a request that is no HTTP is answered in Vietnamese, and logged without what it contained."""

from gunicorn import util
from gunicorn.http.errors import (
    InvalidResponseHeader,
    InvalidResponseHeaderName,
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
)
from gunicorn.workers.sync import SyncWorker

OF_THE_PORTAL = (InvalidResponseHeader, InvalidResponseHeaderName)  # kinds of ParseException, but of our own response


class PortalWorker(SyncWorker):
    """A worker that serves one request at a time, with pages of the portal where gunicorn has English ones."""

    def handle_error(self, req, client, addr, exc):
        """Answer a request that failed outside the application; gunicorn would log its address with the query, too."""
        from hdnd_portal.error_pages import error_page  # noqa: PLC0415 gunicorn imports this module before Django is set up

        status = status_of(exc)
        if status < 500:
            self.log.warning("Refused with status %s: %s", status, type(exc).__name__)
        else:
            self.log.error("Request failed outside the application: %s", type(exc).__name__)
        try:
            util.write_nonblock(client, message(error_page(status)))
        except Exception as error:  # nobody waits for the answer any more
            self.log.debug("The page of an error was not sent: %s", type(error).__name__)


def status_of(exception):
    """The status of the page for an exception of gunicorn's parser; of any other exception 500."""
    if isinstance(exception, LimitRequestLine):
        return 414
    if isinstance(exception, LimitRequestHeaders):
        return 431
    return 400 if isinstance(exception, ParseException) and not isinstance(exception, OF_THE_PORTAL) else 500


def message(response):
    """A response of Django as the bytes of an HTTP response after which the connection ends."""
    headers = response.items() | {("Connection", "close"), ("Content-Length", str(len(response.content)))}
    lines = [f"HTTP/1.1 {response.status_code} {response.reason_phrase}", *sorted(f"{name}: {value}" for name, value in headers)]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + response.content
