"""The stylesheets as `collectstatic` leaves them."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings as portal
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from hdnd_portal.settings import base

BACKEND = base.STORAGES["staticfiles"]["BACKEND"]


@pytest.fixture
def folder(settings, tmp_path):
    """A folder with static files of a test, which `collectstatic` collects."""
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STORAGES = portal.STORAGES | {"staticfiles": {"BACKEND": BACKEND}}
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    (tmp_path / "source" / "parts").mkdir(parents=True)
    return tmp_path / "source"


def collected(name):
    """The address and the text of a stylesheet after `collectstatic`."""
    call_command("collectstatic", interactive=False, verbosity=0)
    address = staticfiles_storage.url(name)
    return address, (Path(portal.STATIC_ROOT) / address.removeprefix("/static/")).read_text()


def test_post_process_puts_imported_stylesheets_in_their_place(folder):
    (folder / "all.css").write_text('@import url("colours.css");\n@import url("parts/lists.css");\n\np { top: 0 }\n')
    (folder / "colours.css").write_text("/* Red,\n   green. */\n\na { color: red }\n")
    (folder / "parts" / "lists.css").write_text('@import url("rows.css");\n')
    (folder / "parts" / "rows.css").write_text("li { left: 0 }\n")

    address, text = collected("all.css")

    assert text == "a { color: red }\nli { left: 0 }\n\np { top: 0 }\n"


def test_post_process_gives_a_new_address_after_a_part_has_changed(folder):
    (folder / "all.css").write_text('@import url("parts/rows.css");\n')
    (folder / "parts" / "rows.css").write_text("li { left: 0 }\n")
    old_address, _ = collected("all.css")
    (folder / "parts" / "rows.css").write_text("li { left: 1px }\n")

    address, text = collected("all.css")

    assert text == "li { left: 1px }\n"
    assert address != old_address


def test_post_process_names_an_import_that_does_not_exist(folder):
    (folder / "all.css").write_text('@import url("parts/none.css");\n')

    with pytest.raises(KeyError, match="parts/none.css"):
        collected("all.css")


def test_post_process_keeps_links_to_the_source_files(folder):
    """`collectstatic --link`: the combined text does not overwrite the file that the link leads to."""
    (folder / "all.css").write_text('@import url("parts/rows.css");\n')
    (folder / "parts" / "rows.css").write_text("li { left: 0 }\n")

    call_command("collectstatic", interactive=False, verbosity=0, link=True)

    assert (folder / "all.css").read_text() == '@import url("parts/rows.css");\n'


@pytest.mark.parametrize("name", ["css/portal.css", "css/admin.css"])
def test_collected_stylesheets_of_the_portal_import_nothing(folder, settings, name):
    settings.STATICFILES_DIRS = [portal.BASE_DIR / "static"]

    address, text = collected(name)

    assert "@import" not in text
    assert "url(" not in text
    assert "--page: #faf7f0" in text
    compressed = Path(portal.STATIC_ROOT) / f"{address.removeprefix('/static/')}.gz"
    assert gzip.decompress(compressed.read_bytes()).decode() == text
