"""Fertility rates and their errors from a tally: identities, and what is refused."""

from __future__ import annotations

import math

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import AgeGroupsError, DefinitionError
from famplan.model.age import AgeGroups
from famplan.tabulate.births import BirthKernel, BirthTally
from famplan.tabulate.exposure import Window
from famplan.tabulate.kernel import count
from famplan.tabulate.rates import rates
from famplan.tabulate.variance import Design, delta, ratio_scores

FIVE_YEARS = AgeGroups.regular(15, 50, width=5)
FROM_TEN = AgeGroups.regular(10, 50, width=5)
INTERVIEW = 1400


def survey(seed: int, size: int = 600) -> dict[str, np.ndarray]:
    """Women of 15 to 49 in 24 clusters and four strata, with up to two births each."""
    random = np.random.default_rng(seed)
    cluster = np.arange(size) % 24
    born = INTERVIEW - random.integers(15 * 12, 50 * 12, size)
    births = INTERVIEW - random.integers(1, 90, (2, size)).astype(float)
    births[births < born + 13 * 12] = np.nan
    return {
        "cluster": cluster,
        "stratum": cluster % 4,
        "urban": cluster % 2,
        "weight": random.integers(500_000, 2_000_000, size),
        "interview": np.full(size, INTERVIEW),
        "born": born,
        "b1": births[0],
        "b2": births[1],
    }


def tally(seed: int = 0, *, ages: AgeGroups = FIVE_YEARS, by: tuple[str, ...] = ()) -> BirthTally:
    """Births and exposure of the three years before the interview."""
    kernel = BirthKernel(
        by=by,
        window=Window(months=36),
        ages=ages,
        weight="weight",
        interview="interview",
        born="born",
        cluster="cluster",
        stratum="stratum",
        children=("b1", "b2"),
        weight_scale=1_000_000,
    )
    return BirthTally(kernel, count(kernel, [survey(seed)]))


def one(table: object) -> dict[str, object]:
    """Take the only record of a table."""
    (record,) = table
    return record


@given(st.integers(0, 2**16))
def test_the_total_is_the_sum_of_the_rates_times_five(seed: int) -> None:
    """And its births and woman-years are the sums of those by age."""
    counted = tally(seed)
    by_age, total = rates(counted, "ASFR"), one(rates(counted, "TFR"))
    assert total["value"] == pytest.approx(5 * sum(by_age.column("value")), rel=1e-12)
    for field in ("numerator", "denominator", "n"):
        assert total[field] == pytest.approx(sum(by_age.column(field)), rel=1e-12)


def test_the_linearised_error_of_the_total_is_the_delta_method() -> None:
    """Widths are the gradient; the jackknives come close to it and are not the same."""
    counted = tally()
    sums = counted.counts.sums
    design = Design.of(counted.counts)
    scores = ratio_scores(design, sums["births"], sums["months"] / 12)
    errors = {
        variance: one(rates(counted, "TFR", variance=variance))["se"]
        for variance in ("taylor", "jackknife", "stratified-jackknife")
    }
    assert errors["taylor"] == pytest.approx(delta(design, scores, FIVE_YEARS.widths)[0])
    assert len(set(errors.values())) == 3
    assert errors["stratified-jackknife"] == pytest.approx(errors["taylor"], rel=0.1)


def test_left_out_the_method_is_that_of_dhs_reports() -> None:
    """Jackknife for the total fertility rate, linearisation for the others."""
    counted = tally()
    for code, variance in {"TFR": "jackknife", "GFR": "taylor", "ASFR": "taylor"}.items():
        left_out, chosen = rates(counted, code), rates(counted, code, variance=variance)
        assert left_out.column("se") == chosen.column("se")


def test_groups_are_estimated_together_as_they_are_alone() -> None:
    """A table by residence holds what a tally of one residence alone gives."""
    both = rates(tally(by=("urban",)), ["TFR", "ASFR"]).where(urban=1)
    data = survey(0)
    kept = {name: column[data["urban"] == 1] for name, column in data.items()}
    kernel = tally().kernel
    alone = rates(BirthTally(kernel, count(kernel, [kept])), ["TFR", "ASFR"])
    for field in ("value", "se", "n"):
        np.testing.assert_allclose(both.column(field), alone.column(field), rtol=1e-9)


def test_single_years_add_up_to_the_teens() -> None:
    """The adolescent rate is births over woman-years at 15–19, in groups of any width."""
    wide = one(rates(tally(), "ABR"))
    narrow = one(rates(tally(ages=AgeGroups.regular(15, 50, width=1)), "ABR"))
    for field in ("value", "se", "numerator", "denominator", "n"):
        assert narrow[field] == pytest.approx(wide[field], rel=1e-12)
    assert wide["value"] == pytest.approx(rates(tally(), "ASFR").column("value")[0])


def test_the_general_rate_says_its_definition() -> None:
    """Births under 15 raise the DHS rate and no other; left out, the ages decide."""
    counted = tally(ages=FROM_TEN)
    found = {
        definition: one(rates(counted, "GFR", definition=definition))
        for definition in ("15-49", "15-plus/15-44", "dhs")
    }
    assert found["dhs"]["numerator"] > found["15-plus/15-44"]["numerator"]
    assert found["15-plus/15-44"]["numerator"] == found["15-49"]["numerator"]
    assert found["15-49"]["denominator"] > found["dhs"]["denominator"]
    assert one(rates(counted, "GFR")) == found["dhs"]
    assert one(rates(tally(), "GFR"))["definition"] == "15-49"


def test_girls_under_15_are_left_out_of_the_rates_by_age() -> None:
    """Their rate needs inflation: few of their age were old enough to be asked."""
    assert rates(tally(ages=FROM_TEN), "ASFR").column("age") == list(FIVE_YEARS.labels)
    young = rates(tally(ages=AgeGroups.regular(10, 16, width=3)), "ASFR")
    assert young.column("age") == ["10–12", "13–15"]


def test_lower_limits_are_cut_at_zero_and_t_is_wider() -> None:
    """A rate cannot be negative."""
    counted = tally(3)
    normal, student = (rates(counted, "ASFR", interval=kind) for kind in ("normal", "t"))
    assert min(normal.column("low")) >= 0
    assert all(np.array(student.column("high")) >= np.array(normal.column("high")))


def test_without_exposure_nothing_is_known() -> None:
    """No woman at an age: its rate and the total are nan, its base is zero."""
    counted = tally()
    months = counted.counts.sums["months"].copy()
    months[:, 6] = 0
    births = counted.counts.sums["births"].copy()
    births[:, 6] = 0
    sums = {**counted.counts.sums, "months": months, "births": births}
    emptied = attrs.evolve(counted, counts=attrs.evolve(counted.counts, sums=sums))
    last = rates(emptied, "ASFR").to_dicts()[-1]
    assert math.isnan(last["value"])
    assert last["denominator"] == 0
    assert math.isnan(one(rates(emptied, "TFR"))["value"])


def test_a_cluster_without_exposure_is_not_left_out_in_turn() -> None:
    """Girls too young to be exposed add no cluster to the jackknife of total fertility."""
    data, kernel = survey(0), tally().kernel
    girls = {name: column[:5] for name, column in data.items()}
    girls |= {"cluster": np.full(5, 99), "born": np.full(5, INTERVIEW - 14 * 12)}
    girls |= {"b1": np.full(5, np.nan), "b2": np.full(5, np.nan)}
    with_girls = BirthTally(kernel, count(kernel, [data, girls]))
    assert one(rates(with_girls, "TFR"))["se"] == pytest.approx(one(rates(tally(), "TFR"))["se"])


def test_what_does_not_fit_is_refused() -> None:
    """Unknown indicators and choices, births that were not counted, ages that do not reach."""
    counted = tally()
    with pytest.raises(DefinitionError, match="'ASFR', 'TFR', 'GFR', 'ABR'"):
        rates(counted, "CBR")
    with pytest.raises(DefinitionError, match="'15-49', '15-plus/15-44', 'dhs'"):
        rates(counted, "GFR", definition="15-44")
    with pytest.raises(DefinitionError, match="births under 15 too, and these were not counted"):
        rates(counted, "GFR", definition="dhs")
    with pytest.raises(DefinitionError, match="logit limits are for proportions"):
        rates(counted, "TFR", interval="logit")
    with pytest.raises(AgeGroupsError, match="must begin at 15 and end at 50"):
        rates(tally(ages=AgeGroups.regular(15, 45, width=5)), "TFR")
