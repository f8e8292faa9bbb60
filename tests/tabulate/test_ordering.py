"""Groups are named as the data name them, and stand in the order that the data give them."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.datasets.survey import synthetic_survey
from famplan.tabulate import Table, birth_history, children_ever_born, ratio, wanted_fertility
from famplan.tabulate.ordering import Ranked, rank, ranked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SURVEY = synthetic_survey(900, seed=13, child_deaths=True)
WOMEN = pd.DataFrame(SURVEY.columns)
LEVELS = ["none", "primary", "secondary", "higher"]
SCHOOL = [LEVELS[code] for code in WOMEN["v106"]]
URBAN = WOMEN["v025"] == 1
UNKNOWN = WOMEN.index % 7 == 0


def truths(*, unknown: bool) -> dict[str, object]:
    """Women in town or not, in every kind of frame; of some it is unknown."""
    kept: list[bool | None] = [
        None if unknown and lost else bool(town) for town, lost in zip(URBAN, UNKNOWN, strict=True)
    ]
    plain = {**SURVEY.columns, "town": np.array(kept, dtype=object if unknown else bool)}
    frame = WOMEN.assign(town=pd.array(kept, dtype="boolean" if unknown else "bool"))
    sheet = pl.DataFrame(SURVEY.columns).with_columns(town=pl.Series(kept))
    return {
        "dict": plain,
        "lists": {**SURVEY.columns, "town": kept},
        "pandas": frame,
        "pandas, objects": WOMEN.assign(town=pd.Series(kept, dtype=object)),
        "pandas on Arrow": frame.astype({"town": "bool[pyarrow]"}),
        "polars": sheet,
        "lazy polars": sheet.lazy(),
        "Arrow": sheet.to_arrow(),
        "in parts": [sheet[:50], frame[50:]],
    }


@pytest.mark.parametrize("unknown", [True, False])
@pytest.mark.parametrize("kind", truths(unknown=False))
def test_true_and_false_come_back(kind: str, *, unknown: bool) -> None:
    """Not as 1 and 0, on any source, and unknown as unknown."""
    table = birth_history(truths(unknown=unknown)[kind], by="town").estimate("GFR")
    groups = [False, True, None] if unknown else [False, True]
    assert table.column("town") == groups
    assert all(type(group) is bool for group in table.column("town")[:2])
    numbers = {**SURVEY.columns, "town": np.where(URBAN, 1.0, 0.0)}
    if unknown:
        numbers["town"] = np.where(UNKNOWN, np.nan, numbers["town"])
    assert table.column("value") == birth_history(numbers, by="town").estimate("GFR").column(
        "value"
    )


@pytest.mark.parametrize("ending", [".parquet", ".csv", ".feather"])
def test_true_and_false_come_back_from_files(ending: str, tmp_path: Path) -> None:
    """Also where some are unknown."""
    frame = truths(unknown=True)["pandas"]
    assert isinstance(frame, pd.DataFrame)
    path = tmp_path / f"women{ending}"
    write = {".parquet": frame.to_parquet, ".feather": frame.to_feather, ".csv": frame.to_csv}
    write[ending](path)
    table = birth_history(path, by="town").estimate("TFR")
    assert table.column("town") == [False, True, None]
    assert repr(table).count("False") == 1


def test_true_counts_one_where_numbers_are_wanted() -> None:
    """A share of women, a child alive, a weight."""
    shares = ratio(WOMEN.assign(town=URBAN), "town", cluster="v021").estimate()
    assert shares.column("value") == [pytest.approx(URBAN.mean())]
    alive = {name: WOMEN[name] == 1 for name in WOMEN if name.startswith("b5_")}
    wanted = [wanted_fertility(data).estimate() for data in (WOMEN, WOMEN.assign(**alive))]
    assert wanted[0].column("value") == wanted[1].column("value")
    ones = [birth_history(WOMEN.assign(v005=one)).estimate("TFR") for one in (True, 1)]
    assert ones[0].to_dicts() == ones[1].to_dicts()


ORDERED: dict[str, Callable[[], Any]] = {
    "pandas": lambda: WOMEN.assign(school=pd.Categorical(SCHOOL, LEVELS, ordered=True)),
    "polars": lambda: pl.DataFrame(SURVEY.columns).with_columns(
        school=pl.Series(SCHOOL, dtype=pl.Enum(LEVELS))
    ),
    "lazy polars": lambda: ORDERED["polars"]().lazy(),
    "Arrow": lambda: ORDERED["polars"]().to_arrow(),
    "in parts": lambda: [ORDERED["pandas"]()[:10], ORDERED["polars"]()[10:]],
}


@pytest.mark.parametrize("kind", ORDERED)
def test_ordered_categories_stand_in_their_order(kind: str) -> None:
    """None, primary, secondary, higher: not by the alphabet."""
    for count in (birth_history, children_ever_born):
        table = count(ORDERED[kind](), by="school").estimate()
        assert list(dict.fromkeys(table.column("school"))) == LEVELS
        assert {type(name) for name in table.column("school")} == {str}


def test_their_order_outlives_a_file_and_a_process(tmp_path: Path) -> None:
    """Parquet keeps it, and so do tallies that are pickled and added."""
    ORDERED["pandas"]().to_parquet(tmp_path / "women.parquet")
    tally = birth_history(tmp_path / "women.parquet", by="school")
    again = pickle.loads(pickle.dumps(tally.counts))  # noqa: S301 - its own
    table = tally.estimate("TFR")
    assert table.column("school") == LEVELS
    assert [*map(str, sorted({*again.keys[0]}, key=rank))] == LEVELS


def test_labelled_codes_stand_in_the_order_of_the_codes() -> None:
    """Labels name them and do not move them; other text goes by the alphabet."""
    tally = birth_history(WOMEN, by="v106")
    labels = {"v106": dict(enumerate(LEVELS))}
    table = Table(tally.estimate("TFR").to_dicts(), groups=("v106",), labels=labels)
    assert [table.label("v106", code) for code in table.column("v106")] == LEVELS
    texts = birth_history(WOMEN.assign(school=SCHOOL), by="school").estimate("TFR")
    assert texts.column("school") == sorted(LEVELS)


@given(st.lists(st.text(max_size=3), unique=True))
def test_a_ranked_text_is_the_text(texts: list[str]) -> None:
    """Equal, of one hash, in its place also in another process."""
    found = ranked(texts)
    assert found == texts
    assert set(found) == set(texts)
    assert sorted(pickle.loads(pickle.dumps(found)), key=rank) == texts  # noqa: S301 - its own
    assert all(isinstance(text, Ranked) for text in found)
