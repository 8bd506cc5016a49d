"""What `make setup` does with a database that somebody has named."""

import os
import sqlite3
import subprocess
import sys

import pytest

from tests.architecture.tree import ROOT


@pytest.mark.slow  # it migrates a database and collects the static files in processes of its own
def test_setup_with_a_database_of_its_own_creates_no_sample_and_no_login(tmp_path):
    database = tmp_path / "office.sqlite3"
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", str(tmp_path)),
        "DATABASE_URL": f"sqlite:///{database}",
        "VAR_DIR": str(tmp_path / "var"),
    }

    made = subprocess.run(
        ["make", "setup", f"VENV={sys.prefix}", "-o", f"{sys.prefix}/.stamp-base"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert made.returncode == 0, made.stderr
    with sqlite3.connect(database) as connection:
        counts = {
            table: connection.execute(f"select count(*) from {table}").fetchone()[0]
            for table in ("accounts_user", "accounts_service", "councils_council")
        }
    connection.close()
    assert counts == {"accounts_user": 0, "accounts_service": 0, "councils_council": 0}
    assert not list((tmp_path / "var").glob("logins*"))
