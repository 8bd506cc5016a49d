"""The migrations since the version that landed last keep every row of a filled database."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.hdnd_portal.migrated import PREVIOUS_HEAD

# (table, column at the previous head): the column of today.
RENAMED: dict[tuple[str, str], str] = {}


# Columns that the sample fills and the previous head did not have.
ADDED: set[tuple[str, str]] = {
    (f"resolutions_{stored}", column)
    for table, columns in (("vote", ("agenda_item_id", "candidate_id")), ("resolution", ("draft_id",)))
    for stored in (table, f"historical{table}")
    for column in columns
} | {("sessions_app_councilsession", "recording_url"), ("sessions_app_historicalcouncilsession", "recording_url")}


def columns_that_differ(tables, others):
    """(table, column) for every column whose values are not the same in both."""
    return {
        (table, column)
        for table, rows in tables.items()
        for row, other in zip(rows, others[table], strict=True)
        for column in row
        if row[column] != other[column]
    }


def with_columns_of(rows, others):
    """`others` with the columns of `rows` only: a column that the previous head did not have is no loss."""
    return [{column: other[column] for column in row} for row, other in zip(rows, others, strict=True)]


@pytest.fixture
def database_url(tmp_path):
    """A new database beside that of the tests, on the same engine."""
    server = settings.DATABASES["default"]
    if server["ENGINE"] == "django.db.backends.sqlite3":
        yield f"sqlite:///{tmp_path / 'office.sqlite3'}"
        return
    import psycopg2  # noqa: PLC0415 only where PostgreSQL is tested

    name = f"migrated_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    login = {"host": server["HOST"], "port": server["PORT"] or 5432, "user": server["USER"], "password": server["PASSWORD"]}
    connection = psycopg2.connect(dbname="postgres", **login)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
            yield "postgres://{user}:{password}@{host}:{port}/{name}".format(name=name, **login)
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    finally:
        connection.close()


def test_previous_head_names_every_app_with_later_migrations():
    """An app that is not named stays at its newest migration, and what that loses would not be seen."""
    apps = {path.parent.parent.name for path in settings.BASE_DIR.glob("*/migrations/0002_*.py")}

    assert apps - PREVIOUS_HEAD.keys() == set()


@pytest.mark.slow  # a process of its own fills a database and migrates it back and forth
def test_migrate_keeps_every_row_of_the_previous_head(tmp_path, database_url):
    environment = {"PATH": os.environ["PATH"], "DATABASE_URL": database_url, "VAR_DIR": str(tmp_path / "var")}

    result = subprocess.run(
        [sys.executable, "-m", "tests.hdnd_portal.migrated"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr
    tables = json.loads(result.stdout)
    expected = {
        table: [{RENAMED.get((table, column), column): value for column, value in row.items()} for row in rows]
        for table, rows in tables["before"].items()
    }
    stored_before = {table: rows for table, rows in tables["after"].items() if table in expected}  # others are new
    assert {table: len(rows) for table, rows in stored_before.items()} == {table: len(rows) for table, rows in expected.items()}
    assert [table for table, rows in expected.items() if rows != with_columns_of(rows, tables["after"][table])] == []
    # A column that is removed and added anew has lost its values on the way back already.
    filled = {table: rows for table, rows in tables["filled"].items() if table in expected}
    assert columns_that_differ(filled, stored_before) == ADDED
    assert sum(map(len, expected.values())) > 1_500
    issued = [row for row in tables["after"]["reports_annualreport"] if row["status"] == "issued"]
    assert issued
    assert all("None" not in (row["content"], row["issued_document_id"]) for row in issued)
