"""Reports of internal errors for those who run the portal, without anything that a user typed or that a record contains."""

import logging
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import mail_admins
from django.http import HttpRequest
from django.utils.module_loading import import_string

PAUSE = 600  # seconds in which the same error is not reported again by this process
METHODS = frozenset({"GET", "HEAD", "POST"})


@dataclass(frozen=True, kw_only=True)
class ErrorReport:
    """One internal error.

    There is no path, query, header, cookie, posted value, local variable, user or message here: a path may be pasted text,
    and the message of an error of the database quotes the values of the row.
    """

    created: float  # seconds since 1970
    logger: str
    method: str  # of the request, blank outside a request
    route: str  # the pattern of the URL, such as `tin-tuc/<int:year>/`
    status: int | None  # of the answer
    exceptions: tuple[str, ...]  # the class of the exception, then of what caused it
    frames: tuple[str, ...]  # `file:line function`; what raised the exception is last

    @property
    def subject(self) -> str:
        """What happened and where, in one line."""
        what = self.exceptions[0] if self.exceptions else f"{self.logger} {self.status or ''}".strip()
        return f"{what} – {self.frames[-1]}"

    @property
    def text(self) -> str:
        """The report as it is mailed."""
        request = f"{self.method} {self.route} {self.status or ''}".strip()
        return "\n".join(line for line in (self.logger, request, *self.exceptions, *self.frames) if line)


def report_of(record: logging.LogRecord) -> ErrorReport:
    """The report of a log record."""
    request = getattr(record, "request", None)
    match = getattr(request, "resolver_match", None)
    exception = record.exc_info[1] if record.exc_info else None
    return ErrorReport(
        created=record.created,
        logger=record.name,
        method=method_of(request),
        route=match.route if match else "",
        status=getattr(record, "status_code", None),
        exceptions=tuple(class_names(exception)),
        frames=frames_of(exception) or (f"{record.pathname}:{record.lineno} {record.funcName}",),
    )


def method_of(request: object) -> str:
    """The method of a request; of an invented method only that it is one."""
    if not isinstance(request, HttpRequest):
        return ""
    return request.method if request.method in METHODS else "other method"


def class_names(exception: BaseException | None) -> Iterator[str]:
    """The classes of an exception and of its causes, each once."""
    seen: set[int] = set()
    while exception is not None and id(exception) not in seen:
        seen.add(id(exception))
        yield f"{type(exception).__module__}.{type(exception).__qualname__}"
        exception = exception.__cause__ or exception.__context__


def frames_of(exception: BaseException | None) -> tuple[str, ...]:
    """The places of a traceback, without the values in them."""
    frames = traceback.extract_tb(exception.__traceback__) if exception else ()
    return tuple(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)


class ErrorReportHandler(logging.Handler):
    """Mails each error to ADMINS and gives it to the callable that ERROR_REPORTER names."""

    def __init__(self, level: int = logging.NOTSET) -> None:
        super().__init__(level)
        self.reported: dict[str, float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Report the error, unless it is a bad request or was reported just now. Never raises."""
        if record.name.startswith("django.security") or not (settings.ADMINS or settings.ERROR_REPORTER):
            return
        report = report_of(record)
        if report.created - self.reported.get(report.subject, 0) < PAUSE:
            return
        self.reported[report.subject] = report.created
        for send in (mail_report, call_reporter):
            try:
                send(report)
            except Exception as error:  # whatever fails here must not fail the answer, and has no values of the report
                sys.stderr.write(f"The error report was not sent: {type(error).__name__} in {send.__name__}\n")


def mail_report(report: ErrorReport) -> None:
    """Mail the report to ADMINS."""
    if settings.ADMINS:
        mail_admins(report.subject, report.text)


def call_reporter(report: ErrorReport) -> None:
    """Call what ERROR_REPORTER names with the report."""
    if settings.ERROR_REPORTER:
        import_string(settings.ERROR_REPORTER)(report)
