"""Life tables: worked examples, published figures, what always holds, and errors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from famplan.errors import AgeGroupsError, DefinitionError, InvalidInputError, NegativeCountError
from famplan.formulas.mortality import life_expectancy_at_birth
from famplan.model.age import AgeGroups
from famplan.projection import LifeTable, life_table, life_table_from_probabilities
from famplan.projection.constants import source_of
from famplan.projection.life_tables.closing import open_life_expectancy
from famplan.projection.life_tables.years_lived import constant_force

ORACLE = Path(__file__).parents[3] / "shared" / "oracle" / "age_data"
TO_85 = AgeGroups((0, 1, *range(5, 86, 5)), open_end=True)
TO_100 = AgeGroups((0, 1, *range(5, 101, 5)), open_end=True)
SINGLE = AgeGroups(tuple(range(101)), open_end=True)

# Austria, males, 1992: Preston, Heuveline and Guillot 2001, box 3.1, as printed by G. Rodríguez,
# Demographic Methods, Period life table construction.
DEATHS = [419, 70, 36, 46, 249, 420, 403, 441, 508, 769, 1154, 1866, 2043, 3496, 4366, 4337, 5279]
DEATHS += [6460, 6146]
PEOPLE = [47925, 189127, 234793, 238790, 254996, 326831, 355086, 324222, 269963, 261971, 238011]
PEOPLE += [261612, 181385, 187962, 153832, 105169, 73694, 57512, 32248]
AUSTRIA = np.array(DEATHS) / np.array(PEOPLE)
YEARS = [0.06846575, 1.6263802, 2.5, 3.143, 2.724, 2.520, 2.481, 2.601, 2.701, 2.663, 2.698, 2.676]
YEARS += [2.645, 2.624, 2.619, 2.593, 2.518, 2.423, 5.24698991]

INFANT_RULES = ["andreev-kingkade", "keyfitz", "midpoint", "coale-demeny-west-m0"]
INFANT_RULES += [f"coale-demeny-{region}" for region in ("west", "north", "east", "south")]
WITHIN_RULES = ["greville", "keyfitz", "constant-force", "midpoint"]


def mortality(level: float, slope: float = 0.09) -> np.ndarray:
    """Death rates that fall after infancy and then rise by a share each year."""
    middle = TO_100.lower[:-1] + TO_100.widths[:-1] / 2
    old = level * 1e-4 * np.exp(slope * np.append(middle, 103))
    old = old / (1 + old)
    old[0] += level * 0.02
    old[1] += level * 0.002
    return old


schedules = st.builds(mortality, st.floats(0.2, 5), st.floats(0.06, 0.1))
mild = st.builds(mortality, st.floats(0.2, 2), st.floats(0.06, 0.08))


def test_the_printed_table_of_austria() -> None:
    """With the years that the book gives, every printed digit."""
    table = life_table(AUSTRIA, ages=TO_85, sex="male", nax=YEARS, radix=100_000)
    assert table.lx.round().tolist()[:4] == [100_000, 99_133, 98_986, 98_910]
    assert table.lx[-1].round() == 21_134
    assert table.ndx.round().tolist()[-3:] == [16_362, 16_307, 21_134]
    assert table.nLx.round().tolist()[:3] == [99_192, 396_183, 494_741]
    assert table.Tx.round()[0] == 7_288_901
    assert table.ex.round(3).tolist()[:3] == [72.889, 72.526, 68.631]
    assert table.ex.round(3).tolist()[-2:] == [6.839, 5.247]
    assert table.a0 == table.within == "given"


def test_infants_of_the_printed_table_follow_coale_and_demeny() -> None:
    """The textbook's a0 and 4a1 come from the rule it names."""
    table = life_table(AUSTRIA, ages=TO_85, sex="male", a0="coale-demeny-west-m0")
    np.testing.assert_allclose(table.nax[:2], YEARS[:2], atol=1e-8)


def test_the_united_nations_years_of_the_dying() -> None:
    """Model life tables for developing countries 1982, p. 34: first Latin American table, males."""
    rates = [0.23669, 0.04672, 0.00982, 0.00511, 0.00697, 0.01036, 0.01169, 0.01332, 0.01528]
    rates += [0.01757, 0.02092, 0.02517, 0.03225, 0.04241, 0.06056, 0.08574, 0.11840, 0.16226]
    rates += [0.23745]
    printed = [0.330, 1.352, 2.500, 2.500, 2.633, 2.586, 2.528, 2.528, 2.526, 2.529, 2.531, 2.538]
    printed += [2.542, 2.543, 2.520, 2.461, 2.386, 2.295, 4.211]
    table = life_table(rates, ages=TO_85, sex="male", a0="coale-demeny-west")
    assert table.nax.round(3).tolist() == printed


# World Population Prospects 2024, China, life expectancy at birth of women and of men: package
# wpp2024 of the UN Population Division, data-raw/e0F.txt and e0M.txt (published to 4 decimals).
PUBLISHED = {
    1950: (45.7265, 42.1791),
    1960: (34.8585, 32.1663),
    1970: (58.7786, 54.9406),
    1980: (66.5079, 62.0507),
    1990: (70.5609, 65.8606),
    2000: (74.8948, 69.8496),
    2010: (78.3286, 73.1912),
    2020: (80.9992, 75.2450),
}


@pytest.fixture(scope="module")
def china() -> np.ndarray:
    """Death rates of China: years, sexes (women first), ages."""
    if not ORACLE.exists():
        pytest.skip("the oracle's folder is not here")
    import pandas as pd

    frame = pd.read_parquet(ORACLE / "wpp2024_mx_china.parquet")
    frame = frame[frame.year.isin(PUBLISHED)].sort_values(["year", "sex", "age_start"])
    return np.array(frame.mx.to_numpy().reshape(len(PUBLISHED), 2, 22))


def test_china_within_the_rounding_of_the_published_rates(china: np.ndarray) -> None:
    """From 1980 on the figures differ by less than rates rounded to six decimals leave open."""
    made = {"ages": TO_100, "sex": ["female", "male"], "a0": "andreev-kingkade"}
    found = np.asarray(life_table(china, **made).e(0))
    lowest = np.asarray(life_table(china + 5e-7, **made).e(0))
    highest = np.asarray(life_table(np.maximum(china - 5e-7, 0), **made).e(0))
    published = np.array(list(PUBLISHED.values()))
    recent = slice(3, None)
    assert (lowest < found).all()
    assert (found < highest).all()
    assert (published[recent] > lowest[recent]).all()
    assert (published[recent] < highest[recent]).all()


def test_china_in_hungry_years_within_two_hundredths(china: np.ndarray) -> None:
    """Before, deaths within the groups lay otherwise than any rule says: 0.0194 years in 1960."""
    found = life_table(china, ages=TO_100, sex=["female", "male"], a0="andreev-kingkade").e(0)
    away = np.abs(np.asarray(found) - np.array(list(PUBLISHED.values())))
    assert away[:3].max() < 0.02
    assert away[3:].max() < 0.0013


@given(schedules, st.sampled_from(INFANT_RULES), st.sampled_from(WITHIN_RULES))
def test_the_columns_of_a_table_belong_together(rates: np.ndarray, a0: str, nax: str) -> None:
    """Survivors only fall, all die, years are those of survivors and of the dying."""
    table = life_table(rates, ages=TO_100, sex="both", a0=a0, nax=nax)
    assert (np.diff(table.lx) <= 0).all()
    assert table.lx[-1] >= 0
    assert ((table.nqx >= 0) & (table.nqx <= 1)).all()
    assert table.nqx[-1] == 1
    assert table.ndx.sum() == pytest.approx(1)
    assert ((table.nax > 0) & (table.nax[..., :] <= np.append(table.n[:-1], np.inf))).all()
    np.testing.assert_allclose(table.ndx / table.nLx, table.death_rates, rtol=1e-9)
    np.testing.assert_allclose(table.death_rates, rates, rtol=1e-9)
    assert table.Tx[0] == pytest.approx(life_expectancy_at_birth(table.nLx))
    np.testing.assert_allclose(np.append(table.Tx[1:], 0) + table.nLx, table.Tx)


@given(st.floats(0.005, 0.1))
def test_one_force_of_mortality_gives_its_reciprocal(rate: float) -> None:
    """Where the force never changes, everybody may expect one over it."""
    table = life_table([rate] * len(SINGLE), ages=SINGLE, sex="male", a0=None, nax=_constant(rate))
    np.testing.assert_allclose(table.ex, 1 / rate, rtol=1e-9)


def _constant(rate: float) -> np.ndarray:
    return np.append(constant_force(np.full(100, rate), np.ones(100)), 1 / rate)


@given(mild, st.floats(1.01, 2))
def test_higher_rates_shorten_life(rates: np.ndarray, factor: float) -> None:
    """At every age."""
    made = {"ages": TO_100, "sex": "female", "a0": "andreev-kingkade", "nax": "constant-force"}
    table, worse = life_table(rates, **made), life_table(rates * factor, **made)
    assert (worse.ex < table.ex).all()
    assert (worse.lx[1:] <= table.lx[1:]).all()


@given(st.lists(schedules, min_size=2, max_size=5), st.sampled_from(WITHIN_RULES))
def test_many_areas_are_one_call(rows: list[np.ndarray], nax: str) -> None:
    """An array of areas equals its rows, in whatever order they stand."""
    made = {"ages": TO_100, "a0": "andreev-kingkade", "nax": nax}
    many = life_table(np.array(rows), sex="male", **made)
    turned = life_table(np.array(rows[::-1]), sex="male", **made)
    for place, row in enumerate(rows):
        one = life_table(row, sex="male", **made)
        np.testing.assert_allclose(many[place].ex, one.ex, rtol=1e-9)
        np.testing.assert_allclose(turned[-1 - place].nLx, one.nLx, rtol=1e-9)


@pytest.mark.parametrize("a0", INFANT_RULES)
def test_sexes_stand_in_one_array(a0: str) -> None:
    """Women and men by one call, and both sexes between the two."""
    rates = np.stack([mortality(1), mortality(1), mortality(1)])
    table = life_table(rates, ages=TO_100, sex=["female", "male", "both"], a0=a0)
    alone = [life_table(mortality(1), ages=TO_100, sex=sex, a0=a0) for sex in ("female", "male")]
    np.testing.assert_allclose(table[0].ex, alone[0].ex)
    np.testing.assert_allclose(table[1].ex, alone[1].ex)
    np.testing.assert_allclose(table[2].nax[:2], (table[0].nax[:2] + table[1].nax[:2]) / 2)
    assert table.sex == "female, male, both"


@pytest.mark.parametrize("a0", INFANT_RULES)
@pytest.mark.parametrize("sex", ["female", "male"])
def test_rules_for_infants_do_not_jump(a0: str, sex: str) -> None:
    """Lines meet where one ends and the next begins, but for the third digit of the published."""
    levels = np.linspace(0.001, 0.3, 3000)
    rates = np.stack([levels, levels / 10, np.full(3000, 0.02)], axis=-1)
    table = life_table(rates, ages=["0", "1–4", "5+"], sex=sex, a0=a0)
    assert np.abs(np.diff(table.nax[:, 0])).max() < 0.003
    assert np.abs(np.diff(table.nax[:, 1])).max() < 0.02
    assert ((table.nax[:, 0] > 0) & (table.nax[:, 0] <= 0.6)).all()


@given(mild, st.sampled_from(INFANT_RULES), st.sampled_from(WITHIN_RULES))
def test_probabilities_lead_back_to_the_rates(rates: np.ndarray, a0: str, nax: str) -> None:
    """A table from the probabilities of another is that other."""
    made = {"ages": TO_100, "sex": "female", "a0": a0, "nax": nax}
    table = life_table(rates, **made)
    again = life_table_from_probabilities(table.nqx, open_rate=rates[-1], **made)
    np.testing.assert_allclose(again.ex, table.ex, rtol=1e-6)
    np.testing.assert_allclose(again.nqx, table.nqx, rtol=1e-12)


def test_years_of_infants_may_be_given() -> None:
    """One number, or one for each area; 1–4 then follow Coale and Demeny."""
    table = life_table(np.stack([AUSTRIA] * 2), ages=TO_85, sex="male", a0=[0.1, 0.2])
    assert table.nax[:, 0].tolist() == [0.1, 0.2]
    assert table.a0 == "given"
    with pytest.raises(InvalidInputError, match=r"a0 at 0: 1\.5 years is longer than the group"):
        life_table(AUSTRIA, ages=TO_85, sex="male", a0=1.5)


def test_a_gompertz_open_interval_is_the_integral() -> None:
    """Life expectancy at 80 equals the area under the curve that is extrapolated."""
    ages = AgeGroups((60, 65, 70, 75, 80), open_end=True)
    level, rise = 0.01, 0.1
    rates = level * np.exp(rise * (np.array([62.5, 67.5, 72.5, 77.5, np.nan]) - 60))
    found = open_life_expectancy(rates, ages=ages, open_interval="gompertz")
    times = np.linspace(0, 80, 400_001)
    force = level * np.exp(rise * 20)
    alive = np.exp(-force / rise * np.expm1(rise * times))
    area = ((alive[1:] + alive[:-1]) / 2).sum() * (times[1] - times[0])
    assert float(found) == pytest.approx(area, rel=1e-6)


def test_extrapolation_does_without_the_open_rate() -> None:
    """Unknown or zero, it is not used; and a rate that does not rise cannot be extrapolated."""
    rates = mortality(1)
    unknown, none = rates.copy(), rates.copy()
    unknown[-1], none[-1] = np.nan, 0.0
    made = {"ages": TO_100, "sex": "male", "a0": "keyfitz", "open_interval": "gompertz"}
    closed = [life_table(row, **made).e(0) for row in (rates, unknown, none)]
    assert closed[0] == closed[1] == closed[2]
    assert np.isnan(life_table(np.full(22, 0.02), **made).e(0))
    table = life_table_from_probabilities(life_table(rates, **made).nqx, **made)
    assert table.e(0) == pytest.approx(closed[0], rel=1e-6)


def test_unknown_and_zero_rates_stay_what_they_are() -> None:
    """No deaths keep everyone alive; an unknown rate hides what lies above, and nothing below."""
    rates = mortality(1)
    rates[4] = 0
    table = life_table(rates, ages=TO_100, sex="male", a0="keyfitz")
    assert table.lx[5] == table.lx[4]
    assert table.nax[5] == 2.5  # the rates beside it do not say how steeply they rise
    rates[6] = np.nan
    for nax in WITHIN_RULES:
        table = life_table(rates, ages=TO_100, sex="male", a0="keyfitz", nax=nax)
        assert np.isfinite(table.lx[:7]).all()
        assert np.isnan(table.lx[7:]).all()
        assert np.isnan(table.ex[:7]).all()
    last = life_table([0.02, 0.0], ages=["0", "1+"], sex="male", a0="keyfitz")
    assert np.isnan(last.ex).all()
    assert last.lx[1] == pytest.approx(1 - 0.02 / (1 + 0.896 * 0.02))


@given(st.floats(0.41, 3))
def test_rates_so_high_that_the_middle_would_kill_more_than_all(rate: float) -> None:
    """Old rates may be above one; the force is then constant and probabilities stay below one."""
    ages = ["80–84", "85–89", "90+"]
    table = life_table([0.2, rate, rate], ages=ages, sex="female", nax="midpoint")
    assert table.nqx[1] == pytest.approx(1 - np.exp(-5 * rate))
    assert table.lx[2] > 0


def test_parts_of_a_life() -> None:
    """Survivors, probabilities and years between two ages fit together."""
    table = life_table(AUSTRIA, ages=TO_85, sex="male", nax=YEARS)
    assert table.survivors(65) == pytest.approx(0.7637723, abs=1e-7)
    assert table.dying(0, 5) == pytest.approx(1 - table.survivors(5))
    assert table.e_between(0, 85) + table.survivors(85) * table.e(85) == pytest.approx(table.e(0))
    assert table.e_between(20, 65) < 45
    groups = ["0–14", "15–64", "65+"]
    assert table.person_years(groups).sum() == pytest.approx(table.e(0))
    np.testing.assert_allclose(table.person_years(TO_85), table.nLx)
    closed = table.person_years(["15–19", "20–24"])
    np.testing.assert_allclose(closed, table.nLx[4:6])


def test_groups_without_like_neighbours_keep_the_middle() -> None:
    """The deaths on either side tell nothing where groups are of other widths."""
    made = {"ages": ["0", "1–4", "5–14", "15+"], "sex": "male", "a0": "keyfitz"}
    table = life_table([0.02, 0.01, 0.01, 0.02], nax="keyfitz", **made)
    assert table.nax[2] == 5


def test_a_table_cannot_be_written_to() -> None:
    """Frozen, and its columns too."""
    table = life_table(AUSTRIA, ages=TO_85, sex="male", a0="keyfitz")
    with pytest.raises(ValueError, match="read-only"):
        table.lx[0] = 2
    with pytest.raises(AttributeError):
        table.radix = 2  # type: ignore[misc]


def test_a_table_that_is_picked_knows_whose_it_is() -> None:
    """By sex, by area, turned round."""
    rates = np.stack([[mortality(1), mortality(2)]] * 3)
    tables = life_table(rates, ages=TO_100, sex=["female", "male"], a0="keyfitz")
    assert tables[0].sex == tables[:2].sex == "female, male"
    assert tables[0, 1].sex == tables[:, 1].sex == tables[..., 1:].sex == "male"
    assert tables[:, ::-1].sex == "male, female"
    assert tables[:0].sex == "female, male"
    with pytest.raises(IndexError):
        tables[0, 0, 0]


def test_many_tables_in_text_and_records() -> None:
    """The place of each table stands beside it; unknown figures are dashes."""
    rates = np.full((2, 2, 3), 0.05)
    rates[0, 0, 1] = np.nan
    table = life_table(rates, ages=["0", "1–4", "5+"], sex="both", a0="midpoint")
    text = str(table)
    assert "table (0, 0)" in text
    assert "…" in text
    assert "–" in text.splitlines()[3]
    records = table.to_records()
    assert len(records) == 12
    assert records[-1]["table"] == (1, 1)
    assert table[1].shape == (2,)
    assert isinstance(table[1, 1], LifeTable)


def test_what_is_wrong_is_named() -> None:
    """Ages, rates, rules and radix."""
    made = {"ages": ["0", "1–4", "5+"], "sex": "male", "a0": "keyfitz"}
    good = [0.02, 0.01, 0.02]
    with pytest.raises(NegativeCountError, match=r"death_rates\[1\]: -0.01 is below 0"):
        life_table([0.02, -0.01, 0.02], **made)
    with pytest.raises(InvalidInputError, match=r"death_rates at 1–4: 4\.2 is above 1.*per 1,000"):
        life_table([0.02, 4.2, 0.02], **made)
    with pytest.raises(InvalidInputError, match=r"death_rates at 0 of table \(1,\): 20 is above 1"):
        life_table([good, [20, 4.2, 0.02]], **made)
    with pytest.raises(AgeGroupsError, match="2 entries for 3 age groups"):
        life_table([0.02, 0.01], **made)
    with pytest.raises(AgeGroupsError, match="1–4 is missing between 0 and 5"):
        life_table([0.02, 0.02], **(made | {"ages": ["0", "5+"]}))
    with pytest.raises(AgeGroupsError, match=r"0 … 1–4 does not end a life table; give closed"):
        life_table([0.02, 0.02], **(made | {"ages": ["0", "1–4"]}))
    with pytest.raises(AgeGroupsError, match="the first group is 0–4; infants die early in it"):
        life_table([0.02, 0.02], **(made | {"ages": ["0–4", "5+"]}))
    with pytest.raises(DefinitionError, match="a0: no rule for infants; name one"):
        life_table(good, ages=made["ages"], sex="male")
    with pytest.raises(DefinitionError, match="a0: 'west' is none of 'andreev-kingkade'"):
        life_table(good, **(made | {"a0": "west"}))
    with pytest.raises(DefinitionError, match="nax: 'linear' is none of"):
        life_table(good, nax="linear", **made)
    with pytest.raises(DefinitionError, match="sex: 'boys' is none of 'female', 'male', 'both'"):
        life_table(good, **(made | {"sex": "boys"}))
    with pytest.raises(InvalidInputError, match=r"sex: 2 names for tables of shape \(\)"):
        life_table(good, **(made | {"sex": ["male", "female"]}))
    with pytest.raises(DefinitionError, match="open_interval: 'none' is none of"):
        life_table(good, open_interval="none", **made)
    with pytest.raises(AgeGroupsError, match="0 closed groups from age 60 on are too few"):
        life_table(good, open_interval="gompertz", **made)
    with pytest.raises(InvalidInputError, match="radix: 0 is not above 0"):
        life_table(good, radix=0, **made)


def test_years_that_cannot_be_are_refused() -> None:
    """Longer than the group, more than the rate allows, or of another shape."""
    made = {"ages": ["80–84", "85–89", "90+"], "sex": "male"}
    with pytest.raises(InvalidInputError, match="nax at 85–89: 6 years is longer than the group"):
        life_table([0.2, 0.2, 0.3], nax=[2, 6, 3], **made)
    with pytest.raises(InvalidInputError, match=r"nax at 80–84: 2\.5 years is more than such a"):
        life_table([0.5, 0.2, 0.3], nax=[2.5, 2.5, 3], **made)
    with pytest.raises(AgeGroupsError, match=r"nax: shape \(4,\) for 3 age groups"):
        life_table([0.2, 0.2, 0.3], nax=[2, 2, 2, 2], **made)
    assert life_table([0.2, 0.2, 0.3], nax=[2, 2], **made).nax[-1] == pytest.approx(1 / 0.3)


def test_probabilities_that_cannot_be_are_refused() -> None:
    """Above one, or without an end."""
    made = {"ages": ["0", "1–4", "5+"], "sex": "male", "a0": "keyfitz"}
    with pytest.raises(InvalidInputError, match=r"probabilities.*20 is above 1"):
        life_table_from_probabilities([20, 0.1, 1], open_rate=0.02, **made)
    with pytest.raises(DefinitionError, match=r"open_rate: 5\+ has no death rate; give it"):
        life_table_from_probabilities([0.02, 0.1, 1], **made)


def test_ages_and_places_that_are_not_there() -> None:
    """An age within a group, a table beside a single one, an index into the ages."""
    table = life_table([0.02, 0.01, 0.02], ages=["0", "1–4", "5+"], sex="male", a0="keyfitz")
    with pytest.raises(AgeGroupsError, match="no group of the life table begins at 3; it has 0"):
        table.e(3)
    with pytest.raises(AgeGroupsError):
        table.dying(5, 0)
    with pytest.raises(InvalidInputError, match="one life table has no others"):
        table[0]
    many = life_table([[0.02, 0.01, 0.02]], ages=["0", "1–4", "5+"], sex="male", a0="keyfitz")
    with pytest.raises(IndexError):
        many[0, 1]


def test_a_constant_that_nobody_has_seen_warns() -> None:
    """Grade M is never silent."""
    entry = {"name": "a rule", "source": {"title": "somewhere", "grade": "M"}}
    with pytest.warns(UserWarning, match="a rule is not verified"):
        source_of(entry)


@given(arrays(np.float64, (3,), elements=st.floats(0, 1e-3)))
def test_tiny_forces_leave_half_of_the_group(rates: np.ndarray) -> None:
    """The limit at no deaths is the middle, reached without a jump."""
    years = constant_force(rates, np.full(3, 5.0))
    np.testing.assert_allclose(years, 2.5 - 25 / 12 * rates, atol=1e-8)
