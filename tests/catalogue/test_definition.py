"""The definition block says everything the catalogue knows, and nothing empty."""

from __future__ import annotations

import json

import attrs
import pytest

from famplan import indicators
from famplan.catalogue import Indicator
from famplan.catalogue.definition import definition, record

every_indicator = pytest.mark.parametrize("indicator", indicators(), ids=lambda entry: entry.code)


@every_indicator
def test_no_line_of_the_block_is_empty(indicator: Indicator) -> None:
    """A line that would say nothing is left out, and each variant has its line."""
    block = definition(indicator)
    assert all(text.strip() for text in block.values())
    named = {f"Variant {entry.argument}" for entry in indicator.variants}
    assert named == {label for label in block if label.startswith("Variant ")}


@every_indicator
def test_a_record_survives_json_and_holds_every_field(indicator: Indicator) -> None:
    """What a program reads back is what was written, field for field."""
    row = record(indicator)
    assert json.loads(json.dumps(row)) == row
    fields = {field.name for field in attrs.fields(Indicator)}
    assert set(row) == fields | {"function", "summary"}
    assert row["summary"]
