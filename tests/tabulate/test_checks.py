"""Rows that cannot be right: each rule alone, the three choices, and a million at once."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
import pytest

from famplan.errors import FaultyRowsError, InvalidInputError
from famplan.tabulate import BirthTally, birth_history
from famplan.tabulate.checks import checked_count
from famplan.tabulate.counts import Counter
from famplan.tabulate.layouts import layout_of

if TYPE_CHECKING:
    from pathlib import Path

    from famplan.tabulate.kernel import Batch

Columns = dict[str, np.ndarray[Any, Any]]
BORN, INTERVIEW = 1058, 1362


def women(size: int = 4) -> Columns:
    """Women of 25 with two births each, nothing wrong with any."""
    return {
        "v001": np.arange(size),
        "v002": np.ones(size, np.int64),
        "v003": np.ones(size, np.int64),
        "v005": np.full(size, 1_000_000.0),
        "v008": np.full(size, float(INTERVIEW)),
        "v011": np.full(size, float(BORN)),
        "v021": np.arange(size, dtype=float),
        "v022": np.ones(size),
        "b3_01": np.full(size, INTERVIEW - 7.0),
        "b3_02": np.full(size, INTERVIEW - 30.0),
        "b3_03": np.full(size, np.nan),
        "awfactt": np.full(size, 100.0),
    }


def broken(column: str, value: float) -> Columns:
    """The same with one value of the second woman changed."""
    data = women()
    data[column][1] = value
    return data


def births(tally: BirthTally) -> float:
    """Unweighted births of a tally."""
    return float(tally.counts.sums["births_n"].sum())


# Rule, column and value that break it, and births that are counted when such rows are left out
# and when they are kept; four women have two births each.
RULES = [
    ("weight is missing", "v005", np.nan, 6, 8),
    ("weight is 0", "v005", 0, 6, 8),
    ("weight is negative", "v005", -5, 6, 8),
    ("month of interview is missing", "v008", np.nan, 6, 6),
    ("month of interview is missing", "v008", 9998, 6, 6),
    ("woman's month of birth is missing", "v011", np.nan, 6, 6),
    ("interview is before the woman's birth", "v008", BORN, 6, 6),
    ("cluster is missing", "v021", np.nan, 6, 8),
    ("stratum is missing", "v022", np.nan, 6, 8),
    ("month of a birth is missing", "b3_01", np.nan, 7, 7),
    ("month of a birth is missing", "b3_02", 9998, 7, 7),
    ("birth is before the mother's 10th birthday", "b3_02", BORN + 119, 7, 7),
    ("birth is before the mother's 10th birthday", "b3_02", BORN - 3, 7, 7),
    ("birth is after the interview", "b3_01", INTERVIEW + 1, 7, 7),
    ("duplicate woman", "v001", 0, 6, 8),
]


@pytest.mark.parametrize(("rule", "column", "value", "dropped", "kept"), RULES)
def test_each_rule(rule: str, column: str, value: float, dropped: int, kept: int) -> None:
    """Each rule is found with its row, stops the count, or leaves out or keeps what it names."""
    data = broken(column, value)
    with pytest.raises(FaultyRowsError) as caught:
        birth_history(data)
    findings = caught.value.findings
    assert findings.counts == {rule: 1}
    assert [fault.row for fault in findings] == [2]
    assert births(birth_history(data, faults="drop")) == dropped
    assert births(birth_history(data, faults="keep")) == kept


def test_factor_missing() -> None:
    """An all-women factor that is not known is a fault, and its woman is never counted."""
    data = broken("awfactt", np.nan)
    for choice in ("drop", "keep"):
        tally = birth_history(data, all_women_factor="awfactt", faults=choice)  # type: ignore[arg-type]
        assert tally.findings.counts == {"all-women factor is missing": 1}
        assert births(tally) == 6


@attrs.frozen
class Weighed:
    """A kernel that needs nothing but weights, clusters and strata."""

    columns: tuple[str, ...] = ("v005", "v021", "v022")

    def counter(self) -> Counter:
        """Count weights by cluster."""
        return Counter(("stratum", "cluster"), {"weight": 1})

    def add(self, batch: Batch, counter: Counter) -> None:
        """Add up weights."""
        rows = counter.rows([batch["v022"], batch["v021"]])
        counter.put("weight", rows, np.asarray(batch["v005"]))


def test_kernels_without_dates() -> None:
    """Only the columns that a kernel reads are checked: another may need no dates or weights."""
    data = broken("v008", np.nan)
    layout = layout_of(data)
    counts = checked_count(Weighed(), data, layout=layout)
    assert counts.sums["weight"].sum() == 4_000_000
    assert not counts.findings
    only_births = BirthDates(layout.children)
    assert not checked_count(only_births, broken("v005", np.nan), layout=layout).findings


class BirthDates(Weighed):
    """A kernel that reads births and clusters, but no weights and no dates of women."""

    def __init__(self, children: tuple[str, ...]) -> None:
        super().__init__((*children, "v021", "v022"))

    def add(self, batch: Batch, counter: Counter) -> None:
        """Add up births."""
        rows = counter.rows([batch["v022"], batch["v021"]])
        counter.put("weight", rows, np.asarray(batch["b3_01"]) > 0)


def test_text_clusters() -> None:
    """Clusters and strata may be text; an empty one is a fault."""
    data: dict[str, Any] = {**women(), "v021": ["a", "b", "", "d"], "v022": ["n", "n", "s", "s"]}
    tally = birth_history(data, faults="keep")
    assert tally.findings.counts == {"cluster is missing": 1}
    assert births(tally) == 8


def test_right_rows_have_no_findings() -> None:
    """Rows that can be right give no finding; the tenth birthday and the interview's month are."""
    data = women()
    data["b3_02"][0], data["b3_01"][1] = BORN + 120, INTERVIEW
    assert not birth_history(data).findings


def test_all_faults_at_once() -> None:
    """One error names every rule that is broken, with counts, a place, and the way out."""
    data = women()
    data["v005"][0], data["v011"][1], data["b3_01"][2] = 0, np.nan, INTERVIEW + 3
    with pytest.raises(FaultyRowsError) as caught:
        birth_history(data)
    assert str(caught.value) == (
        "data: 3 faults in 4 rows\n"
        "  woman's month of birth is missing: 1 (row 2, v011)\n"
        "  weight is 0: 1 (row 1, v005: 0)\n"
        "  birth is after the interview: 1 (row 3, b3_01: 1365)\n"
        'faults="drop" leaves them out, faults="keep" counts them as they are'
    )
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own
    assert str(again) == str(caught.value)


def test_a_million_faults() -> None:
    """A million rows with faults are counted exactly and shown by the first few."""
    data = women(500_000)
    data["v005"][:] = 0
    data["b3_01"][:] = INTERVIEW + 1
    findings = birth_history(data, faults="drop").findings
    assert findings.total == 1_000_000
    assert len(findings.examples) == 40
    assert len(repr(findings).splitlines()) == 3


def test_rows_are_numbered_through() -> None:
    """Rows are numbered through the file, not within a batch."""
    data = women(100_000)
    data["v005"][99_998] = 0
    findings = birth_history(data, faults="drop").findings
    assert [fault.row for fault in findings] == [99_999]


def test_duplicates_across_batches() -> None:
    """A woman who comes again is found however far apart her rows are, and counted once."""
    data = women(100_000)
    data["v001"][70_000:] = np.arange(30_000)
    tally = birth_history(data, faults="drop")
    assert tally.findings.counts == {"duplicate woman": 30_000}
    assert births(tally) == 2 * 70_000


def test_two_files_may_number_women_alike() -> None:
    """Women of two files that bear the same numbers are no duplicates."""
    tally = birth_history(women()) + birth_history(women())
    assert not tally.findings


def test_births_of_nobody() -> None:
    """A birth whose mother is not in the data is a finding: a count, as it has no row."""
    people = {
        "woman": [1, 2],
        "born": [BORN, BORN],
        "interview": [INTERVIEW, INTERVIEW],
        "cluster": [1, 2],
    }
    children = {"woman": [1, 3, 4], "birth": [INTERVIEW - 3, INTERVIEW - 4, INTERVIEW - 5]}
    tally = birth_history(people, births=children, faults="keep")
    assert tally.findings.to_dicts() == [
        {"rule": "birth of a woman who is not in the data", "count": 2, "rows": []}
    ]


def test_undated_births_of_a_table() -> None:
    """In a table of births, one without a month is a fault of its mother's row."""
    people = {"woman": [1], "born": [BORN], "interview": [INTERVIEW], "cluster": [1]}
    children = {"woman": [1, 1], "birth": ["2012-11-02", "2011"]}
    tally = birth_history(people, births=children, faults="drop")
    assert tally.findings.counts == {"month of a birth is missing": 1}
    assert births(tally) == 1


def test_no_rows() -> None:
    """A file without rows is refused."""
    with pytest.raises(InvalidInputError, match="data: there are no rows"):
        birth_history(women(0))


@pytest.mark.parametrize(
    ("column", "message"),
    [
        ("v005", "v005, row 3: text where a number is needed"),
        ("v008", "v008, row 3: neither a date nor a month; give ISO dates"),
        ("b3_01", "b3_01, row 3: neither a date nor a month; give ISO dates"),
    ],
)
def test_text_where_numbers_are_needed(column: str, message: str) -> None:
    """Text among numbers is named by column and row, without the text itself."""
    data = {**women(), column: np.array([None, None, "Jane Doe", None], dtype=object)}
    with pytest.raises(InvalidInputError) as caught:
        birth_history(data)
    assert str(caught.value).startswith(message)
    assert "Jane" not in str(caught.value)


def test_files_are_named(tmp_path: Path) -> None:
    """What is wrong in a file is said with the file's name: many may be counted at once."""
    names = ["v005", "v008", "v011", "v021", "v022", "b3_01"]
    for name, weight in (("text", "abc"), ("zero", "0")):
        lines = [",".join(names), f"1000000,{INTERVIEW},{BORN},1,1,", f"{weight},1362,1058,1,1,"]
        (tmp_path / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InvalidInputError, match=r"text\.csv, v005, row 2: text where"):
        birth_history(tmp_path / "text.csv")
    with pytest.raises(FaultyRowsError, match=r"zero\.csv: 1 fault in 2 rows"):
        birth_history(tmp_path / "zero.csv")
