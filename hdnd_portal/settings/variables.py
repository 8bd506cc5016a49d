"""The environment variables that the portal, its Makefile and its tests read.

`base.py` and `test.py` read the environment through `read`; `documentation.py` writes docs/settings.md from the same
declarations, so that a setting and its description cannot differ.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environ import Env

BASE_DIR = Path(__file__).resolve().parents[2]

POSTGRESQL = "django.db.backends.postgresql"


def database_settings(text: str) -> dict[str, Any]:  # Any: as in Django's setting
    """The settings of a database from its URL; what the URL says comes after our defaults for PostgreSQL.

    A connection serves the requests of a minute instead of one. The JIT compiler of PostgreSQL is off: it took most of
    the time of the long queries of a report, and their rows are too few to make up for that.
    """
    database: dict[str, Any] = Env.db_url_config(text)  # Any: as above
    if database["ENGINE"] not in Env.DB_SCHEMES.values():  # the library only warns
        raise ValueError
    if database["ENGINE"] == POSTGRESQL:
        options = database.get("OPTIONS", {})
        database = {"CONN_MAX_AGE": read("CONN_MAX_AGE"), "CONN_HEALTH_CHECKS": True} | database
        database["OPTIONS"] = options | {"options": f"-c jit=off {options.get('options', '')}".strip()}
    return database


def switch(text: str) -> bool:
    """Whether a switch is on. Raises ValueError for a word that is neither, so that `ture` does not turn a switch off."""
    word = text.lower()
    if word not in ON | OFF:
        raise ValueError
    return word in ON


def number(text: str) -> int:
    """A whole number from 0. Raises ValueError for anything else."""
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise ValueError
    return int(text)


ON, OFF = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}
KINDS: dict[str, Callable[[str], object]] = {
    "text": str,
    "folder": Path,
    "number": number,
    "switch": switch,
    "list": lambda text: [part.strip() for part in text.split(",") if part.strip()],
    "database": database_settings,
    "cache": Env.cache_url_config,
    "mail server": Env.email_url_config,
}


@dataclass(frozen=True, kw_only=True)
class Variable:
    """One environment variable. In `default`, {NAME} is the value of another variable and {BASE_DIR} the project's folder."""

    name: str
    meaning: str
    default: str = ""
    default_note: str = ""  # what holds without the variable, where that is not simply the default
    example: str
    kind: str = "text"
    required_in_production: bool = False


PORTAL = (
    Variable(
        name="PRODUCTION",
        meaning="Runs the portal for the public: cookies over HTTPS only, HSTS, redirect to HTTPS. The protocol of a request is "
        "taken from `X-Forwarded-Proto`, the address of the user who signs in from `X-Forwarded-For`. The portal then refuses to "
        "start without the variables marked *required*, with `DEBUG`, with a `SECRET_KEY` that others can guess, with "
        "`ALLOWED_HOSTS=*` and with a `BASE_URL` that is not HTTPS or not one of the hosts; it names all of it at once.",
        default="0",
        example="1",
        kind="switch",
    ),
    Variable(
        name="SECRET_KEY",
        meaning="The key that signs sessions and forms. Keep it secret; a new key signs everybody out. "
        "`python3 -c 'import secrets; print(secrets.token_urlsafe(64))'` makes one.",
        default_note="made once and kept in `{VAR_DIR}/secret_key`",
        example="8xGzR1…",
        required_in_production=True,
    ),
    Variable(
        name="ALLOWED_HOSTS",
        meaning="The host names under which the portal answers.",
        default="localhost,127.0.0.1,[::1]",
        example="hdnd.example.vn,www.hdnd.example.vn",
        kind="list",
        required_in_production=True,
    ),
    Variable(
        name="DATABASE_URL",
        meaning="The database. Where it is set, `make` loads no sample data and makes no sample logins. The JIT compiler of "
        "PostgreSQL is off (`?options=-c%20jit%3Don` leaves it on). PgBouncer needs `ignore_startup_parameters = options`.",
        default="sqlite:///{VAR_DIR}/db.sqlite3",
        example="postgres://hdnd:password@127.0.0.1:5432/hdnd",
        kind="database",
        required_in_production=True,
    ),
    Variable(
        name="CONN_MAX_AGE",
        meaning="The seconds for which a connection to PostgreSQL stays open between requests; `0` closes it after each one. "
        "`?conn_max_age=…` in `DATABASE_URL` comes before it.",
        default="60",
        example="0",
        kind="number",
    ),
    Variable(
        name="BASE_URL",
        meaning="The address of the portal in feeds, in the sitemap and in data for machines.",
        default="http://127.0.0.1:{PORT}",
        example="https://hdnd.example.vn",
        required_in_production=True,
    ),
    Variable(
        name="CACHE_URL",
        meaning="The cache that several processes and machines share. It holds the sitemap, and for a minute the numbers beside "
        "the filters of public lists. Without it each process has a cache of its own. While it does not answer, pages are made "
        "without it. Portals with different `BASE_URL` may share one.",
        default="locmemcache://",
        example="redis://127.0.0.1:6379/0",
        kind="cache",
    ),
    Variable(
        name="HSTS_INCLUDE_SUBDOMAINS",
        meaning="Tells browsers to use HTTPS for every host below the portal's own, for a year. Only where all of them have "
        "HTTPS: an office often shares its domain with other systems.",
        default="0",
        example="1",
        kind="switch",
    ),
    Variable(
        name="HSTS_PRELOAD",
        meaning="Lets the domain be entered in the list of HTTPS domains that browsers are delivered with, which takes months to "
        "undo. Needs `HSTS_INCLUDE_SUBDOMAINS=1`.",
        default="0",
        example="1",
        kind="switch",
    ),
    Variable(
        name="EMAIL_URL",
        meaning="The mail server: `smtp://`, `smtp+tls://` (STARTTLS) or `smtp+ssl://`. Special characters of a password are "
        "written as in every URL, `@` as `%40`.",
        default="consolemail://",
        default_note="mail is written to the standard output",
        example="smtp+tls://hdnd%40example.vn:password@mail.example.vn:587",
        kind="mail server",
    ),
    Variable(
        name="DEFAULT_FROM_EMAIL",
        meaning="The sender of mail from the portal.",
        default="hdnd@localhost",
        example="hdnd@example.vn",
    ),
    Variable(
        name="SERVER_EMAIL",
        meaning="The sender of error reports.",
        default="{DEFAULT_FROM_EMAIL}",
        example="loi-cong-hdnd@example.vn",
    ),
    Variable(
        name="ADMINS",
        meaning="The addresses that get a mail about each internal error of the portal: what failed and where in the code, "
        "nothing that a user typed. One error is reported once in ten minutes.",
        default_note="no mail",
        example="ky-thuat@example.vn",
        kind="list",
    ),
    Variable(
        name="ERROR_REPORTER",
        meaning="The dotted name of a callable that gets the same report as an `ErrorReport` of "
        "`hdnd_portal/error_reports.py`, to pass it on to the office's own monitoring.",
        default_note="none",
        example="office_monitoring.send",
    ),
    Variable(
        name="VAR_DIR",
        meaning="The folder that the portal writes to: the SQLite database, uploads, collected static files, page views that are "
        "not stored yet, the generated key, the passwords of the sample logins.",
        default="{BASE_DIR}/var",
        example="/srv/hdnd/var",
        kind="folder",
    ),
    Variable(
        name="MEDIA_ROOT",
        meaning="The folder of the uploads. Back it up together with the database.",
        default="{VAR_DIR}/media",
        example="/srv/hdnd/media",
        kind="folder",
    ),
    Variable(
        name="STATIC_ROOT",
        meaning="The folder of the collected static files, which `manage.py collectstatic` writes.",
        default="{VAR_DIR}/static",
        example="/srv/hdnd/static",
        kind="folder",
    ),
    Variable(
        name="REPORT_FONTS",
        meaning="A folder with the office's own font files, such as Times New Roman, for the printed report.",
        default_note="Debian's `fonts-liberation2` where it is installed, else Libertinus",
        example="/srv/hdnd/fonts",
    ),
    Variable(
        name="DEBUG",
        meaning="Shows error pages with details and the page of all components. Never in production; `make dev` sets it.",
        default="0",
        example="1",
        kind="switch",
    ),
    Variable(
        name="DJANGO_SETTINGS_MODULE",
        meaning="The Python module of the settings, read by `manage.py` and `hdnd_portal/wsgi.py`.",
        default="hdnd_portal.settings.base",
        example="hdnd_portal.settings.base",
    ),
)

MAKE = (
    Variable(
        name="PORT",
        meaning="The port of `make run` and `make dev` on 127.0.0.1; also part of the default `BASE_URL`.",
        default="8000",
        example="9000",
    ),
    Variable(name="VENV", meaning="The folder of the virtual environment.", default=".venv", example="/srv/hdnd/venv"),
    Variable(
        name="PYTHON",
        meaning="The Python that makes the virtual environment, 3.11 or newer.",
        default="python3",
        example="python3.11",
    ),
)

SERVER = (
    Variable(
        name="WORKERS",
        meaning="The number of processes that answer requests: two for each core of the machine.",
        default="2",
        example="4",
        kind="number",
    ),
    Variable(
        name="REQUEST_TIMEOUT",
        meaning="The seconds after which a request that is not answered ends with its process. The proxy should wait longer.",
        default="30",
        example="60",
        kind="number",
    ),
)

TESTS = (
    Variable(
        name="TEST_DATABASE_URL",
        meaning="The PostgreSQL server on which `make test` runs the tests a second time; its user must be allowed to create "
        "databases. `.ci/run` sets it.",
        default="sqlite://:memory:",
        default_note="tests on SQLite only",
        example="postgres://hdnd:password@127.0.0.1:5432/postgres",
        kind="database",
    ),
    Variable(
        name="TEST_CACHE_URL",
        meaning="The Redis server of these tests. Each test process takes the next database number and empties it. "
        "`.ci/run` sets it.",
        default="locmemcache://",
        example="redis://127.0.0.1:6379/9",
        kind="cache",
    ),
    Variable(
        name="FUZZ_REQUESTS",
        meaning="The number of requests that `tests/hdnd_portal/test_fuzzed_requests.py` makes at random.",
        default="2000",
        example="20000",
    ),
    Variable(
        name="FUZZ_SEED",
        meaning="The seed of these requests; a failure prints it.",
        default="1",
        example="7",
    ),
    Variable(
        name="PYTEST_ARGS",
        meaning="Further arguments of pytest for `make test`.",
        default_note="none",
        example="tests/reports -x",
    ),
    Variable(
        name="COVERAGE",
        meaning="With any value, the last run of `make test` measures the lines and branches that the tests reach, prints them "
        "by app, and fails where `core` or `reports` has less than 95 %. `.ci/run` sets it.",
        default_note="nothing is measured",
        example="1",
    ),
)

VARIABLES = {variable.name: variable for variable in (*PORTAL, *SERVER, *MAKE, *TESTS)}


def text_of(name: str) -> str:
    """The value of a variable as the environment has it. A blank variable counts as one that is not set."""
    return os.environ.get(name, "").strip()


def read(name: str) -> Any:  # Any: each kind of variable has a type of its own
    """The value of a declared variable, or its default."""
    variable = VARIABLES[name]
    try:
        return KINDS[variable.kind](text_of(name) or default_of(variable))
    except (ImproperlyConfigured, KeyError, ValueError):
        # Without the value, which may hold a password, and without the error of the library, which may quote it.
        raise ImproperlyConfigured(f"{name} cannot be read as a {variable.kind}. An example: {variable.example}") from None


def default_of(variable: Variable) -> str:
    """The default of `variable` with the values of the variables that it names."""
    return re.sub(r"\{(\w+)\}", lambda named: str(BASE_DIR if named[1] == "BASE_DIR" else read(named[1])), variable.default)
