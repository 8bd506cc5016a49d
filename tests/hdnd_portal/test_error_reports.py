"""Reports of internal errors: they reach ADMINS and the office's own callable, without anything that a user typed."""

import logging

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.test import RequestFactory
from django.urls import path

from hdnd_portal.error_reports import ErrorReportHandler, report_of
from hdnd_portal.urls import urlpatterns

PHONE = "0912345678"
reports = []


def fail(request, name):
    """A view that fails with a phone number in all that a report of Django would contain."""
    phone = request.POST["phone"]
    raise ValueError(f"Key (phone)=({phone}) already exists") from KeyError(phone)


urlpatterns = [path("loi/<str:name>/", fail), *urlpatterns]


def remember(report):
    reports.append(report)


def refuse(report):
    raise OSError(f"{PHONE} is not reachable")


@pytest.fixture
def reported(settings):
    """The reports that the callable of ERROR_REPORTER gets; ADMINS gets them too."""
    settings.ADMINS = [("ky-thuat@example.vn", "ky-thuat@example.vn")]
    settings.ERROR_REPORTER = f"{__name__}.remember"
    reports.clear()
    handler = next(handler for handler in logging.getLogger().handlers if isinstance(handler, ErrorReportHandler))
    handler.reported.clear()
    yield reports
    handler.reported.clear()


@pytest.fixture
def post_with_phone(client, settings):
    """Posts a phone number in each part of a request to a view that fails."""
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False
    client.cookies["phone"] = PHONE

    def post():
        return client.post(f"/loi/{PHONE}/?q={PHONE}", {"phone": PHONE}, headers={"user-agent": PHONE, "referer": f"/{PHONE}"})

    return post


@pytest.mark.django_db
def test_error_report_names_the_place_and_nothing_typed(reported, post_with_phone):
    response = post_with_phone()

    assert response.status_code == 500
    (report,) = reported
    assert (report.method, report.route, report.status) == ("POST", "loi/<str:name>/", 500)
    assert report.exceptions == ("builtins.ValueError", "builtins.KeyError")
    assert report.frames[-1].startswith(__file__)
    assert report.frames[-1].endswith(" fail")
    assert PHONE not in repr(report)


@pytest.mark.django_db
def test_error_report_is_the_only_mail_to_admins(reported, post_with_phone):
    post_with_phone()

    (message,) = mail.outbox
    assert message.to == ["ky-thuat@example.vn"]
    assert message.body == reported[0].text
    assert message.subject == f"[Django] {reported[0].subject}"
    assert PHONE not in str(message.message())


@pytest.mark.django_db
def test_error_report_is_sent_once_for_an_error_that_repeats(reported, post_with_phone):
    for _ in range(3):
        post_with_phone()

    assert (len(reported), len(mail.outbox)) == (1, 1)


def error_record(created, name="hdnd_portal"):
    record = logging.makeLogRecord({"name": name, "levelno": logging.ERROR, "msg": f"Số {PHONE}", "pathname": "/a.py"})
    record.created = created
    return record


def test_error_report_is_sent_again_after_a_pause(reported):
    handler = ErrorReportHandler()
    for created in (1_000_000, 1_000_599, 1_000_600):
        handler.emit(error_record(created))

    assert [report.created for report in reported] == [1_000_000, 1_000_600]
    assert PHONE not in repr(reported)


def test_error_report_is_not_sent_for_a_bad_request(reported):
    ErrorReportHandler().emit(error_record(1_000_000, name="django.security.DisallowedHost"))

    assert (reported, mail.outbox) == ([], [])


@pytest.mark.django_db
def test_error_report_that_cannot_be_sent_does_not_change_the_answer(reported, post_with_phone, settings, capsys):
    settings.ERROR_REPORTER = f"{__name__}.refuse"
    settings.EMAIL_BACKEND = "not.there"

    response = post_with_phone()

    assert response.status_code == 500
    errors = capsys.readouterr().err
    assert "The error report was not sent: ModuleNotFoundError in mail_report\n" in errors
    assert "The error report was not sent: OSError in call_reporter\n" in errors


def test_error_report_without_receivers_is_not_made(reported, settings):
    settings.ADMINS, settings.ERROR_REPORTER = [], ""
    ErrorReportHandler().emit(error_record(1_000_000))

    assert (reported, mail.outbox) == ([], [])


def test_error_report_of_an_invented_method_does_not_repeat_it():
    request = RequestFactory().generic(PHONE, "/")
    request.user = AnonymousUser()
    record = error_record(1_000_000)
    record.request = request

    assert report_of(record).method == "other method"
