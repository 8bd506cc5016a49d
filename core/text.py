"""Vietnamese text: cleaning, folding, slugs and names."""

import unicodedata


def clean_text(value, *, multiline=True):
    return unicodedata.normalize("NFC", value)


def fold(value):
    return value.lower()


def slugify(value):
    from django.utils.text import slugify as s

    return s(value)


def name_sort_key(full_name):
    return full_name
