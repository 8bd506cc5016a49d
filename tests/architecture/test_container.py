"""Dockerfile and compose.yaml: pinned images, no secret, a user without rights, health checks, every variable of the portal."""

import re

import pytest
import yaml

from hdnd_portal.settings.variables import PORTAL, SERVER, VARIABLES
from tests.architecture.tree import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
IMAGE = re.compile(r"[a-z]+:\d+\.\d+(?:\.\d+)?-(?:slim-)?bookworm")  # no registry, a whole version, the Debian of the locks
# Set in the image, or not for a container.
NOT_IN_COMPOSE = {
    "DEBUG": "never in production",
    "DJANGO_SETTINGS_MODULE": "the default",
    "MEDIA_ROOT": "set in the image, a volume",
    "REPORT_FONTS": "a folder of the office that has to be mounted",
    "STATIC_ROOT": "set in the image",
    "VAR_DIR": "set in the image, a volume",
}


def instructions(name):
    """The arguments of each instruction of the Dockerfile, continued lines joined."""
    joined = DOCKERFILE.replace("\\\n", " ")
    return [" ".join(line.split()[1:]) for line in joined.splitlines() if line.startswith(f"{name} ")]


def test_images_are_pinned_and_name_no_registry():
    built_from = [argument.split()[0] for argument in instructions("FROM")]
    started = [service["image"] for service in SERVICES.values() if "build" not in service]

    assert len(built_from) == 2
    assert [image for image in (*built_from, *started) if not IMAGE.fullmatch(image)] == []


def test_image_runs_as_a_user_without_rights():
    last_stage = DOCKERFILE.rpartition("\nFROM ")[2]

    assert re.findall(r"^(USER .*|CMD .*)$", last_stage, re.MULTILINE) == [
        "USER hdnd",
        'CMD ["gunicorn", "hdnd_portal.wsgi", "--bind", "0.0.0.0:8000"]',
    ]
    assert "useradd --system --uid 10001" in last_stage


def test_image_has_no_secret_and_no_data():
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    settings = " ".join([*instructions("ENV"), *instructions("ARG")])

    assert {".*", "var"} <= {*ignored}
    assert [line for line in ignored if line.startswith("!")] == []
    assert re.findall(r"(\w*(?:KEY|PASSWORD|URL)\w*)=", settings) == []


def test_secrets_come_from_the_environment():
    values = {
        name: value
        for service in SERVICES.values()
        for name, value in service.get("environment", {}).items()
        if re.search("KEY|PASSWORD|DATABASE_URL", name)
    }

    assert values.keys() == {"SECRET_KEY", "DATABASE_URL", "POSTGRES_PASSWORD"}
    assert [name for name, value in values.items() if ":?" not in value] == []


@pytest.mark.parametrize("name", ["portal", "migrate"])
def test_portal_in_a_container_gets_every_variable(name):
    expected = {variable.name for variable in (*PORTAL, *SERVER)} - NOT_IN_COMPOSE.keys()

    assert NOT_IN_COMPOSE.keys() <= VARIABLES.keys()
    assert SERVICES[name]["environment"].keys() == expected


def test_every_service_is_checked_or_ends():
    checks = {name: service.get("healthcheck", {}).get("test") for name, service in SERVICES.items()}

    assert {name for name, check in checks.items() if check} == {"database", "cache"}
    assert instructions("HEALTHCHECK")[0].endswith('CMD ["python", "-m", "hdnd_portal.health_check"]')
    assert SERVICES["migrate"]["restart"] == "no"
    assert SERVICES["portal"]["depends_on"] == {
        "migrate": {"condition": "service_completed_successfully"},
        "database": {"condition": "service_healthy"},
        "cache": {"condition": "service_healthy"},
    }


def test_portal_in_a_container_writes_to_its_volumes_only():
    portal = SERVICES["portal"]

    assert (portal["read_only"], portal["cap_drop"]) == (True, ["ALL"])
    assert portal["volumes"] == ["var:/srv/var", "media:/srv/media"]
    assert SERVICES["database"]["volumes"] == ["database:/var/lib/postgresql/data"]
    assert COMPOSE["volumes"].keys() == {"database", "media", "var"}


def test_portal_in_a_container_is_reached_by_the_proxy_of_the_machine_only():
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}

    assert published == {"portal": ["127.0.0.1:${PORT:-8000}:8000"]}


def test_example_of_the_environment_names_declared_variables():
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    names = set(re.findall(r"^(?:# )?([A-Z_]+)=", example, re.MULTILINE))

    assert names - {"POSTGRES_PASSWORD"} <= VARIABLES.keys()
    assert set(re.findall(r"\$\{(\w+):\?", str(SERVICES))) <= names
