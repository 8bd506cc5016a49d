"""The environment variables that the portal, its Makefile and its tests read.

`base.py` and `test.py` read the environment through `read`; `documentation.py` writes docs/settings.md from the same
declarations, so that a setting and its description cannot differ.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import environ

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()

POSTGRESQL = "django.db.backends.postgresql"


def database_settings(name: str, default: str) -> dict[str, Any]:  # Any: as in Django's setting
    """The settings of a database from its URL; what the URL says comes after our defaults for PostgreSQL.

    A connection serves the requests of a minute instead of one. The JIT compiler of PostgreSQL is off: it took most of
    the time of the long queries of a report, and their rows are too few to make up for that.
    """
    database: dict[str, Any] = env.db_url(name, default=default)  # Any: as above
    if database["ENGINE"] == POSTGRESQL:
        options = database.get("OPTIONS", {})
        database = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True} | database
        database["OPTIONS"] = options | {"options": f"-c jit=off {options.get('options', '')}".strip()}
    return database


KINDS: dict[str, Callable[[str, str], object]] = {
    "text": lambda name, default: env.str(name, default=default),
    "folder": lambda name, default: Path(env.str(name, default=default)),
    "switch": lambda name, default: env.bool(name, default=default == "1"),
    "list": lambda name, default: env.list(name, default=default.split(",")),
    "database": database_settings,
    "cache": lambda name, default: env.cache_url(name, default=default),
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
        "start without the variables marked *required*.",
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
        meaning="The database. Where it is set, `make` loads no sample data and makes no sample logins. A connection to "
        "PostgreSQL stays open for a minute (`?conn_max_age=0` ends it with the request), and its JIT compiler is off "
        "(`?options=-c%20jit%3Don` leaves it on). PgBouncer needs `ignore_startup_parameters = options`.",
        default="sqlite:///{VAR_DIR}/db.sqlite3",
        example="postgres://hdnd:password@127.0.0.1:5432/hdnd",
        kind="database",
        required_in_production=True,
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
    Variable(name="WORKERS", meaning="The number of processes of `make run`.", default="2", example="4"),
    Variable(name="VENV", meaning="The folder of the virtual environment.", default=".venv", example="/srv/hdnd/venv"),
    Variable(
        name="PYTHON",
        meaning="The Python that makes the virtual environment, 3.11 or newer.",
        default="python3",
        example="python3.11",
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

VARIABLES = {variable.name: variable for variable in (*PORTAL, *MAKE, *TESTS)}


def read(name: str) -> Any:  # each kind of variable has a type of its own
    """The value of a declared variable, or its default."""
    variable = VARIABLES[name]
    return KINDS[variable.kind](name, default_of(variable))


def default_of(variable: Variable) -> str:
    """The default of `variable` with the values of the variables that it names."""
    return re.sub(r"\{(\w+)\}", lambda named: str(BASE_DIR if named[1] == "BASE_DIR" else read(named[1])), variable.default)


def missing_in_production() -> list[str]:
    """The required variables that are not set, or are blank."""
    return [name for name, variable in VARIABLES.items() if variable.required_in_production and not env.str(name, default="")]
