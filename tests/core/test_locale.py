"""The translations of Django's texts that we add."""

import gettext
import re

import pytest
from django.conf import settings

CATALOGUES = settings.BASE_DIR / "locale/vi/LC_MESSAGES"


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_compilemessages_output_matches_the_po_files(domain):
    source = (CATALOGUES / f"{domain}.po").read_text().replace('\\"', "'")
    pairs = re.findall(r'^\nmsgid "(.+)"\nmsgstr "(.+)"$', source, re.MULTILINE)  # without those with a context or a plural
    with (CATALOGUES / f"{domain}.mo").open("rb") as compiled:
        translations = gettext.GNUTranslations(compiled)
    texts = {msgid.replace('"', "'"): text for msgid, text in translations._catalog.items() if isinstance(msgid, str)}

    assert len(pairs) > 20
    assert {msgid: texts[msgid] for msgid, _ in pairs} == dict(pairs)
