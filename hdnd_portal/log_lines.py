"""Lines of the log without anything that a user typed: no path, no query, no posted value, no message of an exception."""

import logging
import traceback


class RequestFilter(logging.Filter):
    """Shortens what Django logs about a request: an answer below 500 is one line, an unknown address is none.

    The line names the pattern of the URL, because the path itself may be a name or a telephone number that somebody pasted.
    """

    def filter(self, record):
        status = getattr(record, "status_code", None)
        if status is None:
            return True
        if status < 500:
            record.exc_info = record.exc_text = None
        match = getattr(getattr(record, "request", None), "resolver_match", None)
        record.msg, record.args = "%s %s", (status, match.route if match else "-")
        return status != 404


class LineFormatter(logging.Formatter):
    """Formats an exception as its traceback without its message, which often quotes a value."""

    def formatException(self, exc_info):
        lines = []
        for exception in causes(exc_info[1]):
            lines += traceback.format_tb(exception.__traceback__)
            lines.append(f"{type(exception).__module__}.{type(exception).__qualname__}\n")
        return "".join(lines).rstrip("\n")


def causes(exception):
    """The exceptions that led to `exception`, and at the end itself."""
    chain = []
    while exception is not None and exception not in chain:
        chain.append(exception)
        exception = exception.__cause__ or (None if exception.__suppress_context__ else exception.__context__)
    return reversed(chain)
