"""Storage of the collected static files: a stylesheet and the stylesheets that it imports become one file."""

import posixpath
import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

COMMENT = re.compile(r"/\*.*?\*/\n*", re.DOTALL)
IMPORT = re.compile(r'@import url\("([^":]+)"\);\n')  # in double quotes, unlike those of the admin of Django


class OneStylesheetStorage(CompressedManifestStaticFilesStorage):
    """The storage of whitenoise, for stylesheets that are divided by component.

    `portal.css` consists of `@import` rules. The development server serves the files as they are; `collectstatic` puts
    their text in the place of the rules, so that a reader loads one file.
    """

    def post_process(self, paths, dry_run=False, **options):
        """Replace each stylesheet that imports others, then give all files their hashes and compress them."""
        if not dry_run:
            paths = dict(paths)
            for name in [name for name in paths if name.endswith(".css")]:
                text = read(paths, name)
                if IMPORT.search(text):
                    self.delete(name)
                    self.save(name, ContentFile(with_imports(paths, name).encode()))
                    paths[name] = (self, name)
        yield from super().post_process(paths, dry_run=dry_run, **options)


def read(paths, name):
    """The text of a file; `paths` has the storage and the path of each name."""
    storage, path = paths[name]
    with storage.open(path) as file:
        return file.read().decode()


def with_imports(paths, name):
    """The text of a stylesheet with the text of other stylesheets in the place of its `@import` rules, without comments."""

    def imported(rule):
        return with_imports(paths, posixpath.normpath(posixpath.join(posixpath.dirname(name), rule[1])))

    return IMPORT.sub(imported, COMMENT.sub("", read(paths, name)))
