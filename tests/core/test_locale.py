"""The framework's words that we translate."""

import gettext
import re

from django.conf import settings

SOURCE = settings.BASE_DIR / "locale/vi/LC_MESSAGES/django.po"


def test_compiled_words_are_those_of_the_source():
    pairs = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', SOURCE.read_text(), re.MULTILINE)
    with SOURCE.with_suffix(".mo").open("rb") as compiled:
        words = gettext.GNUTranslations(compiled)

    assert len(pairs) > 20
    assert {source: words.gettext(source) for source, _ in pairs} == dict(pairs)
