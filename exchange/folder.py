"""The folder of the CSV tables, and the files that their cells name."""

import hashlib
import os
import re
import unicodedata
from pathlib import Path
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files import File

from core.vietnamese.suggestions import nearest
from exchange.decoding import UnreadableText, decoded

CHUNK = 1 << 16  # bytes
QUOTATION_MARKS = "\"'“”‘’«»"
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
DRIVE = re.compile(r"[A-Za-z]:[/\\]|\\\\")
MAX_SUGGESTED_FROM = 2000  # files of the folder among which similar names are searched


class Folder:
    """A folder whose files can be read, and nothing outside of it.

    Every method raises ValidationError if the file lies outside, does not exist or is not a file.
    """

    def __init__(self, directory: Path) -> None:
        self.root = directory.resolve()

    def path(self, name: str) -> Path:
        """Return the path of the file that a cell names.

        A name as another system writes it is understood: in quotation marks, with backslashes, in the other Unicode form,
        in other case if only one file has it.
        """
        name = name.strip().strip(QUOTATION_MARKS).strip()
        if ADDRESS.match(name):
            raise ValidationError("Ô này ghi tên tệp, không ghi địa chỉ; hãy tải tệp về thư mục của các sổ rồi ghi tên tệp.")
        if DRIVE.match(name):
            message = "Tệp phải nằm trong thư mục của các sổ; hãy ghi đường dẫn tính từ thư mục ấy, ví dụ tep/12.pdf."
            raise ValidationError(message)
        path = self._existing(name.replace("\\", "/"))
        if not path.is_relative_to(self.root):
            raise ValidationError("Tệp phải nằm trong thư mục của các sổ.")
        if not os.path.isfile(path):  # a name that is too long is no file; Path.is_file raises OSError
            raise ValidationError(f"Không có tệp “{name[:100]}” trong thư mục của các sổ.{self._similar_names(name)}")
        return path

    def _existing(self, name: str) -> Path:
        """Return the resolved path of the file that is called `name`, each part as the file system writes it."""
        try:
            path = (self.root / name).resolve()
            if os.path.exists(path) or not path.is_relative_to(self.root):
                return path
            existing = self.root
            for part in path.relative_to(self.root).parts:
                existing = existing / existing_name(existing, part)
            return existing.resolve()
        except (OSError, ValueError, RuntimeError) as error:
            raise ValidationError(f"“{name[:100]}” không phải tên tệp.") from error

    def _similar_names(self, name: str) -> str:
        """Return a sentence with the three most similar names of files, "" if the folder has none."""
        names = [
            path.relative_to(self.root).as_posix()
            for path, _ in zip(self.root.rglob("[!.]*.*"), range(MAX_SUGGESTED_FROM), strict=False)
            if path.suffix.lower() != ".csv"
        ]
        return f" Gần nhất: {', '.join(nearest(name, sorted(names)))}." if names else ""

    def text(self, name: str) -> str:
        """Return the text of the file that a cell names. Raises ValidationError also if it is not UTF-8 or UTF-16."""
        try:
            return decoded(self.path(name).read_bytes())
        except UnreadableText as error:
            raise ValidationError(f"Tệp “{name}”: {error}") from error

    def file(self, name: str) -> "File[bytes]":
        """Return the file that a cell names, open, as a value for a file field."""
        path = self.path(name)
        return File(path.open("rb"), name=unicodedata.normalize("NFC", path.name))


def existing_directory(directory: Path) -> Path:
    """Return `directory` as the file system writes its name: in the other Unicode form, or in other case, too."""
    if directory.is_dir() or directory.parent == directory:
        return directory
    parent = existing_directory(directory.parent)
    return parent / existing_name(parent, directory.name)


def existing_name(directory: Path, name: str) -> str:
    """Return the name of the one entry of `directory` that is `name` in NFC, else without regard to case; else `name`.

    Raises ValidationError if several entries differ in case only.
    """
    if not os.path.isdir(directory):
        return name
    composed = unicodedata.normalize("NFC", name)
    names = {entry.name: unicodedata.normalize("NFC", entry.name) for entry in directory.iterdir()}
    same = [entry for entry, other in names.items() if other == composed]
    same = same or [entry for entry, other in names.items() if other.casefold() == composed.casefold()]
    if len(same) > 1:
        raise ValidationError(f"Nhiều tệp chỉ khác nhau ở chữ hoa, chữ thường: {', '.join(sorted(same))}. Hãy ghi đúng một tên.")
    return same[0] if same else name


def sha256_of(stream: IO[bytes]) -> str:
    """Return the SHA-256 of an open file in hexadecimal digits; the file is rewound to its start."""
    stream.seek(0)
    digest = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    stream.seek(0)
    return digest.hexdigest()
