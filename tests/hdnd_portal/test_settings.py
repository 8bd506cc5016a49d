"""Settings that depend on environment variables."""

import os
import subprocess
import sys

import pytest
from django.conf import settings


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


def test_media_root_of_the_tests_is_not_that_of_the_portal(tmp_path):
    environment = {"PATH": os.environ["PATH"], "MEDIA_ROOT": str(tmp_path / "uploads"), "DEBUG": "1"}
    command = [
        sys.executable,
        "-c",
        "from hdnd_portal.settings import test; print(test.MEDIA_ROOT == test.VAR / 'media', test.DEBUG)",
    ]

    result = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True)

    assert result.stdout == "True False\n"
