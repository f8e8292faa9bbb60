"""What a table of estimates gives to machines and to people."""

from __future__ import annotations

import csv
import io
import json
import math
import pickle
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import (
    DefinitionError,
    InvalidInputError,
    MissingExtraError,
    UnverifiedFactWarning,
)
from famplan.tabulate.table import Table

FIELDS = [
    "indicator",
    "v025",
    "v025_label",
    "age",
    "value",
    "se",
    "low",
    "high",
    "deft",
    "numerator",
    "denominator",
    "n",
    "per",
    "definition",
]

bases = st.none() | st.just(math.nan) | st.floats(0, 1000)


@pytest.fixture
def table() -> Table:
    """Two estimates, one of them on few cases and without its error."""
    return Table(
        [
            {
                "indicator": "ASFR",
                "v025": np.int64(1),
                "age": "20–24",
                "value": np.float64(0.2074),
                "se": 0.0123,
                "low": 0.1833,
                "high": 0.2315,
                "deft": 1.214,
                "numerator": 312.5,
                "denominator": 1507.2,
                "n": 1498,
                "per": 1000,
                "definition": "36 months",
            },
            {
                "indicator": "ASFR",
                "v025": None,
                "age": "45–49",
                "value": 0.03,
                "n": 40,
                "per": 1000,
            },
        ],
        groups=("v025",),
        labels={"v025": {1: "农村", 2: "城镇"}},
    )


def test_fields_come_in_one_order_and_per_one(table: Table) -> None:
    """Machines get every field of every estimate, in one order, per one."""
    first, second = table.to_dicts()
    assert list(first) == list(second) == FIELDS
    assert (first["value"], first["per"], first["v025_label"]) == (0.2074, 1000, "农村")
    assert (second["v025"], second["v025_label"], second["definition"]) == (None, "unknown", "")
    assert math.isnan(second["se"])


def test_every_output_says_the_same(table: Table) -> None:
    """JSON, CSV, pandas, polars and pyarrow hold the figures of the dictionaries."""
    rows = table.to_dicts()
    from_json = json.loads(table.to_json())
    from_csv = list(csv.DictReader(io.StringIO(table.to_csv())))
    frames = (
        table.to_pandas().to_dict("records"),
        table.to_polars().to_dicts(),
        table.to_arrow().to_pylist(),
    )
    for place, row in enumerate(rows):
        known = {name: value for name, value in row.items() if value == value}  # noqa: PLR0124
        for name, value in known.items():
            assert from_json[place][name] == value
            if value is not None:
                assert type(value)(from_csv[place][name]) == value
        for frame in frames:
            assert list(frame[place]) == FIELDS
            assert frame[place]["value"] == row["value"]
            assert math.isnan(frame[place]["se"]) == math.isnan(row["se"])
    assert from_json[1]["se"] is None
    assert not from_csv[1]["se"]


def test_people_read_the_published_scale(table: Table) -> None:
    """The text scales by ``per``, calls groups by their labels and leaves unknown a dash."""
    lines = table.to_text().splitlines()
    first, second = (" ".join(line.split()) for line in lines[1:])
    assert first == (
        "ASFR [36 months] 农村 20–24 207.4 12.30 183.3 231.5 1.21 312.5 1,507.2 1,498 1,000"
    )
    assert second == "ASFR unknown 45–49 30.0 – – – – – – 40 1,000"
    assert repr(table) == table.to_text()
    html = table._repr_html_()
    assert html.count("<tr>") == 3
    assert "农村" in html
    assert ">207.4<" in html


def test_text_is_aligned_under_chinese_labels(table: Table) -> None:
    """A Chinese sign takes two places: what follows it stands under its title."""
    title, first, _ = table.to_text().splitlines()
    assert first.index("20–24") + 2 == title.index("age")


def test_what_has_no_age_has_none() -> None:
    """Beside rates by age, a figure for all ages has an empty age."""
    table = Table(
        [{"indicator": "TFR", "value": 2.0}, {"indicator": "ASFR", "age": "15–19"}], groups=()
    )
    assert json.loads(table.to_json())[0]["age"] is None
    assert table.to_polars()["age"].to_list() == table.column("age") == [None, "15–19"]
    assert table.to_text().splitlines()[1].split() == ["TFR", "2.00"]


def test_html_escapes_labels() -> None:
    """A label of the data cannot become markup."""
    record = {"indicator": "TFR", "region": "<b>A & B</b>", "value": 2.0}
    html = Table([record], groups=("region",))._repr_html_()
    assert "&lt;b&gt;A &amp; B" in html


def test_records_cannot_be_changed_from_outside(table: Table) -> None:
    """Changing what went in or came out leaves the table as it was."""
    record = {"indicator": "TFR", "value": 2.0}
    made = Table([record], groups=())
    record["value"] = 9.0
    made.to_dicts()[0]["value"] = 9.0
    assert made.column("value") == [2.0]
    assert pickle.loads(pickle.dumps(table)).to_json() == table.to_json()  # noqa: S301 - our own


def test_where_keeps_matching_estimates(table: Table) -> None:
    """Conditions on fields keep the estimates that meet all of them."""
    assert table.where(indicator="ASFR", v025=1).column("age") == ["20–24"]
    assert len(table.where(age="10–14")) == 0
    assert len(table.where(age="20-24")) == len(table.where(age="20–24")) > 0
    with pytest.raises(DefinitionError, match="column: 'sex' is none of indicator, v025"):
        table.where(sex=1)


def test_long_tables_are_cut_in_the_repr() -> None:
    """A repr shows the first estimates and says how many there are."""
    table = Table([{"indicator": "TFR", "value": 2.0}] * 1000, groups=())
    lines = repr(table).splitlines()
    assert len(lines) < 50
    assert lines[-1] == "… 960 more, 1,000 in all"
    assert len(table.to_text().splitlines()) == 1001


def test_an_empty_table_has_its_columns() -> None:
    """No estimates: the fields are there all the same."""
    table = Table([], groups=("v025",))
    assert table.to_csv().startswith("indicator,v025,value,se,")
    assert table.to_text() == "indicator  v025  value"
    assert table.to_json() == "[]"


@given(base=bases, low=st.floats(0, 500), more=st.floats(0, 500))
def test_suppression_follows_the_base(base: float | None, low: float, more: float) -> None:
    """Below the first threshold nothing is shown; the base always is; unknown is too small."""
    table = Table([{"indicator": "GFR", "value": 0.1, "se": 0.01, "n": base}], groups=())
    row = table.suppress(hide_below=low, bracket_below=low + more).to_dicts()[0]
    known = base is not None and not math.isnan(base)
    small = not known or base < low
    assert (row["mark"] == "hidden") == small == math.isnan(row["value"]) == math.isnan(row["se"])
    assert (row["mark"] == "bracketed") == (known and low <= base < low + more)
    assert row["n"] == base or (row["n"] is base)


def test_hidden_figures_cannot_be_worked_out_again(table: Table) -> None:
    """Where an estimate is hidden, its numerator and interval are too."""
    row = table.suppress(hide_below=2000).to_dicts()[0]
    assert all(math.isnan(row[name]) for name in ("value", "se", "low", "high", "numerator"))
    assert (row["denominator"], row["n"]) == (1507.2, 1498)


def test_suppression_can_compare_another_field(table: Table) -> None:
    """The base may be any field of numbers."""
    hidden = table.suppress(hide_below=400, on="numerator")
    assert hidden.column("mark") == ["hidden", "hidden"]
    assert hidden.notes == ("* hidden: numerator below 400",)
    with pytest.raises(InvalidInputError, match="on: 'age' is none of value, se"):
        table.suppress(hide_below=1, on="age")


def test_presets_are_facts() -> None:
    """Presets hide and bracket at the programme's thresholds, and warn where nobody saw them."""
    records = [{"indicator": "CPR", "value": 0.5, "n": n, "per": 100} for n in (24, 25, 49, 50)]
    table = Table(records, groups=())
    marks = ["hidden", "bracketed", "bracketed", ""]
    assert table.suppress("dhs-proportions").column("mark") == marks
    records = [{"indicator": "ASFR", "value": 0.1, "n": n} for n in (124, 125, 249, 250)]
    with pytest.warns(UnverifiedFactWarning):
        assert Table(records, groups=()).suppress("dhs-rates").column("mark") == marks


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "nothing says how few is few"),
        ({"preset": "dhs-rates", "hide_below": 3}, "a preset and thresholds of one's own"),
        ({"preset": "mics"}, "'mics' is none of 'dhs-rates', 'dhs-proportions'"),
        ({"hide_below": 50, "bracket_below": 25}, "25 is below hide_below 50"),
    ],
)
def test_thresholds_must_make_sense(table: Table, arguments: dict, message: str) -> None:
    """What cannot be meant is refused."""
    with pytest.raises(InvalidInputError, match=message):
        table.suppress(**arguments)


def test_a_record_must_say_what_it_is() -> None:
    """An estimate without its indicator or group is refused."""
    with pytest.raises(DefinitionError, match=r"records\[1\]: v025 is missing"):
        Table([{"indicator": "TFR", "v025": 1}, {"indicator": "TFR"}], groups=("v025",))


def test_a_missing_library_names_its_extra(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without polars the error says what to install."""
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(MissingExtraError, match=r'needs polars: pip install "famplan\[frames\]"'):
        table.to_polars()


def test_html_sets_text_left_and_numbers_right() -> None:
    """Titles like their cells; a notebook alone would set all of them to the right."""
    html = Table([{"indicator": "TFR", "value": 4.01}], groups=())._repr_html_()
    for side, texts in (("left", ("indicator", "TFR")), ("right", ("value", "4.01"))):
        assert all(f'style="text-align:{side}">{text}<' in html for text in texts)
