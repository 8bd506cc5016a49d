"""What PRODUCTION=1 refuses, and what it sends to browsers."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from hdnd_portal.settings.production import problems_in_production
from hdnd_portal.settings.variables import PORTAL, read

KEY = "kR7pV2mXq9LsT4wZ8bNcY6hJ3fGdA5eU1oIiPyWvBnMxQzKtRs"
GOOD = {
    "PRODUCTION": "1",
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "hdnd.example.vn, www.hdnd.example.vn",
    "BASE_URL": "https://hdnd.example.vn",
    "DATABASE_URL": "postgres://hdnd:hdnd@127.0.0.1:5432/hdnd",
}
WITHOUT = "is not set or blank. docs/settings.md describes it. An example:"
SHORT = (
    "SECRET_KEY needs at least 50 characters, 10 of them different. "
    "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"
)
WELL_KNOWN = "SECRET_KEY is a key of an example, which everybody can read. Make one of your own."
ANY_HOST = "ALLOWED_HOSTS=* answers under every name. Name the hosts of the portal."
OTHER_HOST = "The host of BASE_URL must be one of ALLOWED_HOSTS. It is"
NO_PATH = "BASE_URL is the address of the home page and nothing after the host. It is"
DEBUG = "DEBUG=1 shows code and settings to every reader. Leave it out in production."
PRELOAD = "HSTS_PRELOAD=1 needs HSTS_INCLUDE_SUBDOMAINS=1: browsers take no domain into their list without its subdomains."
NO_SERVER = "ADMINS needs EMAIL_URL: without a mail server nobody gets the error reports."


@pytest.fixture
def environment(monkeypatch, tmp_path):
    """Sets the variables of the portal to those given, in a new `VAR_DIR`."""

    def change(**variables):
        for variable in PORTAL:
            monkeypatch.delenv(variable.name, raising=False)
        for name, value in ({"VAR_DIR": str(tmp_path)} | variables).items():
            monkeypatch.setenv(name, value)

    return change


def run_python(code, **variables):
    return subprocess.run(
        [sys.executable, *code],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"]} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_problems_in_production_are_none_with_good_settings(environment):
    environment(**GOOD)

    assert problems_in_production() == []


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"DEBUG": "1"}, [DEBUG]),
        ({"SECRET_KEY": KEY[:49]}, [SHORT]),
        ({"SECRET_KEY": "abc" * 30}, [SHORT]),
        ({"SECRET_KEY": "django-insecure-" + KEY}, [WELL_KNOWN]),
        ({"SECRET_KEY": "ChangeMe" + KEY}, [WELL_KNOWN]),
        ({"SECRET_KEY": "changeme"}, [SHORT, WELL_KNOWN]),
        ({"SECRET_KEY": "  "}, [f"SECRET_KEY {WITHOUT} 8xGzR1…"]),
        ({"DATABASE_URL": ""}, [f"DATABASE_URL {WITHOUT} postgres://hdnd:password@127.0.0.1:5432/hdnd"]),
        ({"BASE_URL": " "}, [f"BASE_URL {WITHOUT} https://hdnd.example.vn"]),
        ({"ALLOWED_HOSTS": ""}, [f"ALLOWED_HOSTS {WITHOUT} hdnd.example.vn,www.hdnd.example.vn"]),
        ({"ALLOWED_HOSTS": "*"}, [ANY_HOST]),
        ({"ALLOWED_HOSTS": "hdnd.example.vn,*"}, [ANY_HOST]),
        (
            {"ALLOWED_HOSTS": "https://hdnd.example.vn,hdnd.example.vn"},
            ["ALLOWED_HOSTS takes names of hosts without https:// and without a port. Correct: https://hdnd.example.vn"],
        ),
        ({"BASE_URL": "http://hdnd.example.vn"}, ["BASE_URL must begin with https://. It is http://hdnd.example.vn"]),
        ({"BASE_URL": "https://hdnd.example.org"}, [f"{OTHER_HOST} hdnd.example.org"]),
        ({"BASE_URL": "https://hdnd.example.vn/cong"}, [f"{NO_PATH} https://hdnd.example.vn/cong"]),
        ({"HSTS_PRELOAD": "1"}, [PRELOAD]),
        ({"HSTS_PRELOAD": "1", "HSTS_INCLUDE_SUBDOMAINS": "1"}, []),
        ({"ADMINS": "ky-thuat@example.vn"}, [NO_SERVER]),
        ({"ADMINS": "ky-thuat@example.vn", "EMAIL_URL": "smtp://mail.example.vn"}, []),
        ({"BASE_URL": "https://hdnd.example.vn/", "ALLOWED_HOSTS": ".example.vn"}, []),
        ({"DEBUG": "1", "ALLOWED_HOSTS": "*", "SECRET_KEY": "changeme"}, [SHORT, WELL_KNOWN, ANY_HOST, DEBUG]),
    ],
)
def test_problems_in_production_name_each_problem(environment, changes, problems):
    environment(**GOOD | changes)

    assert problems_in_production() == problems


def test_problems_in_production_refuse_the_key_of_development(environment, tmp_path):
    (tmp_path / "secret_key").write_text(f"{KEY}\n")
    environment(**GOOD)

    assert problems_in_production() == [
        f"SECRET_KEY is the key that the portal made for development in {tmp_path / 'secret_key'}. "
        "Make another one for production."
    ]


@pytest.mark.slow  # it starts the portal in a process of its own
def test_portal_in_production_starts_with_no_problem_only(tmp_path):
    refused = run_python(["manage.py", "check"], PRODUCTION="1", DEBUG="1", ALLOWED_HOSTS="*", VAR_DIR=str(tmp_path))

    assert refused.returncode != 0
    message = refused.stderr.partition("django.core.exceptions.ImproperlyConfigured: ")[2]
    assert message.splitlines() == [
        "With PRODUCTION=1 the portal does not start with these settings:",
        f"- SECRET_KEY {WITHOUT} 8xGzR1…",
        f"- DATABASE_URL {WITHOUT} postgres://hdnd:password@127.0.0.1:5432/hdnd",
        f"- BASE_URL {WITHOUT} https://hdnd.example.vn",
        f"- {ANY_HOST}",
        f"- {DEBUG}",
    ]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow  # it starts the portal in processes of their own
@pytest.mark.parametrize(
    ("changes", "values"),
    [
        ({}, "31536000 False False"),
        ({"HSTS_INCLUDE_SUBDOMAINS": "1"}, "31536000 True False"),
        ({"HSTS_INCLUDE_SUBDOMAINS": "1", "HSTS_PRELOAD": "1"}, "31536000 True True"),
        ({"PRODUCTION": "0", "HSTS_INCLUDE_SUBDOMAINS": "1"}, "0 False False"),
    ],
)
def test_portal_in_production_extends_hsts_where_asked_for_only(tmp_path, changes, values):
    code = (
        "from hdnd_portal.settings import base as b; "
        "print(b.SECURE_HSTS_SECONDS, b.SECURE_HSTS_INCLUDE_SUBDOMAINS, b.SECURE_HSTS_PRELOAD)"
    )

    result = run_python(["-c", code], **GOOD | {"VAR_DIR": str(tmp_path)} | changes)

    assert result.stdout.strip() == values, result.stderr


@pytest.mark.slow  # it starts the portal in a process of its own
def test_check_for_deployment_finds_nothing_in_production(tmp_path):
    database = {"DATABASE_URL": f"sqlite:///{tmp_path}/check.sqlite3", "VAR_DIR": str(tmp_path)}

    result = run_python(["manage.py", "check", "--deploy", "--fail-level", "WARNING"], **GOOD | database)

    assert (result.returncode, result.stdout) == (0, "System check identified no issues (2 silenced).\n"), result.stderr


@pytest.mark.parametrize("variable", PORTAL, ids=lambda variable: variable.name)
def test_read_takes_a_blank_variable_as_one_that_is_not_set(environment, monkeypatch, variable):
    environment()
    monkeypatch.delenv(variable.name, raising=False)
    unset = read(variable.name)
    monkeypatch.setenv(variable.name, "  ")

    assert read(variable.name) == unset


@pytest.mark.parametrize(
    ("name", "value"),
    [("PRODUCTION", "ture"), ("DATABASE_URL", "hdnd:matkhau@host"), ("CONN_MAX_AGE", "-1"), ("EMAIL_URL", "mail.example.vn:25")],
)
def test_read_refuses_a_wrong_value_without_quoting_it(environment, name, value):
    environment(**{name: value})

    with pytest.raises(ImproperlyConfigured) as refusal:
        read(name)

    assert str(refusal.value).startswith(f"{name} cannot be read as a ")
    assert value not in str(refusal.value)


@pytest.mark.parametrize("word", ["1", "true", "Yes", "ON"])
def test_read_turns_a_switch_on_with_each_word_for_it(environment, word):
    environment(DEBUG=word)

    assert read("DEBUG") is True


def test_read_takes_conn_max_age_from_the_url_before_the_variable(environment):
    environment(CONN_MAX_AGE="5", DATABASE_URL="postgres://hdnd:hdnd@127.0.0.1:5432/hdnd")
    by_variable = read("DATABASE_URL")["CONN_MAX_AGE"]
    environment(CONN_MAX_AGE="5", DATABASE_URL="postgres://hdnd:hdnd@127.0.0.1:5432/hdnd?conn_max_age=7")

    assert (by_variable, read("DATABASE_URL")["CONN_MAX_AGE"]) == (5, 7)


@pytest.mark.slow  # it starts the portal in processes of their own
@pytest.mark.parametrize(
    ("variables", "values"),
    [
        ({}, ("console", "localhost", "25", "False", "False", "''", "hdnd@localhost", "hdnd@localhost")),
        (
            {"EMAIL_URL": "smtp+tls://hdnd%40example.vn:a%40b@mail.example.vn", "DEFAULT_FROM_EMAIL": "hdnd@example.vn"},
            ("smtp", "mail.example.vn", "587", "True", "False", "'a@b'", "hdnd@example.vn", "hdnd@example.vn"),
        ),
        (
            {"EMAIL_URL": "smtp+ssl://mail.example.vn:2465", "SERVER_EMAIL": "loi@example.vn"},
            ("smtp", "mail.example.vn", "2465", "False", "True", "''", "hdnd@localhost", "loi@example.vn"),
        ),
    ],
)
def test_mail_settings_are_those_of_the_url(tmp_path, variables, values):
    code = (
        "from hdnd_portal.settings import base as b; print(b.EMAIL_BACKEND.split('.')[-2], b.EMAIL_HOST, b.EMAIL_PORT, "
        "b.EMAIL_USE_TLS, b.EMAIL_USE_SSL, repr(b.EMAIL_HOST_PASSWORD), b.DEFAULT_FROM_EMAIL, b.SERVER_EMAIL)"
    )

    result = run_python(["-c", code], VAR_DIR=str(tmp_path), **variables)

    assert tuple(result.stdout.split()) == values, result.stderr
