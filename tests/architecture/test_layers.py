"""Every app is in `LAYERS` and in the import contract of the apps, which says nothing of an app that it does not name."""

import tomllib

from tests.architecture.tree import APPS, LAYERS, ROOT


def test_layers_have_every_app():
    assert {path.parent.name for path in ROOT.glob("*/apps.py")} | {"hdnd_portal"} == set(APPS)


def test_layers_are_those_of_the_import_contract():
    importlinter = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    (contract,) = [contract for contract in importlinter["contracts"] if "containers" not in contract]

    assert [tuple(layer.split(" | ")) for layer in contract["layers"]] == list(reversed(LAYERS))
    assert set(importlinter["root_packages"]) == set(APPS)
