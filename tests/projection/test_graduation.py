"""Graduation: worked examples, what always holds, and errors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from famplan.errors import AgeGroupsError, DefinitionError, InvalidInputError, NegativeCountError
from famplan.model.age import AgeGroups
from famplan.projection import graduate, life_table, population_between, spread_open_age
from famplan.projection.constants import published
from famplan.projection.graduation.multipliers import multiplier_matrix

ORACLE = Path(__file__).parents[3] / "shared" / "oracle" / "age_data"
FIVES = AgeGroups(tuple(range(0, 81, 5)), open_end=True)
ABRIDGED = AgeGroups((0, 1, *range(5, 81, 5)), open_end=True)
METHODS = ["sprague", "beers-ordinary", "beers-modified", "monotone", "uniform"]
MULTIPLIERS = METHODS[:3]

people = arrays(np.float64, (2, 17), elements=st.floats(1, 1e6))


def sums(single: np.ndarray, ages: AgeGroups) -> np.ndarray:
    """Add single ages up to groups; the open one stays."""
    starts = np.array(ages.bounds[:-1]) - ages.bounds[0]
    closed = np.add.reduceat(single[..., :-1], starts, axis=-1)
    return np.concatenate([closed, single[..., -1:]], axis=-1)


def smooth(ages: AgeGroups) -> np.ndarray:
    """Counts that fall smoothly with age, by group."""
    single = 1000 * np.exp(-0.02 * np.arange(80)) * (1 - (np.arange(80) / 100) ** 3)
    starts = np.array(ages.bounds[:-1])
    return np.append(np.add.reduceat(single, starts), 900.0)


@pytest.mark.parametrize("formula", MULTIPLIERS)
def test_multipliers_add_up_as_they_are_meant_to(formula: str) -> None:
    """Each age takes a fifth in all; Sprague's and Beers' ordinary ones give each group its own."""
    matrix = multiplier_matrix(formula, groups=8)
    np.testing.assert_allclose(matrix.sum(axis=1), 0.2, atol=1e-9)
    per_group = np.add.reduceat(matrix, np.arange(0, 40, 5), axis=0)
    kept = np.abs(per_group - np.eye(8)).max()
    assert (kept < 1e-9) == (formula != "beers-modified")
    np.testing.assert_allclose(matrix.sum(axis=0).sum(), 8, atol=1e-9)
    assert published("multipliers")[formula]["source"]["grade"] == "C"


def test_the_first_age_by_hand() -> None:
    """0.3616 × 74 − 0.2768 × 68 + 0.1488 × 61 − 0.0336 × 52 = 15.2656; Beers adds a fifth term."""
    groups = ["0–4", "5–9", "10–14", "15–19", "20–24"]
    counts = [74, 68, 61, 52, 45]
    assert graduate(counts, ages=groups, method="sprague").counts[0] == pytest.approx(15.2656)
    beers = 0.3333 * 74 - 0.1636 * 68 - 0.0210 * 61 + 0.0796 * 52 - 0.0283 * 45
    assert graduate(counts, ages=groups, method="beers-ordinary").counts[0] == pytest.approx(beers)
    last = 0.3616 * 45 - 0.2768 * 52 + 0.1488 * 61 - 0.0336 * 68
    assert graduate(counts, ages=groups, method="sprague").counts[-1] == pytest.approx(last)


@pytest.mark.parametrize("formula", ["sprague", "beers-ordinary"])
def test_a_polynomial_of_low_degree_comes_back(formula: str) -> None:
    """Single ages on a parabola are found from their groups, within the rounding of four digits."""
    ages = np.arange(40)
    single = 500 + 20.0 * ages - 0.4 * ages**2
    found = graduate(
        single.reshape(8, 5).sum(axis=1), ages=AgeGroups(tuple(range(0, 41, 5))), method=formula
    )
    np.testing.assert_allclose(found.counts, single, rtol=2e-3)


@given(people, st.sampled_from(METHODS))
def test_groups_keep_their_totals(counts: np.ndarray, method: str) -> None:
    """Every method, the open group untouched."""
    found = graduate(counts, ages=FIVES, method=method, negatives="monotone")
    np.testing.assert_allclose(sums(found.counts, FIVES), counts, rtol=1e-9)
    np.testing.assert_allclose(found.total, counts.sum(axis=-1), rtol=1e-9)
    assert found.ages == AgeGroups(tuple(range(81)), open_end=True)
    assert (found.counts >= 0).all()
    assert found.method.startswith(method)


@given(people, st.sampled_from(METHODS), st.floats(0.1, 10))
def test_scaling_and_rows_pass_through(counts: np.ndarray, method: str, factor: float) -> None:
    """Twice the people, twice each age; and rows do not know of one another."""
    made = {"ages": FIVES, "method": method, "negatives": "keep"}
    found = graduate(counts, **made).counts
    np.testing.assert_allclose(graduate(factor * counts, **made).counts, factor * found, rtol=1e-6)
    np.testing.assert_allclose(graduate(counts[::-1], **made).counts[::-1], found)
    np.testing.assert_allclose(graduate(counts[0], **made).counts, found[0])


@pytest.mark.parametrize("method", METHODS)
def test_infants_keep_their_own_total(method: str) -> None:
    """0 and 1–4 stay what they are."""
    found = graduate(smooth(ABRIDGED), ages=ABRIDGED, method=method)
    np.testing.assert_allclose(sums(found.counts, ABRIDGED), smooth(ABRIDGED), rtol=1e-9)
    assert found.counts[0] == pytest.approx(smooth(ABRIDGED)[0])


def test_the_modified_formula_smooths_between_groups() -> None:
    """Left to, it moves totals and not the whole; the name says so."""
    counts = smooth(FIVES)
    counts[5] *= 1.3
    loose = graduate(counts, ages=FIVES, method="beers-modified", keep_totals=False)
    moved = sums(loose.counts, FIVES) - counts
    assert abs(moved[5]) > 1
    assert moved.sum() == pytest.approx(0, abs=1e-6)
    assert loose.method == "beers-modified, totals not kept"


def test_multipliers_give_negative_ages_where_groups_fall_steeply() -> None:
    """Refused with the age; or that group is split monotonely; or it is kept."""
    counts = np.stack([smooth(FIVES)] * 2)
    counts[1, 15] = 0.5
    with pytest.raises(InvalidInputError, match=r"counts at age 7\d of row \(1,\): multipliers"):
        graduate(counts, ages=FIVES, method="sprague")
    with pytest.raises(InvalidInputError, match=r"counts at age 7\d: multipliers give -"):
        graduate(counts[1], ages=FIVES, method="sprague")
    kept = graduate(counts, ages=FIVES, method="sprague", negatives="keep")
    assert kept.counts.min() < 0
    mended = graduate(counts, ages=FIVES, method="sprague", negatives="monotone")
    assert mended.counts.min() >= 0
    np.testing.assert_allclose(mended.counts[0], kept.counts[0])
    assert mended.method == "sprague, monotone where negative"


def test_pro_rata_follows_the_pattern() -> None:
    """Shares within groups are those of the pattern; where it has nobody, they are even."""
    pattern = np.concatenate([np.arange(1, 6), np.zeros(5)])
    found = graduate([30, 10], ages=["0–4", "5–9"], method="pro-rata", pattern=pattern)
    assert found.counts.tolist() == [2, 4, 6, 8, 10, 2, 2, 2, 2, 2]
    many = graduate([30, 10], ages=["0–4", "5–9"], method="pro-rata", pattern=[pattern] * 3)
    assert many.counts.shape == (3, 10)


def test_unknown_counts_stay_unknown() -> None:
    """A monotone curve needs all groups; uniform splitting only its own."""
    counts = smooth(FIVES)
    counts[3] = np.nan
    assert np.isnan(graduate(counts, ages=FIVES, method="monotone").counts[:-1]).all()
    even = graduate(counts, ages=FIVES, method="uniform").counts
    assert np.isnan(even).sum() == 5
    sprague = graduate(counts, ages=FIVES, method="sprague").counts
    assert np.isnan(sprague[15:20]).all()


def test_a_heaped_population_keeps_its_totals() -> None:
    """Single years of the oracle, grouped and graduated: fives no longer stand out."""
    if not ORACLE.exists():
        pytest.skip("the oracle's folder is not here")
    heaped = np.loadtxt(
        ORACLE / "pop1m_pasex.csv", delimiter=",", skiprows=1, usecols=1, converters=_number
    )
    ages = AgeGroups(tuple(range(0, 96, 5)), open_end=True)
    groups = np.append(heaped[:95].reshape(19, 5).sum(axis=1), heaped[95:].sum())
    for method in METHODS:
        found = graduate(groups, ages=ages, method=method, negatives="monotone")
        np.testing.assert_allclose(sums(found.counts, ages), groups, rtol=1e-9)
        fives = found.counts[25:60:5].sum() / found.counts[23:58].sum() * 5
        assert abs(fives - 1) < 0.07
    assert heaped[25:60:5].sum() / heaped[23:58].sum() * 5 > 1.5


def _number(text: str | bytes) -> float:
    return float(text.decode().strip('"') if isinstance(text, bytes) else text.strip('"'))


def test_what_is_wrong_is_named() -> None:
    """Groups, counts, methods and patterns."""
    with pytest.raises(AgeGroupsError, match="sprague splits at least 5 closed groups of five"):
        graduate([1, 2, 3], ages=["0–4", "5–9", "10+"], method="sprague")
    with pytest.raises(AgeGroupsError, match="groups of five years; these are 0–9"):
        graduate([1.0] * 5, ages=AgeGroups.regular(0, 50, width=10), method="beers-ordinary")
    with pytest.raises(AgeGroupsError, match="counts: 2 entries for 3 age groups"):
        graduate([1, 2], ages=["0–4", "5–9", "10+"], method="uniform")
    with pytest.raises(NegativeCountError, match=r"counts\[1\]: -2 is below 0"):
        graduate([1, -2, 3], ages=["0–4", "5–9", "10+"], method="uniform")
    with pytest.raises(DefinitionError, match="method: 'spline' is none of"):
        graduate([1], ages=["0–4"], method="spline")  # type: ignore[arg-type]
    with pytest.raises(DefinitionError, match="negatives: 'zero' is none of"):
        graduate([1], ages=["0–4"], method="uniform", negatives="zero")  # type: ignore[arg-type]
    with pytest.raises(DefinitionError, match="pattern: is missing"):
        graduate([1], ages=["0–4"], method="pro-rata")
    with pytest.raises(DefinitionError, match="pattern: is not used by 'uniform'"):
        graduate([1], ages=["0–4"], method="uniform", pattern=[1] * 5)
    with pytest.raises(AgeGroupsError, match=r"pattern: shape \(3,\) for 5 single ages"):
        graduate([1], ages=["0–4"], method="pro-rata", pattern=[1] * 3)


def test_counts_in_text_and_records() -> None:
    """Long ones are cut in the middle; rows have a place."""
    found = graduate(np.stack([smooth(FIVES)] * 2), ages=FIVES, method="uniform")
    assert "…" in str(found)
    records = found.to_records()
    assert records[-1]["row"] == (1,)
    assert records[-1] == {"row": (1,), "age": "80+", "count": 900.0}
    assert "row" not in graduate([5, 1], ages=["0–4", "5+"], method="uniform").to_records()[0]


# The open group

OLD = ["80–84", "85–89", "90–94", "95–99", "100+"]
old_rates = arrays(np.float64, 5, elements=st.floats(0.02, 0.6))


@given(old_rates, st.floats(0, 1e6), st.floats(-0.02, 0.03))
def test_spreading_keeps_the_total(rates: np.ndarray, oldest: float, growth: float) -> None:
    """And the closed groups; growth makes the oldest fewer."""
    table = life_table(rates, ages=OLD, sex="female", nax="constant-force")
    made = {"ages": ["75–79", "80+"], "table": table}
    still = spread_open_age([100, oldest], **made)
    moving = spread_open_age([100, oldest], growth=growth, **made)
    for found in (still, moving):
        assert found.total == pytest.approx(100 + oldest)
        assert found.counts[0] == 100
        assert (found.counts >= 0).all()
        assert found.ages.labels == ("75–79", *OLD)
    if growth > 1e-6 and oldest > 1:
        assert moving.counts[-1] < still.counts[-1]
    np.testing.assert_allclose(
        still.counts[1:] * table.nLx.sum(), oldest * table.nLx, rtol=1e-9, atol=1e-9
    )


def test_spreading_many_areas_and_a_table_from_birth() -> None:
    """Areas in front of people or of tables; groups below the open one are not looked at."""
    table = life_table(
        [[0.01, 0.02, 0.1, 0.3]] * 3, ages=["0", "1–79", "80–84", "85+"], sex="both", a0="keyfitz"
    )
    found = spread_open_age([[10, 20], [30, 40], [5, 6]], ages=["0–79", "80+"], table=table)
    assert found.counts.shape == (3, 3)
    assert found.method == "open group spread by life table"
    np.testing.assert_allclose(found.total, [30, 70, 11])
    one = spread_open_age([10, 20], ages=["0–79", "80+"], table=table, growth=[0, 0.01, 0.02])
    assert one.counts.shape == (3, 3)
    assert one.method.endswith("stable population")


def test_a_group_that_cannot_be_spread_is_refused() -> None:
    """Closed, beginning elsewhere, or as high as the table."""
    table = life_table([0.1, 0.2], ages=["80–84", "85+"], sex="male")
    for ages in (["75–79", "80–84"], ["70–74", "75+"], ["80–84", "85+"]):
        with pytest.raises(AgeGroupsError, match="cannot be spread over 80–84, 85"):
            spread_open_age([1, 2], ages=ages, table=table)


# Between two dates


@given(people, people, st.floats(0, 1), st.sampled_from(["linear", "exponential"]))
def test_populations_between_lie_between(
    one: np.ndarray, other: np.ndarray, share: float, method: str
) -> None:
    """At the ends they are the ends, and from either end the same."""
    made = {"years": 10, "method": method}
    found = np.asarray(population_between(one, later=other, after=10 * share, **made))
    assert (found >= np.minimum(one, other) * (1 - 1e-9)).all()
    assert (found <= np.maximum(one, other) * (1 + 1e-9)).all()
    np.testing.assert_allclose(population_between(one, later=other, after=0, **made), one)
    np.testing.assert_allclose(population_between(one, later=other, after=10, **made), other)
    back = population_between(other, later=one, after=10 * (1 - share), **made)
    np.testing.assert_allclose(back, found, rtol=1e-6)


def test_nothing_grows_from_zero_by_a_share() -> None:
    """There the line is straight; many times stand in front."""
    found = population_between(
        [0, 100], later=[10, 400], years=10, after=np.array([[0], [5], [10]]), method="exponential"
    )
    assert np.asarray(found).tolist() == [[0, 100], [5, 200], [10, 400]]


@pytest.mark.parametrize("method", ["sprague", "beers-ordinary", "beers-modified"])
def test_an_unknown_group_hides_its_neighbours_alone(method: str) -> None:
    """Multipliers look two groups to either side; the rest is as it would be."""
    ages = AgeGroups(tuple(range(0, 61, 5)))
    whole = np.linspace(100, 40, 12)
    unknown = whole.copy()
    unknown[2] = np.nan
    found = graduate(unknown, ages=ages, method=method).counts  # type: ignore[arg-type]
    sure = graduate(whole, ages=ages, method=method).counts  # type: ignore[arg-type]
    assert np.isnan(found[:25]).any()
    assert np.isnan(found[10:15]).all()
    np.testing.assert_allclose(found[25:], sure[25:])


def test_between_a_date_and_itself_nothing_is_known() -> None:
    """No share of no time has gone."""
    assert np.isnan(population_between(1, later=2, years=0, after=0, method="linear"))


def test_times_outside_are_refused() -> None:
    """That would be a projection."""
    with pytest.raises(InvalidInputError, match="after: a time outside the years between"):
        population_between(1, later=2, years=10, after=11, method="linear")
    with pytest.raises(DefinitionError, match="method: 'cubic' is none of 'linear', 'exponential'"):
        population_between(1, later=2, years=10, after=1, method="cubic")  # type: ignore[arg-type]
