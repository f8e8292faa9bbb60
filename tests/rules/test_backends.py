"""Every backend says of every row what the evaluator of single records says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from random_rules import PEOPLE, People, as_arrays, as_masked, people_of, rules, schemes

from famplan.rules import rewards
from famplan.rules.subjects import PARENT

if TYPE_CHECKING:
    from famplan.rules.rule import Rule
    from famplan.rules.scheme import Scheme

BACKENDS = {
    "arrays": as_arrays,
    "masked arrays": as_masked,
    "lists": lambda table: table.to_pydict(),
    "pandas": lambda table: table.to_pandas(),
    "pandas, nullable": lambda table: table.to_pandas().convert_dtypes(),
    "pandas, arrow": lambda table: table.to_pandas(types_mapper=pd.ArrowDtype),
    "polars": pl.from_arrow,
    "polars, lazy": lambda table: pl.from_arrow(table).lazy(),
    "pyarrow": lambda table: table,
    "DuckDB": duckdb.from_arrow,
}


def codes(found: Any, name: str) -> list[int]:
    """Take the outcomes out of whatever the library gave."""
    if isinstance(found, pl.LazyFrame):
        return found.collect()[name].to_list()
    if isinstance(found, duckdb.DuckDBPyRelation):
        return [row[0] for row in found.project(f'"{name}"').fetchall()]
    return list(found.to_list() if isinstance(found, pl.Series) else found.tolist())


def status(law: Rule[Any] | Scheme[Any], people: People, backend: str, **reading: Any) -> list[int]:
    """Judge all rows at once."""
    make = BACKENDS[backend]
    data, table = make(people.table()), make(people.children())
    reading = {"on": "on", "children": table, "key": ("id", "parent"), **reading}
    return codes(law.status(data, **reading), law.code)


@pytest.mark.parametrize("backend", BACKENDS)
@given(rules(), PEOPLE)
def test_a_rule_is_the_same_everywhere(backend: str, rule: Rule[Any], people: People) -> None:
    """Random facts, reference dates and conditions."""
    assert status(rule, people, backend) == people.outcomes(rule)


@pytest.mark.parametrize("backend", BACKENDS)
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(schemes(), PEOPLE)
def test_a_scheme_is_the_same_everywhere(backend: str, scheme: Scheme[Any], people: People) -> None:
    """Each row by the law of its date and its place, whichever leap day that has."""
    assert status(scheme, people, backend, places="place") == people.outcomes(scheme)


@pytest.mark.parametrize("backend", BACKENDS)
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40)
@given(people_of(PARENT))
def test_the_reward_of_a_village_is_the_same_everywhere(backend: str, people: People) -> None:
    """The scheme of the documents, with every fact that parents have."""
    law = rewards.RURAL_REWARD
    assert status(law, people, backend, places="place") == people.outcomes(law)
