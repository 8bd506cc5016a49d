import os
import subprocess
import sys

import pytest
from django.conf import settings as project

from accounts.models import Service, User
from exchange.sample.logins import create_logins
from tests.factories.councils import CouncilFactory

ROLES = {
    ("delegate", "delegate", "cau-giay"),
    ("news_editor", "news-editor", "cau-giay"),
    ("reception_officer", "reception-officer", "cau-giay"),
    ("records_officer", "records-officer", "cau-giay"),
    ("reviewer", "reviewer", "cau-giay"),
    ("standing", "standing", "cau-giay"),
    ("ward_clerk", "ward-clerk", "phuong-mai-dich"),
}


def services():
    rows = Service.objects.values_list("role", "user__username", "council__slug")
    return set(rows)


@pytest.fixture
def councils(db, settings, tmp_path):
    settings.VAR = tmp_path
    CouncilFactory(slug="phuong-mai-dich", ward=True)
    return CouncilFactory(slug="cau-giay")


def stored_lines(path):
    return [line.split("\t") for line in (path / "logins.tsv").read_text().splitlines()]


def test_create_logins_creates_one_for_each_role_and_the_administrator(councils, tmp_path):
    create_logins(councils)

    assert services() == ROLES
    assert [(role, name) for role, name, _ in stored_lines(tmp_path)] == [
        *((role, role.replace("_", "-")) for role in Service.Role.values),
        ("superuser", "administrator"),
    ]
    assert all(User.objects.get(username=name).check_password(password) for _, name, password in stored_lines(tmp_path))
    assert set(User.objects.filter(is_active=True, is_staff=False).values_list("username", flat=True)) == {"delegate"}
    assert list(User.objects.filter(is_superuser=True).values_list("username", flat=True)) == ["administrator"]
    assert (tmp_path / "logins.tsv").stat().st_mode & 0o777 == 0o600


def test_create_logins_changes_nothing_the_second_time(councils, tmp_path):
    create_logins(councils)
    before = list(User.objects.order_by("pk").values()), stored_lines(tmp_path)

    create_logins(councils)

    assert (list(User.objects.order_by("pk").values()), stored_lines(tmp_path)) == before
    assert services() == ROLES


def test_create_logins_sets_new_passwords_if_the_file_is_lost(councils, tmp_path):
    create_logins(councils)
    lines_before = stored_lines(tmp_path)
    (tmp_path / "logins.tsv").unlink()

    create_logins(councils)

    assert not set(map(tuple, lines_before)) & set(map(tuple, stored_lines(tmp_path)))
    assert all(User.objects.get(username=name).check_password(password) for _, name, password in stored_lines(tmp_path))


def test_create_logins_uses_the_passwords_of_the_file_in_a_new_database(councils, tmp_path):
    create_logins(councils)
    User.objects.all().delete()
    before = stored_lines(tmp_path)

    create_logins(councils)

    assert stored_lines(tmp_path) == before
    assert all(User.objects.get(username=name).check_password(password) for _, name, password in before)


@pytest.mark.slow  # starts another process, because the settings read the environment only once
@pytest.mark.parametrize(
    ("url", "answer"), [("", "True"), ("sqlite:///{var}/db.sqlite3", "False"), ("postgres://a@b/c", "False")]
)
def test_is_default_database_is_false_for_any_database_url(tmp_path, url, answer):
    program = (
        "from django import setup; setup(); from exchange.sample.logins import is_default_database as is_own; print(is_own())"
    )
    env = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path / "var"), "DJANGO_SETTINGS_MODULE": "hdnd_portal.settings.base"}
    if url:
        env["DATABASE_URL"] = url.format(var=tmp_path / "var")
    done = subprocess.run([sys.executable, "-c", program], cwd=project.BASE_DIR, env=env, capture_output=True, text=True)

    assert done.stdout.strip() == answer, done.stderr
