"""Rules of the public stylesheets: where a colour is written, what may be red, how small a text may be."""

import re

import pytest
from django.conf import settings

FOLDER = settings.BASE_DIR / "static" / "css"
SMALLEST = 15  # pixels
REM = 17  # pixels, the smaller of the two sizes of the root
# FACE allows 14 px for the menu of a very narrow phone, so that eight entries fit in two rows.
SMALL_SIZES = {"--text-cell": "0.75rem", "--text-day": "0.8rem", ".menu a": "0.824rem"}
RED = re.compile(r"var\(--(accent|accent-bar|banner|ended|ended-tint)\)")
# Red is the institution (edges, the mark, the banner, where the reader is) and what is late, ended or wrong; nothing else.
RED_PARTS = {
    ".banner",
    ".calendar-day",
    ".chips [aria-current]",
    ".contents a",
    "body:not(:has(:target)) .contents li:first-child a",
    ".facets [aria-current]",
    ".fill-ended",
    ".footer",
    ".form-error",
    ".form-errors",
    ".form-errors a",
    ".form-field-invalid",
    ".mark",
    ".masthead",
    ".menu [aria-current]",
    ".message-error",
    ".pagination [aria-current]",
    ".chairman .portrait",
    ".seats .against",
    ".status-ended",
}


def stylesheets():
    return {path.name: path.read_text() for path in [FOLDER / "tokens.css", *(FOLDER / "portal").glob("*.css")]}


def rules(text):
    """The selector and the declarations of each rule of a stylesheet, also of those in @media and @supports."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return [(" ".join(selector.split()), body) for selector, body in re.findall(r"([^{};]+)\{([^{}]*)\}", text)]


def all_rules():
    return [(name, *rule) for name, text in stylesheets().items() for rule in rules(text)]


def test_rules_of_a_stylesheet_are_read():
    text = "/* a */\np,\nb {\n  top: 0;\n}\n\n@media print {\n  h1 {\n    left: 0;\n  }\n}\n"

    assert [(selector, body.split()) for selector, body in rules(text)] == [
        ("p, b", ["top:", "0;"]),
        ("h1", ["left:", "0;"]),
    ]


def test_colours_are_written_in_tokens_css_only():
    colour = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|color-mix)a?\(")

    assert {name for name, text in stylesheets().items() if colour.search(text)} == {"tokens.css"}


def test_red_is_for_the_institution_and_for_what_is_late():
    red = {
        re.sub(r"::?(visited|link|target-current)$", "", part.strip())
        for name, selector, body in all_rules()
        if name != "tokens.css" and RED.search(body)
        for part in selector.split(",")
    }

    assert red == RED_PARTS


def test_no_text_is_smaller_than_15_pixels():
    small = {}
    for _, selector, body in all_rules():
        for property_, size in re.findall(r"(font(?:-size)?|--text-[a-z0-9-]+):[^;]*?([0-9.]+)rem", body):
            if float(size) * REM < SMALLEST - 0.01:
                small[property_ if property_.startswith("--") else selector] = f"{size}rem"

    assert small == SMALL_SIZES


def test_sizes_of_text_are_in_rem():
    other = {
        (name, value.strip())
        for name, _, body in all_rules()
        for value in re.findall(r"font-size:([^;]*)", body)
        if not re.fullmatch(r" *([0-9.]+rem|var\(--text-[a-z0-9-]+\)|inherit)", value)
    }

    # The size of a rem itself, and print.
    assert other == {("base.css", "106.25%"), ("base.css", "112.5%"), ("print.css", "12.5pt"), ("print.css", "9.5pt")}


def test_important_is_for_print():
    assert {name for name, text in stylesheets().items() if "!important" in text} == {"print.css"}


@pytest.mark.parametrize("name", sorted(stylesheets()))
def test_stylesheets_are_short_and_use_no_ids(name):
    text = stylesheets()[name]

    assert len(text.splitlines()) < 400
    assert [selector for selector, _ in rules(text) if "#" in selector] == []
    assert "@font-face" not in text


def test_portal_css_imports_every_component_between_the_tokens_and_print():
    imported = re.findall(r'^@import url\("(.*)"\);$', (FOLDER / "portal.css").read_text(), re.MULTILINE)

    assert sorted(imported) == sorted(["tokens.css", *(f"portal/{path.name}" for path in (FOLDER / "portal").glob("*.css"))])
    assert (imported[0], imported[-1]) == ("tokens.css", "portal/print.css")
