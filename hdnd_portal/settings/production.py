"""What forbids a start with PRODUCTION=1: a sentence for each problem, all of them at once."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.http.request import validate_host

from hdnd_portal.settings.variables import VARIABLES, read, text_of

KEY_LENGTH = 50  # characters; Django's own check asks for the same
KEY_CHARACTERS = 10  # different ones
# What stands in the keys of manuals, examples and generated projects.
WELL_KNOWN = ("django-insecure", "change", "secret", "password", "example", "default", "your-", "your_", "12345", "8xgzr1")


def problems_in_production() -> list[str]:
    """The sentences about settings with which the portal must not be public."""
    missing = [name for name, variable in VARIABLES.items() if variable.required_in_production and not text_of(name)]
    return [
        *(
            f"{name} is not set or blank. docs/settings.md describes it. An example: {VARIABLES[name].example}"
            for name in missing
        ),
        *([] if "SECRET_KEY" in missing else key_problems(text_of("SECRET_KEY"), read("VAR_DIR") / "secret_key")),
        *([] if "ALLOWED_HOSTS" in missing else host_problems(read("ALLOWED_HOSTS"))),
        *([] if {"ALLOWED_HOSTS", "BASE_URL"} & {*missing} else address_problems(read("BASE_URL"), read("ALLOWED_HOSTS"))),
        *switch_problems(),
    ]


def key_problems(key: str, generated: Path) -> Iterator[str]:
    """Why others could guess the key: it is short, repeats few characters, is well known or was made for development."""
    if len(key) < KEY_LENGTH or len(set(key)) < KEY_CHARACTERS:
        yield (
            f"SECRET_KEY needs at least {KEY_LENGTH} characters, {KEY_CHARACTERS} of them different. "
            "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"
        )
    if any(part in key.lower() for part in WELL_KNOWN):
        yield "SECRET_KEY is a key of an example, which everybody can read. Make one of your own."
    if generated.exists() and generated.read_text().strip() == key:
        yield f"SECRET_KEY is the key that the portal made for development in {generated}. Make another one for production."


def host_problems(hosts: list[str]) -> Iterator[str]:
    """What stands in ALLOWED_HOSTS and is no name of a host."""
    if "*" in hosts:
        yield "ALLOWED_HOSTS=* answers under every name. Name the hosts of the portal."
    if wrong := [name for name in hosts if "/" in name or (":" in name and not name.startswith("["))]:
        yield f"ALLOWED_HOSTS takes names of hosts without https:// and without a port. Correct: {', '.join(wrong)}"


def address_problems(address: str, hosts: list[str]) -> Iterator[str]:
    """What is wrong with the public address."""
    parts = urlsplit(address)
    if parts.scheme != "https":
        yield f"BASE_URL must begin with https://. It is {address}"
    if not parts.hostname or not validate_host(parts.hostname, hosts):
        yield f"The host of BASE_URL must be one of ALLOWED_HOSTS. It is {parts.hostname or 'blank'}"
    if parts.path.strip("/") or parts.query or parts.fragment:
        yield f"BASE_URL is the address of the home page and nothing after the host. It is {address}"


def switch_problems() -> Iterator[str]:
    """Which variables contradict production or each other."""
    if read("DEBUG"):
        yield "DEBUG=1 shows code and settings to every reader. Leave it out in production."
    if read("HSTS_PRELOAD") and not read("HSTS_INCLUDE_SUBDOMAINS"):
        yield "HSTS_PRELOAD=1 needs HSTS_INCLUDE_SUBDOMAINS=1: browsers take no domain into their list without its subdomains."
    if read("ADMINS") and not text_of("EMAIL_URL"):
        yield "ADMINS needs EMAIL_URL: without a mail server nobody gets the error reports."
