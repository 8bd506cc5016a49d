"""docs/settings.md, written from the declared variables: `python -m hdnd_portal.settings.documentation`."""

from hdnd_portal.settings.variables import BASE_DIR, MAKE, PORTAL, SERVER, TESTS, Variable

DOCUMENT = BASE_DIR / "docs" / "settings.md"
INTRODUCTION = """\
# Settings

Generated from `hdnd_portal/settings/variables.py` by `.venv/bin/python -m hdnd_portal.settings.documentation`;
a test compares the two.

The portal is configured by environment variables. It starts without any of them; with `PRODUCTION=1` it needs those marked
*required*. In a default, `{NAME}` stands for the value of that variable and `{BASE_DIR}` for the folder of the project. A
*switch* is on with `1`, `true`, `yes` or `on` and off with `0`, `false`, `no` or `off`; the values of a *list* are separated
by commas. A variable with a blank value counts as one that is not set.
"""
SECTIONS = (
    ("The portal", "", PORTAL),
    ("gunicorn", "Read by `gunicorn.conf.py`, in production and by `make run`.", SERVER),
    ("`make`", "They may also be given as arguments: `make run PORT=9000`.", MAKE),
    ("Tests", "", TESTS),
)
HEADER = "| variable | meaning | default | example |\n|---|---|---|---|\n"


def render() -> str:
    """The whole document as text."""
    return INTRODUCTION + "".join(_section(*section) for section in SECTIONS)


def _section(title: str, note: str, variables: tuple[Variable, ...]) -> str:
    opening = f"\n## {title}\n\n" + (f"{note}\n\n" if note else "")
    return opening + HEADER + "".join(map(_row, variables))


def _row(variable: Variable) -> str:
    notes = [variable.kind] if variable.kind in ("switch", "number", "list") else []
    notes += ["required"] if variable.required_in_production else []
    name = f"`{variable.name}`" + (f" *{', '.join(notes)}*" if notes else "")
    default = variable.default_note or f"`{variable.default}`"
    return f"| {name} | {variable.meaning} | {default} | `{variable.example}` |\n"


if __name__ == "__main__":
    DOCUMENT.write_text(render(), encoding="utf-8")
