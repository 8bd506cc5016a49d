"""Settings that depend on environment variables."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from hdnd_portal.settings.variables import read


@pytest.mark.parametrize(
    ("variables", "url"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"PORT": "9123"}, "http://127.0.0.1:9123"),
        ({"PORT": "9123", "BASE_URL": "https://hdnd.example.vn/"}, "https://hdnd.example.vn"),
    ],
)
def test_base_url_contains_the_port(tmp_path, variables, url):
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)} | variables
    command = [sys.executable, "-c", "from hdnd_portal.settings import base; print(base.BASE_URL)"]

    result = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True)

    assert result.stdout == f"{url}\n"


def test_portals_on_one_cache_have_entries_of_their_own(tmp_path):
    command = [sys.executable, "-c", "from hdnd_portal.settings import base; print(base.CACHES['default']['KEY_PREFIX'])"]

    prefixes = {
        subprocess.run(
            command,
            cwd=settings.BASE_DIR,
            env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "BASE_URL": url, "CACHE_URL": "redis://127.0.0.1:6379/0"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for url in ("https://hdnd.example.vn", "https://hdnd.example.org")
    }

    assert len(prefixes) == 2


def test_media_root_of_the_tests_is_not_that_of_the_portal(tmp_path):
    environment = {"PATH": os.environ["PATH"], "MEDIA_ROOT": str(tmp_path / "uploads"), "DEBUG": "1"}
    command = [
        sys.executable,
        "-c",
        "from hdnd_portal.settings import test; print(test.MEDIA_ROOT == test.VAR / 'media', test.DEBUG)",
    ]

    result = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True)

    assert result.stdout == "True False\n"


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("", {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "OPTIONS": {"options": "-c jit=off"}}),
        (
            "?conn_max_age=0&sslmode=require",
            {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True, "OPTIONS": {"options": "-c jit=off", "sslmode": "require"}},
        ),
        (
            "?options=-c%20jit%3Don",  # of two values PostgreSQL takes the last
            {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "OPTIONS": {"options": "-c jit=off -c jit=on"}},
        ),
    ],
)
def test_database_settings_of_postgresql_have_defaults_that_the_url_replaces(monkeypatch, query, values):
    monkeypatch.setenv("DATABASE_URL", f"postgres://hdnd:password@127.0.0.1:5432/hdnd{query}")

    database = read("DATABASE_URL")

    assert {name: database.get(name) for name in values} == values
    assert (database["NAME"], database["USER"], database["PORT"]) == ("hdnd", "hdnd", 5432)


def test_database_settings_of_sqlite_are_those_of_the_url(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:////srv/hdnd/db.sqlite3")

    database = read("DATABASE_URL")

    assert {"CONN_MAX_AGE", "CONN_HEALTH_CHECKS", "OPTIONS"}.isdisjoint(database)


@pytest.mark.django_db
def test_connection_to_postgresql_does_not_compile_queries():
    """On SQLite there is nothing to compile; `.ci/run` runs the tests on both."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW jit")
            assert cursor.fetchone() == ("off",)
