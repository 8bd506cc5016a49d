"""What the papers point to is there, and every package has its reason."""

import re
import tomllib

import pytest

from tests.architecture.tree import ROOT

PAPERS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\]\(([^)#:]+)\)")
NAME = re.compile(r"[\w-]+")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_links_of_a_paper_lead_to_files(paper):
    targets = LINK.findall(paper.read_text(encoding="utf-8"))

    assert [target for target in targets if not (paper.parent / target).exists()] == []


def test_every_package_has_its_reason_and_no_other_is_named():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    packages = [*project["dependencies"], *(name for extra in project["optional-dependencies"].values() for name in extra)]
    rows = re.findall(r"^\| ([a-z0-9, -]+) \| ", (ROOT / "docs/dependencies.md").read_text(encoding="utf-8"), re.MULTILINE)
    named = [name for row in rows for name in row.split(", ") if name != "package"]

    assert sorted(named) == sorted(NAME.match(package)[0] for package in packages)
