"""One login for every role at the sample council, and the technical administrator; only in the default SQLite file."""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.db import transaction

from accounts.models import Service, User
from councils.models import Council

WARD = "phuong-mai-dich"
ADMINISTRATOR = "administrator"
SUPERUSER = "superuser"


def logins_file():
    """Where the passwords are kept, in lines `role<TAB>username<TAB>password`."""
    return settings.VAR / "logins.tsv"


def is_default_database():
    """Whether this is the SQLite file that a portal without DATABASE_URL makes for itself."""
    default = settings.DATABASES["default"]
    is_own_file = default["ENGINE"] == "django.db.backends.sqlite3" and Path(default["NAME"]) == settings.VAR / "db.sqlite3"
    return is_own_file and not os.environ.get("DATABASE_URL")


@transaction.atomic
def keep_logins(council):
    """Make the logins that are missing; those whose password is in the file stay as they are."""
    passwords = kept_passwords()
    lines = []
    for role in (*Service.Role, None):
        username = role.value.replace("_", "-") if role else ADMINISTRATOR
        is_known = username in passwords
        password = passwords.setdefault(username, secrets.token_urlsafe(12))
        user = User.objects.filter(username=username).first()
        if user is None or not is_known:
            keep_login(user or User(username=username), password, role, council)
        lines.append(f"{role.value if role else SUPERUSER}\t{username}\t{password}\n")
    write_privately(logins_file(), "".join(lines))


def keep_login(user, password, role, council):
    """Store a login; a ward's clerk serves one ward, everybody else the council."""
    label = role.label if role else "quản trị kỹ thuật"
    user.last_name, user.first_name = label[0].upper() + label[1:], "(mẫu)"
    user.is_active = user.is_staff = True
    user.is_superuser = role is None
    user.set_password(password)
    user.save()
    if role is not None:
        served = Council.objects.get(slug=WARD) if role == Service.Role.WARD_CLERK else council
        Service.objects.get_or_create(user=user, council=served, role=role)


def kept_passwords():
    """Passwords by username, as far as the file has them."""
    try:
        lines = logins_file().read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    fields = (line.split("\t") for line in lines)
    return {cells[1]: cells[2] for cells in fields if len(cells) == 3 and cells[2]}


def write_privately(path, text):
    """Write a file that nobody but its owner may read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(text, encoding="utf-8")
