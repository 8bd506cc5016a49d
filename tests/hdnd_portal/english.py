"""The English of the framework and of the libraries, and how to tell it from Vietnamese."""

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
# Names of formats and keys, and words that Vietnamese offices write so too.
SHARED = {"command", "control", "email", "enter", "excel", "html", "jpeg", "json", "mb", "ok", "pdf", "png", "webp", "word"}


@cache
def messages(path, opening="msgid(?:_plural)?"):
    """The English messages of a catalogue, but the names of languages."""
    found = set()
    for block in path.read_text().split("\n\n"):
        if NAMES_OF_LANGUAGES not in block:
            for text in re.findall(rf'^{opening} ((?:"[^\n]*"\n)+)', f"{block}\n", re.MULTILINE):
                found.add("".join(re.findall(r'"(.*)"', text)).replace('\\"', '"'))
    return found - {""}


def singular_messages(path):
    """The messages by which a catalogue is asked."""
    return messages(path, "msgid")


@cache
def vocabulary():
    """The words of all messages that no Vietnamese syllable without its marks looks like."""
    every = {word.lower() for path in (*CATALOGUES, SCRIPTS) for text in messages(path) for word in words_of(text)}
    return {word for word in every if not SYLLABLE.fullmatch(word)} - SHARED


@cache
def phrases():
    """The messages themselves: a short one may be made of words that look like syllables ("Add another")."""
    texts = {PLACEHOLDER.sub("", text).strip() for path in CATALOGUES for text in messages(path)}
    return {text for text in texts if WORD.search(text) and not text.islower()}


def words_of(text):
    return WORD.findall(PLACEHOLDER.sub(" ", text))


def english_in(texts):
    """What of `texts` is English: messages word by word, and words that only English has."""
    texts = [PLACEHOLDER.sub(" ", text).strip() for text in texts]
    found = {text for text in texts if text.rstrip(":") in phrases() and text.lower() not in SHARED}
    return found | {word for text in texts for word in WORD.findall(text) if word.lower() in vocabulary()}
