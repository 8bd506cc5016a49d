"""What a form held when it could not be saved, on its way to the page where it is opened again. Passwords are never in it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TypeAlias

from django.conf import settings
from django.http import HttpRequest, QueryDict

from core.pages.page_forms import posted_page_form
from core.records.encryption import decrypted, encrypted

CARRIED = "_carried"  # the name of the input in the form for signing in
REOPEN = "_reopen"  # the name of the input with which a form is opened again; its value is the number of a draft, or no number
LOST_FILE = "_lost_file"  # the name of the inputs with the names of files that must be chosen again
PURPOSE = "carried_form"
MAX_AGE = 12 * 3600  # seconds
SPARE = 64 * 1024  # bytes that a form may need beside the fields that it carries
NOT_CARRIED = re.compile(rf"password|^csrfmiddlewaretoken$|^{CARRIED}$|^{REOPEN}$", re.IGNORECASE)
# What a form that is opened again must not do: save, publish, confirm.
BUTTONS = frozenset(
    {"_save", "_addanother", "_continue", "_publish", "_page", "_saveasnew", "_confirm", "post", "return", "withdraw", "apply"}
)

Fields: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CarriedForm:
    """The fields of a posted form, its address and its user. `file_names` are the files that came with it and are lost."""

    user_id: int
    address: str
    fields: Fields
    file_names: tuple[str, ...] = ()

    def encrypted(self) -> str:
        """Return the form as a text that only the portal can read."""
        return encrypted(json.dumps([self.user_id, self.address, self.fields, self.file_names]), PURPOSE)


def form_of_text(text: str) -> CarriedForm | None:
    """Return the form in an encrypted text; None if it was not made here, or is older than a day of work."""
    content = decrypted(text, PURPOSE, max_age=MAX_AGE)
    if content is None:
        return None
    user_id, address, fields, file_names = json.loads(content)
    return CarriedForm(user_id, address, tuple((name, value) for name, value in fields), tuple(file_names))


def typed_fields(posted: QueryDict) -> Fields:
    """Return the names and values of the posted fields, without passwords and what belongs to the request alone."""
    return tuple((name, value) for name, values in posted.lists() if not NOT_CARRIED.search(name) for value in values)


def has_password(posted: QueryDict) -> bool:
    """Return whether a password was posted."""
    return any("password" in name.lower() for name in posted)


def is_too_large(fields: Fields) -> bool:
    """Return whether the fields are too many or too long to be posted once more."""
    size = sum(len(name.encode()) + len(value.encode(errors="replace")) for name, value in fields)
    max_size, max_number = settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    return size + SPARE > max_size or len(fields) + len(BUTTONS) > max_number


def posted_form(request: HttpRequest) -> CarriedForm | None:
    """Return the form that the request has posted; None if it is not known who opened it, or if it is too large."""
    opened = posted_page_form(request.POST)
    fields = typed_fields(request.POST)
    if opened is None or is_too_large(fields):
        return None
    return CarriedForm(opened.user_id, request.get_full_path(), fields, names_of_files(request))


def names_of_files(request: HttpRequest) -> tuple[str, ...]:
    """Return the names of the posted files."""
    return tuple(file.name or "" for _, files in request.FILES.lists() for file in files)


def without_buttons(fields: Fields) -> QueryDict:
    """Return the fields as the data of a form that is only displayed."""
    data = QueryDict(mutable=True)
    for name, value in fields:
        if name not in BUTTONS and not NOT_CARRIED.search(name):
            data.appendlist(name, value)
    return data
