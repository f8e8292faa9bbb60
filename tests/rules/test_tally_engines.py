"""Spark and Dask tally what numpy tallies: the same kernel, run where the rows are."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from made_up_scheme import SCHEME

from famplan.rules import RuleTally, compare, reconcile, tally_of

pytestmark = pytest.mark.engines

OPTIONS: dict[str, Any] = {
    "on": date(2012, 6, 1),
    "by": "township",
    "places": "place",
    "columns": {"children": None, "children_ever": None, "living_daughters": None},
}


@pytest.fixture(scope="module")
def people() -> pd.DataFrame:
    """Three thousand people of three places, with gaps."""
    random = np.random.default_rng(4)
    size = 3000
    birth = np.datetime64("1940-01-01") + random.integers(0, 9000, size)
    birth[random.random(size) < 0.1] = np.datetime64("NaT")
    return pd.DataFrame(
        {
            "birth": birth.astype("datetime64[s]"),
            "registration": random.choice(["rural", "urban", None], size),
            "certificate": pd.array(random.choice([True, False, None], size), "boolean"),
            "living_children": random.integers(0, 3, size),
            "place": random.choice(["Henan", "Henan/Zhengzhou", "Hebei"], size),
            "township": random.choice(["east", "west"], size),
            "insured": random.choice([1, 0], size),
        }
    )


def counted(data: object) -> tuple[Any, ...]:
    """Tally, compare with the national text of 2010, and reconcile."""
    tally: RuleTally = tally_of(SCHEME, data, **OPTIONS)
    law = SCHEME.versions[1]
    compared = compare(law, SCHEME, data, **OPTIONS)
    reconciled = reconcile(SCHEME, data, **OPTIONS)
    tables = tally, tally.requirements, compared, reconciled
    return tuple(table.to_dicts(hide_below=0) for table in tables)


def test_dask(people: pd.DataFrame, dask: Any) -> None:
    """Partition by partition, added up in a tree."""
    assert counted(dask.from_pandas(people, npartitions=5)) == counted(people)


def test_spark(people: pd.DataFrame, spark: Any, tmp_path: Any) -> None:
    """The workers judge and count; only counts come back."""
    file = tmp_path / "people.parquet"
    people.to_parquet(file)
    frame = spark.read.parquet(str(file)).repartition(3)
    assert counted(frame) == counted(people)
