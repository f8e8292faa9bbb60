"""Constants of a published model: data, each with a source."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from famplan.catalogue import Source
from famplan.formulas.tables import constants


def test_every_constant_has_a_source_and_is_asked_for_by_key() -> None:
    """Key, name, value and source are written out; no key stands twice in a version."""
    path = files("famplan.formulas") / "data" / "proximate.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["constant"]
    for row in rows:
        assert Source(**row["source"]).verified
        assert row["name"]
        assert constants("proximate", row["version"])[row["key"]] == row["value"]
    assert len({(row["version"], row["key"]) for row in rows}) == len(rows)


def test_constants_cannot_be_spoilt_by_a_caller() -> None:
    """Each call gives its own dict."""
    constants("proximate", "1978")["total_fecundity"] = 0
    assert constants("proximate", "1978")["total_fecundity"] == 15.3
