"""`make setup` with DATABASE_URL set."""

import os
import sqlite3
import subprocess
import sys

import pytest

from tests.architecture.tree import ROOT


@pytest.mark.slow  # it migrates a database and collects the static files in separate processes
def test_make_setup_creates_no_sample_and_no_login_in_a_configured_database(tmp_path):
    database = tmp_path / "office.sqlite3"
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", str(tmp_path)),
        "DATABASE_URL": f"sqlite:///{database}",
        "VAR_DIR": str(tmp_path / "var"),
    }

    result = subprocess.run(
        ["make", "setup", f"VENV={sys.prefix}", "-o", f"{sys.prefix}/.stamp-base"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr
    with sqlite3.connect(database) as connection:
        counts = {
            table: connection.execute(f"select count(*) from {table}").fetchone()[0]
            for table in ("accounts_user", "accounts_service", "councils_council")
        }
    connection.close()
    assert counts == {"accounts_user": 0, "accounts_service": 0, "councils_council": 0}
    assert not list((tmp_path / "var").glob("logins*"))
