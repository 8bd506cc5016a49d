"""The folder of the CSV tables, and the files that their cells name."""

import hashlib
from pathlib import Path
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files import File

CHUNK = 1 << 16  # bytes


class Folder:
    """A folder whose files can be read, and nothing outside of it.

    Every method raises ValidationError if the file lies outside, does not exist or is not a file.
    """

    def __init__(self, directory: Path) -> None:
        self.root = directory.resolve()

    def path(self, name: str) -> Path:
        """Return the path of the file that a cell names."""
        try:
            path = (self.root / name).resolve()
        except (OSError, ValueError, RuntimeError) as error:
            raise ValidationError(f"“{name[:100]}” không phải tên tệp.") from error
        if not path.is_relative_to(self.root):
            raise ValidationError("Tệp phải nằm trong thư mục của các sổ.")
        try:
            is_file = path.is_file()
        except OSError:
            is_file = False
        if not is_file:
            raise ValidationError(f"Không có tệp “{name[:100]}” trong thư mục của các sổ.")
        return path

    def text(self, name: str) -> str:
        """Return the text of the file that a cell names. Raises ValidationError also if it is not UTF-8."""
        try:
            return self.path(name).read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise ValidationError(f"Tệp “{name}” không phải UTF-8; hãy lưu lại với bảng mã UTF-8.") from error

    def file(self, name: str) -> "File[bytes]":
        """Return the file that a cell names, open, as a value for a file field."""
        path = self.path(name)
        return File(path.open("rb"), name=path.name)


def sha256_of(stream: IO[bytes]) -> str:
    """Return the SHA-256 of an open file in hexadecimal digits; the file is rewound to its start."""
    stream.seek(0)
    digest = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    stream.seek(0)
    return digest.hexdigest()
