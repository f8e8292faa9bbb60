"""Spark and Dask say of every row what the evaluator of single records says of it.

`make test-engines` installs both and runs this; elsewhere a test skips where its engine is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
import random_rules
from hypothesis import HealthCheck, Phase, given, settings
from random_rules import PEOPLE, People, as_arrays, rules, schemes

if TYPE_CHECKING:
    from famplan.rules.rule import Rule
    from famplan.rules.scheme import Scheme

pytestmark = pytest.mark.engines

FEW = settings(
    max_examples=10,
    phases=[Phase.generate],  # each example is a job: looking for a simpler one takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def reading(people: People, **more: Any) -> dict[str, Any]:
    """Say where facts, children and dates are; the table of children goes to the workers."""
    return {"on": "on", "children": people.children(), "key": ("id", "parent"), **more}


@pytest.fixture(autouse=True)
def _sent(request: pytest.FixtureRequest) -> None:
    """Let workers import the words that rules of these tests choose from."""
    if "spark" in request.fixturenames:
        request.getfixturevalue("spark").sparkContext.addPyFile(random_rules.__file__)


@FEW
@given(law=rules(), people=PEOPLE)
def test_spark_and_a_rule(spark: Any, law: Rule[Any], people: People) -> None:
    """A column more, in the order of the rows of each partition."""
    frame = spark.createDataFrame(people.table())
    found = law.status(frame, **reading(people)).collect()
    assert [row[law.code] for row in found] == people.outcomes(law)


@FEW
@given(law=schemes(), people=PEOPLE)
def test_spark_and_a_scheme(spark: Any, law: Scheme[Any], people: People) -> None:
    """Each row by the law of its date and its place, with the words of outcomes."""
    frame = spark.createDataFrame(people.table())
    found = law.status(frame, labels=True, **reading(people, places="place")).toArrow()
    arrays = law.status(people.table(), labels=True, **reading(people, places="place"))
    assert found[law.code].to_pylist() == arrays.to_pylist()
    assert law.status(people.table(), **reading(people, places="place")).to_pylist() == (
        people.outcomes(law)
    )


@FEW
@given(law=rules(), people=PEOPLE)
def test_dask_and_a_rule(dask: Any, law: Rule[Any], people: People) -> None:
    """A series with the index of the frame."""
    frame = people.table().to_pandas(types_mapper=pd.ArrowDtype)
    found = law.status(dask.from_pandas(frame, npartitions=3), **reading(people)).compute()
    assert (found.name, found.tolist()) == (law.code, people.outcomes(law))
    assert found.index.equals(frame.index)


@FEW
@given(law=schemes(), people=PEOPLE)
def test_dask_and_a_scheme(dask: Any, law: Scheme[Any], people: People) -> None:
    """Each row by the law of its date and its place, in types of numpy."""
    frame = dask.from_pandas(pd.DataFrame(as_arrays(people.table())), npartitions=2)
    found = law.status(frame, **reading(people, places="place"))
    assert found.compute().tolist() == people.outcomes(law)
    words = law.status(frame, labels=True, **reading(people, places="place"))
    assert words.compute().dtype == words.dtype
