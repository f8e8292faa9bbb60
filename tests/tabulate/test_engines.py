"""Spark and Dask count what numpy counts: the same kernel, run where the rows are.

`make test-engines` installs both and runs this; elsewhere a test skips where its engine is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from famplan.errors import InvalidInputError
from famplan.tabulate import birth_history
from famplan.tabulate.sources import batches, columns_of, run

if TYPE_CHECKING:
    from pathlib import Path

    from famplan.tabulate.births import BirthTally
    from famplan.tabulate.counts import Counts

pytestmark = pytest.mark.engines


@pytest.fixture(scope="module")
def women() -> pd.DataFrame:
    """Women with up to three births, weights, text groups and gaps."""
    random = np.random.default_rng(20130630)
    size = 4000
    born = random.integers(770, 1180, size)
    frame = pd.DataFrame(
        {
            "v005": random.integers(200_000, 3_000_000, size),
            "v008": random.integers(1355, 1363, size),
            "v011": born,
            "v021": random.integers(1, 90, size),
            "v022": random.integers(1, 5, size),
            "v025": random.choice(["town", "village", None], size, p=[0.3, 0.6, 0.1]),
        }
    )
    child = frame["v008"] - random.integers(0, 60, size)
    for rank in (1, 2, 3):
        frame[f"b3_{rank:02d}"] = child.where((child > born + 180) & (random.random(size) < 0.5))
        child -= random.integers(10, 40, size)
    return frame


def counted(data: object) -> BirthTally:
    """Births and exposure by place, with the rows that cannot be right left out."""
    return birth_history(data, by="v025", faults="drop")


@pytest.fixture(scope="module")
def wanted(women: pd.DataFrame) -> BirthTally:
    """What numpy counts."""
    return counted(women)


def cells(counts: Counts) -> dict[tuple[Any, ...], dict[str, list[float]]]:
    """Sums by the categories of their cell."""
    rows = zip(*counts.keys, strict=True)
    return {
        key: {name: array[row].tolist() for name, array in counts.sums.items()}
        for row, key in enumerate(rows)
    }


def check_same(found: BirthTally, wanted: BirthTally) -> None:
    """Every cell, to the last bit: weights are whole numbers, so no order of adding matters."""
    assert cells(found.counts) == cells(wanted.counts)
    assert found.findings.rows == wanted.findings.rows
    assert found.findings.counts == wanted.findings.counts


@pytest.mark.parametrize("partitions", [1, 7])
def test_spark_counts_the_same(
    spark: Any, women: pd.DataFrame, wanted: BirthTally, partitions: int
) -> None:
    """In any number of partitions; null is unknown there, not nan."""
    frame = spark.createDataFrame(women.convert_dtypes()).repartition(partitions)
    check_same(counted(frame), wanted)


def test_spark_reads_the_same_from_parquet(
    spark: Any, women: pd.DataFrame, wanted: BirthTally, tmp_path: Path
) -> None:
    """A file that both can read."""
    women.to_parquet(tmp_path / "women.parquet")
    check_same(counted(spark.read.parquet(str(tmp_path / "women.parquet"))), wanted)
    check_same(counted(tmp_path / "women.parquet"), wanted)


def test_spark_may_have_empty_partitions(spark: Any, women: pd.DataFrame) -> None:
    """More partitions than rows."""
    few = women[:3]
    check_same(counted(spark.createDataFrame(few.convert_dtypes()).repartition(9)), counted(few))


def test_an_error_in_a_spark_worker_is_the_one_that_numpy_raises(
    spark: Any, women: pd.DataFrame
) -> None:
    """No traceback of Spark's around it."""
    frame = women.astype({"v008": "str"})
    frame.loc[3, "v008"] = "June"
    with pytest.raises(InvalidInputError) as expected:
        counted(frame)
    with pytest.raises(InvalidInputError) as caught:
        counted(spark.createDataFrame(frame).repartition(1))
    assert caught.value.problem == expected.value.problem


def test_spark_lacks_a_column(spark: Any, women: pd.DataFrame, wanted: BirthTally) -> None:
    """It is named before any job starts."""
    frame = spark.createDataFrame(women.drop(columns="v025"))
    with pytest.raises(InvalidInputError, match="v025"):
        counted(frame)
    with pytest.raises(InvalidInputError, match="v025"):
        run(wanted.kernel, frame)


def test_spark_counts_columns_of_any_name(spark: Any, women: pd.DataFrame) -> None:
    """A name with a dot or a quote is a name."""
    frame = women.rename(columns={"v025": "place.`kind`"})
    found, wanted = (
        birth_history(data, by="place.`kind`", faults="drop")
        for data in (spark.createDataFrame(frame.convert_dtypes()).repartition(2), frame)
    )
    check_same(found, wanted)


def test_rows_of_spark_can_be_fetched(spark: Any) -> None:
    """For a table that is joined to another; names may be any."""
    frame = spark.createDataFrame(pd.DataFrame({"a.b": [1, 2], "c`d": ["x", "y"]}))
    (batch,) = batches(frame.coalesce(1), ["c`d", "a.b"])
    assert columns_of(frame) == ("a.b", "c`d")
    assert np.asarray(batch["a.b"]).tolist() == [1, 2]


@pytest.mark.parametrize("partitions", [1, 3, 70])
def test_dask_counts_the_same(
    dask: Any, women: pd.DataFrame, wanted: BirthTally, partitions: int
) -> None:
    """In any number of partitions."""
    check_same(counted(dask.from_pandas(women, npartitions=partitions)), wanted)


def test_dask_reads_the_same_from_parquet(
    dask: Any, women: pd.DataFrame, wanted: BirthTally, tmp_path: Path
) -> None:
    """Reading only the columns that are counted."""
    women.assign(other="x" * 10).to_parquet(tmp_path / "women.parquet")
    check_same(counted(dask.read_parquet(tmp_path / "women.parquet")), wanted)


def test_dask_lacks_a_column(dask: Any, women: pd.DataFrame, wanted: BirthTally) -> None:
    """It is named before anything is computed."""
    frame = dask.from_pandas(women.drop(columns="v025"), npartitions=2)
    with pytest.raises(InvalidInputError, match="v025"):
        run(wanted.kernel, frame)


def test_rows_of_dask_can_be_fetched(dask: Any, women: pd.DataFrame) -> None:
    """Partition after partition."""
    found = [batch["v021"] for batch in batches(dask.from_pandas(women, npartitions=3), ["v021"])]
    assert np.concatenate(found).tolist() == women["v021"].tolist()


def by_truth(data: object) -> list[tuple[Any, ...]]:
    """General fertility of women in town, not in town, and of those of whom it is unknown."""
    table = birth_history(data, by="town", faults="drop").estimate("GFR")
    return [(record["town"], record["value"], record["n"]) for record in table]


def test_true_and_false_come_back_from_every_engine(
    spark: Any, dask: Any, women: pd.DataFrame
) -> None:
    """Not as 1 and 0, and unknown as unknown."""
    town = (women["v025"] == "town").astype("boolean").where(women["v025"].notna())
    frame = women.assign(town=town)
    wanted = by_truth(frame)
    assert [group for group, *_ in wanted] == [False, True, None]
    assert {type(group) for group, *_ in wanted} == {bool, type(None)}
    assert by_truth(spark.createDataFrame(frame.convert_dtypes()).repartition(3)) == wanted
    assert by_truth(dask.from_pandas(frame, npartitions=3)) == wanted


def test_ordered_categories_stand_in_their_order_in_dask(dask: Any, women: pd.DataFrame) -> None:
    """Spark has no categories."""
    places = pd.Categorical(women["v025"], ["village", "town"], ordered=True)
    frame = dask.from_pandas(women.assign(v025=places), npartitions=3)
    assert counted(frame).estimate("TFR").column("v025") == ["village", "town", None]
