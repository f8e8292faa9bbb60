"""The statutory forms keep their identities."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
import pytest

from famplan.errors import DefinitionError, InvalidRecordError
from famplan.model import Period
from famplan.tabulate import register
from famplan.tabulate.register.totals import Totals

if TYPE_CHECKING:
    from collections.abc import Callable

    from famplan.tabulate import RegisterTally

YEAR = Period.statistical_year(2013)


@pytest.fixture(scope="module")
def tally(county: Any) -> RegisterTally:
    """The county in a statistical year, by township."""
    return register(county, period=YEAR, by="township")


def test_the_columns_are_those_of_the_forms(tally: RegisterTally) -> None:
    """Population and births; users and procedures."""
    forms = tally.forms()
    names = [column.name for column in forms.form1.columns]
    assert len(names) == 15
    assert names[:3] == [
        "closing population",
        "closing married women 15–49",
        "closing certificate holders",
    ]
    assert len(forms.form2.columns) == 9 + 7
    assert all(column.name_zh for form in (forms.form1, forms.form2) for column in form.columns)


def test_subtotals_are_the_sums_of_their_parts(tally: RegisterTally) -> None:
    """In every unit, and for the whole county."""
    for form in (tally.forms().form2, tally.roll_up(None).forms().form2):
        for subtotal in ("users, subtotal", "procedures, subtotal"):
            parts = [c.name for c in form.columns if c.adds_up_to == subtotal]
            assert np.array_equal(form.column(subtotal), sum(form.column(name) for name in parts))
    whole = tally.roll_up(None).forms().form1
    assert np.array_equal(tally.forms().form1.values.sum(axis=0), whole.values.sum(axis=0))


def test_births_on_the_form_are_those_of_the_tally(tally: RegisterTally) -> None:
    """Those told of in time by order, and those of earlier periods apart."""
    form, totals = tally.forms().form1, Totals(tally)
    in_time = sum(form.column(f"births, order {order}") for order in ("1", "2", "3+"))
    late = sum(form.column(f"unreported before, order {order}") for order in ("1", "2", "3+"))
    assert np.array_equal(in_time, totals.one("births", "births", when=("in period",)))
    assert np.array_equal(late, totals.one("births", "births", when=("late report",)))


def test_a_form_that_does_not_add_up_is_refused(tally: RegisterTally) -> None:
    """Whoever types into it."""
    form = tally.forms().form2
    wrong = form.values.copy()
    wrong[0, 0] += 1
    with pytest.raises(InvalidRecordError, match="users, subtotal: is not the sum of users, male"):
        attrs.evolve(form, values=wrong)
    form = tally.forms().form1
    wrong = form.values.copy()
    wrong[0, 4] = wrong[0, 3] + 1
    with pytest.raises(InvalidRecordError, match="in plan: exceeds births, order 1"):
        attrs.evolve(form, values=wrong)
    with pytest.raises(DefinitionError, match="'births' is none of closing population"):
        form.column("births")


def test_small_counts_are_hidden_with_what_would_give_them_back(tally: RegisterTally) -> None:
    """A subtotal with one hidden part is hidden too; so is a part that leaves a small rest."""
    shown, hidden = tally.forms(hide_below=0), tally.forms()
    for form, safe in ((shown.form1, hidden.form1), (shown.form2, hidden.form2)):
        for counts, row in zip(form.values, safe.to_dicts(), strict=True):
            values = dict(zip([c.name for c in form.columns], counts, strict=True))
            for column in form.columns:
                given = row[column.name]
                if 0 < values[column.name] < 10:
                    assert given is None
                if column.part_of and 0 < values[column.part_of] - values[column.name] < 10:
                    assert given is None
            for total in {c.adds_up_to for c in form.columns} - {""}:
                gone = [c for c in form.columns if c.adds_up_to == total and row[c.name] is None]
                assert len(gone) != 1 or row[total] is None
    assert "*" in hidden.form1.to_csv()
    assert "*" not in shown.form1.to_csv()
    assert hidden.form1.to_csv("zh").startswith("单位,期末总人口,")
    assert repr(shown.form2).startswith("Form 2, contraception\narea,")


def test_what_fits_no_column_is_said(make: Callable[..., Any], tree: Any) -> None:
    """Births of unknown order or conformity, and users who are not married."""
    made = make(
        areas=tree,
        persons={"birth": [date(1990, 1, 1)], "sex": ["female"], "area": [4]},
        births={
            "mother": [0, 0],
            "occurred": [date(2013, 1, 1), date(2013, 2, 1)],
            "sex": ["male"] * 2,
            "order": [None, 1],
            "in_policy": [1, None],
            "area": [4, 4],
        },
        couples={"wife": []},
        method_use={"person": [0], "method": ["IUD"], "started": [date(2012, 1, 1)]},
    )
    forms = register(made, period=YEAR).forms()
    assert forms.form1.warnings == (
        "births: 1 of unknown order are counted in no column",
        "births: 1 of unknown conformity are counted not in plan",
    )
    assert forms.form2.warnings == (
        "users exceed married women of 15–49 in 1 units: some are neither",
    )
