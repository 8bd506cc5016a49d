"""One login for every role at the sample council and one administrator; only in the default SQLite file."""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from accounts.models import Service, User
from councils.models import Council, Mandate, Person

WARD = "phuong-mai-dich"
ADMINISTRATOR = "administrator"
SUPERUSER = "superuser"


def logins_file() -> Path:
    """Return the file of the passwords; its lines are `role<TAB>username<TAB>password`."""
    return Path(settings.VAR) / "logins.tsv"


def is_default_database() -> bool:
    """Return whether the database is the SQLite file that is used without DATABASE_URL."""
    default = settings.DATABASES["default"]
    is_own_file = default["ENGINE"] == "django.db.backends.sqlite3" and Path(default["NAME"]) == settings.VAR / "db.sqlite3"
    return is_own_file and not os.environ.get("DATABASE_URL")


@transaction.atomic
def create_logins(council: Council) -> None:
    """Create the logins that are missing; an existing one whose password is in the file stays unchanged."""
    passwords = stored_passwords()
    lines = []
    for role in (*Service.Role, None):
        username = role.value.replace("_", "-") if role else ADMINISTRATOR
        has_password = username in passwords
        password = passwords.setdefault(username, secrets.token_urlsafe(12))
        user = User.objects.filter(username=username).first()
        if user is None or not has_password:
            save_login(user or User(username=username), password, role, council)
        lines.append(f"{role.value if role else SUPERUSER}\t{username}\t{password}\n")
    write_private_file(logins_file(), "".join(lines))


def save_login(user: User, password: str, role: Service.Role | None, council: Council) -> None:
    """Store a login. Without a role it is the superuser; a ward clerk serves one ward, all others serve the council."""
    label = role.label if role else "quản trị kỹ thuật"
    user.last_name, user.first_name = label[0].upper() + label[1:], "(mẫu)"
    user.is_active = True
    user.is_staff = role != Service.Role.DELEGATE
    user.is_superuser = role is None
    if role == Service.Role.DELEGATE and user.person is None:
        user.person = some_delegate(council)
    user.set_password(password)
    user.save()
    if role is not None:
        served_council = Council.objects.get(slug=WARD) if role == Service.Role.WARD_CLERK else council
        Service.objects.get_or_create(user=user, council=served_council, role=role)


def some_delegate(council: Council) -> Person | None:
    """Return a person without a login whose mandate in the council is open, or was until the Council itself ended."""
    mandates = Mandate.objects.of(council).filter(Q(end=None) | Q(end=council.end), person__user=None)
    mandate = mandates.select_related("person").order_by("-start", "rank", "pk").first()
    return mandate.person if mandate else None


def stored_passwords() -> dict[str, str]:
    """Return the passwords of the file by username; {} if there is no file."""
    try:
        lines = logins_file().read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    rows = (line.split("\t") for line in lines)
    return {cells[1]: cells[2] for cells in rows if len(cells) == 3 and cells[2]}


def write_private_file(path: Path, text: str) -> None:
    """Write a file that only its owner may read (mode 0600)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(text, encoding="utf-8")
