"""Finds untranslated English texts of Django and of the libraries in a page."""

import re
from functools import cache
from pathlib import Path

import axes
import django
import django_filters
import simple_history

DJANGO = Path(django.__file__).parent
CATALOGUES = [
    *((DJANGO / "contrib" / app / "locale/en/LC_MESSAGES/django.po") for app in ("admin", "auth", "contenttypes", "sessions")),
    DJANGO / "conf/locale/en/LC_MESSAGES/django.po",
    *(Path(library.__file__).parent / "locale/de/LC_MESSAGES/django.po" for library in (axes, django_filters, simple_history)),
]
SCRIPTS = DJANGO / "contrib/admin/locale/en/LC_MESSAGES/djangojs.po"
NAMES_OF_LANGUAGES = "#: conf/global_settings.py"
PLACEHOLDER = re.compile(r"https?://\S+|%\(\w+\)[sdr]|%[sd]|\{\w*\}|<[^>]+>")
WORD = re.compile(r"[A-Za-z]{2,}")
ONSET = "ch?|b|d|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x"
RHYME = "uya|oai|oay|uoi|ieu|yeu|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uy|ye|[aeiouy]"
SYLLABLE = re.compile(rf"(?:{ONSET})?(?:{RHYME})(?:ch?|m|ng?|nh|p|t)?", re.IGNORECASE)
# Names of formats and keys, and words that are also used in Vietnamese.
SHARED = {"command", "control", "email", "enter", "excel", "html", "jpeg", "json", "mb", "ok", "pdf", "png", "webp", "word"}


@cache
def messages(path, opening="msgid(?:_plural)?"):
    """The English messages of a catalogue, without the names of languages."""
    texts = set()
    for block in path.read_text().split("\n\n"):
        if NAMES_OF_LANGUAGES not in block:
            for text in re.findall(rf'^{opening} ((?:"[^\n]*"\n)+)', f"{block}\n", re.MULTILINE):
                texts.add("".join(re.findall(r'"(.*)"', text)).replace('\\"', '"'))
    return texts - {""}


def singular_messages(path):
    """The singular messages of a catalogue."""
    return messages(path, "msgid")


@cache
def vocabulary():
    """The words of all messages that do not look like Vietnamese syllables without diacritics."""
    all_words = {word.lower() for path in (*CATALOGUES, SCRIPTS) for text in messages(path) for word in words_of(text)}
    return {word for word in all_words if not SYLLABLE.fullmatch(word)} - SHARED


@cache
def phrases():
    """The whole messages, because the words of a short one may look like Vietnamese ("Add another")."""
    texts = {PLACEHOLDER.sub("", text).strip() for path in CATALOGUES for text in messages(path)}
    return {text for text in texts if WORD.search(text) and not text.islower()}


def words_of(text):
    return WORD.findall(PLACEHOLDER.sub(" ", text))


def english_in(texts):
    """The English in `texts`: whole messages, and single words that are not Vietnamese."""
    texts = [PLACEHOLDER.sub(" ", text).strip() for text in texts]
    english = {text for text in texts if text.rstrip(":") in phrases() and text.lower() not in SHARED}
    return english | {word for text in texts for word in WORD.findall(text) if word.lower() in vocabulary()}
