"""The framework's words that we translate."""

import gettext
import re

import pytest
from django.conf import settings

CATALOGUES = settings.BASE_DIR / "locale/vi/LC_MESSAGES"


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_compiled_words_are_those_of_the_source(domain):
    source = (CATALOGUES / f"{domain}.po").read_text().replace('\\"', "'")
    pairs = re.findall(r'^\nmsgid "(.+)"\nmsgstr "(.+)"$', source, re.MULTILINE)  # but those of a context, or in the plural
    with (CATALOGUES / f"{domain}.mo").open("rb") as compiled:
        words = gettext.GNUTranslations(compiled)
    told = {msgid.replace('"', "'"): text for msgid, text in words._catalog.items() if isinstance(msgid, str)}

    assert len(pairs) > 20
    assert {msgid: told[msgid] for msgid, _ in pairs} == dict(pairs)
