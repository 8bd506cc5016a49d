"""The folder that CSV tables lie in, and the files that their cells name."""

import hashlib
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files import File


class Folder:
    """A folder from which files are read, and nothing outside of it."""

    def __init__(self, directory):
        self.root = Path(directory).resolve()

    def path(self, name):
        """The file that a cell names. Raises ValidationError where it lies outside, is missing or is no file."""
        try:
            path = (self.root / name).resolve()
        except (OSError, ValueError, RuntimeError) as error:
            raise ValidationError(f"“{name[:100]}” không phải tên tệp.") from error
        if not path.is_relative_to(self.root):
            raise ValidationError("Tệp phải nằm trong thư mục của các sổ.")
        try:
            found = path.is_file()
        except OSError:
            found = False
        if not found:
            raise ValidationError(f"Không có tệp “{name[:100]}” trong thư mục của các sổ.")
        return path

    def text(self, name):
        """The text of the file that a cell names, which must be UTF-8."""
        try:
            return self.path(name).read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise ValidationError(f"Tệp “{name}” không phải UTF-8; hãy lưu lại với bảng mã UTF-8.") from error

    def file(self, name):
        """The file that a cell names, as what a file field takes."""
        path = self.path(name)
        return File(path.open("rb"), name=path.name)


def digest(stream):
    """The SHA-256 of a file or of an open stream, which is left at its start."""
    stream.seek(0)
    sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    stream.seek(0)
    return sha256
