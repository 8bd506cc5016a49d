"""The files in the private storage: which of them records name, and the deletion of those that no record names any more.

A file leaves the storage after the transaction that deleted or replaced its record, and only if no other record names it.
A file that was written for a record which is not stored after all is deleted at the end of the request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from pathlib import PurePosixPath

from django.apps import apps
from django.core.files.storage import Storage, default_storage
from django.db import DatabaseError, transaction
from django.db.models import FileField, Model
from django.http import HttpRequest, HttpResponseBase

from core.uploads.storage import private_storage

_written: ContextVar[set[str] | None] = ContextVar("written_files", default=None)


def file_columns() -> Iterator[tuple[type[Model], FileField]]:
    """Yield every column of a stored file, with its model; history tables have none, because they store only names."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, FileField):
                yield model, field


def is_named(name: str) -> bool:
    """Return whether any record has the file `name`."""
    return any(model._default_manager.filter(**{field.name: name}).exists() for model, field in file_columns())


def names_in(storage: Storage, folder: str = "") -> Iterator[str]:
    """Yield the names of all files in a storage."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from (f"{prefix}{file}" for file in files)
    for each in folders:
        yield from names_in(storage, f"{prefix}{each}")


def unnamed_files(waiting: Iterable[str]) -> Iterator[tuple[Storage, str]]:
    """Yield storage and name of each file that no record names, and that is not among the `waiting` ones.

    In the public storage these are the smaller copies of pictures that no record names.
    """
    named = set(waiting)
    for model, field in file_columns():
        named.update(model._default_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True))
    yield from ((private_storage(), name) for name in names_in(private_storage()) if name not in named)
    yield from ((default_storage, name) for name in names_in(default_storage) if original_of(name) not in named)


def original_of(rendition: str) -> str:
    """Return the name of the uploaded picture of which `rendition` is a smaller copy: the part before the last hyphen."""
    return rendition.rpartition("-")[0]


def delete_unnamed(names: Iterable[str]) -> None:
    """Delete those files of the private storage that no record names, with their smaller copies in the public storage."""
    for name in names:
        if not is_named(name):
            private_storage().delete(name)
            delete_renditions(name)


def delete_after_commit(names: Iterable[str], using: str | None = None) -> None:
    """Delete the files `names`, as far as no record names them, when the transaction is stored."""
    transaction.on_commit(partial(delete_unnamed, set(names)), using=using)


def delete_renditions(name: str) -> None:
    """Delete the smaller copies of the uploaded picture `name` from the public storage."""
    folder = str(PurePosixPath(name).parent)
    try:
        files = default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return
    for file in files:
        if file.startswith(f"{PurePosixPath(name).name}-"):
            default_storage.delete(f"{folder}/{file}")


def note_written(name: str) -> None:
    """Note that the file `name` was written, for the block that deletes unused files."""
    written = _written.get()
    if written is not None:
        written.add(name)


@contextmanager
def unused_files_deleted() -> Iterator[None]:
    """Delete, at the end of the block, the files that were written inside it and that no record names.

    So a refused form, a preview and a transaction that failed leave no file. Of nested blocks the outermost one counts,
    because only there it is known what was stored.
    """
    if _written.get() is not None:
        yield
        return
    written: set[str] = set()
    token = _written.set(written)
    try:
        yield
    finally:
        _written.reset(token)
        try:
            delete_unnamed(written)
        except DatabaseError:  # the database is away or its transaction broken: `check_files` finds what remains
            written.clear()


class UnusedFiles:
    """The middleware that deletes the files which a request has written for no record."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with unused_files_deleted():
            return self.get_response(request)
