"""Projections out of files, and everything that can be wrong with them at once."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import numpy as np
import pytest

from famplan.datasets import projection_example
from famplan.errors import DefinitionError, FaultyPlanError
from famplan.projection import DeathRates, Migration, project, read_plan

if TYPE_CHECKING:
    from pathlib import Path

CHOICES = """
start = 2020
sex_ratio_at_birth = 1.06
tables = ["people.csv"]
[mortality]
a0 = "midpoint"
"""
PEOPLE = """# made up
sex,age,population,fertility_rate,net_migrants
female,0–4,100,,1
female,5–9,90,,1
female,10–14,80,0.01,0
female,15–19,70,0.2,0
female,20+,200,,0
男,0-4,105,,1
男,5-9,95,,1
男,10-14,85,,0
男,15-19,70,,0
男,20+,"1,180",,-1
"""
DEATHS = """sex,age,death_rate
female,0,0.01
female,1–4,0.001
female,5–9,0.0005
female,10–14,0.0005
female,15–19,0.001
female,20+,0.02
male,0,0.011
male,1–4,0.0012
male,5–9,0.0006
male,10–14,0.0006
male,15–19,0.002
male,20+,0.025
"""
TIMING = '[migration]\ntiming = "halves"\n'


def write(folder: Path, choices: str = CHOICES + TIMING, **tables: str) -> list[Path]:
    """Write the files of a plan; what is not listed in the TOML file is returned too."""
    for name, text in ({"people": PEOPLE, "deaths": DEATHS} | tables).items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8-sig")
    (folder / "plan.toml").write_text(choices, encoding="utf-8")
    return [folder / "plan.toml", folder / "deaths.csv"]


def faults(*files: Path | str) -> list[str]:
    """Read a plan that cannot be used, and return the text of every fault."""
    with pytest.raises(FaultyPlanError) as caught:
        read_plan(*files)
    assert str(caught.value).splitlines() == [str(one) for one in caught.value.findings]
    return [str(one) for one in caught.value.findings]


def test_files_say_what_arrays_would(tmp_path: Path) -> None:
    """In either language, with either dash, with thousands' commas."""
    plan = read_plan(*write(tmp_path))
    labels = ["0–4", "5–9", "10–14", "15–19", "20+"]
    same = project(
        [[100, 90, 80, 70, 200], [105, 95, 85, 70, 1180]],
        ages=labels,
        start=2020,
        until=2030,
        mortality=DeathRates(
            values=[
                [0.01, 0.001, 0.0005, 0.0005, 0.001, 0.02],
                [0.011, 0.0012, 0.0006, 0.0006, 0.002, 0.025],
            ],
            ages=["0", "1–4", *labels[1:]],
            a0="midpoint",
        ),
        fertility=[0.01, 0.2],
        mothers=labels[2:4],
        sex_ratio_at_birth=1.06,
        migration=Migration(
            values=[[1, 1, 0, 0, 0], [1, 1, 0, 0, -1]], measure="counts", timing="halves"
        ),
    )
    np.testing.assert_array_equal(plan.project(2030).population, same.population)
    assert repr(plan) == "<plan: from 2020, death_rate, population, fertility_rate, net_migrants>"
    assert read_plan(*map(str, write(tmp_path))).start == 2020


def test_paths_of_fertility_and_mortality(tmp_path: Path) -> None:
    """To a target, to replacement, to a life expectancy."""
    choices = CHOICES.replace(
        'a0 = "midpoint"',
        'a0 = "midpoint"\nform = "linear"\nby = 2040\nlife_expectancy = { female = 75, male = 70 }',
    )
    ends = {"2.5": 2.5, '"replacement"': None}
    for target, level in ends.items():
        text = f'{choices}{TIMING}[fertility]\nform = "logistic"\nby = 2040\ntarget = {target}\n'
        done = read_plan(*write(tmp_path, text)).project(2060)
        assert done.names["mortality"].startswith("linear to e0 75 and 70 by 2040")
        assert done.figure("TFR")[-1] == pytest.approx(level or 2.1, abs=0.1)


def test_survival_and_migration_rates_will_do(tmp_path: Path) -> None:
    """Instead of death rates and counts."""
    shares = DEATHS.replace("death_rate", "survival,migration_rate")
    lines = [line for line in shares.splitlines() if ",0," not in line and ",1–4," not in line]
    lines = [line if line.startswith("sex") else f"{line.rsplit(',', 1)[0]},0.9,-0.001"
             for line in lines]  # fmt: skip
    lines[1:1] = ["female,0–4,0.9,0", "male,0–4,0.9,0"]
    people = "\n".join(line.rsplit(",", 1)[0] for line in PEOPLE.splitlines()[1:])
    people = people.replace('"1,180",', "1180,").replace('"1', "1180,")
    files = write(
        tmp_path,
        CHOICES + TIMING + '[fertility]\nform = "linear"\nby = 2040\ntarget = "replacement"\n',
        people=people,
        deaths="\n".join(lines),
    )
    done = read_plan(*files).project(2030)
    assert done.names["mortality"] == "constant"
    assert done.names["migration"] == "rates, halves"
    np.testing.assert_allclose(done.at(2025)[0, 2], 90 * 0.9, rtol=0.01)


def test_areas_have_names(tmp_path: Path) -> None:
    """A column of areas; what has none is of all of them."""
    people = ["area,sex,age,population"] + [
        f"{area},{sex},{age},{100 + place}"
        for area in ("east", "west")
        for sex in ("f", "m")
        for place, age in enumerate(("0–4", "5–9", "10–14", "15–19", "20+"))
    ]
    births = "age,fertility_rate\n10–14,0.01\n15–19,0.2\n"
    choices = CHOICES.replace('"people.csv"', '"people.csv", "births.csv"')
    files = write(tmp_path, choices, people="\n".join(people), births=births)
    plan = read_plan(*files)
    assert plan.areas == ("east", "west")
    done = plan.project(2030)
    np.testing.assert_array_equal(done.area("east").population, done.area("west").population)
    uncertain = write(
        tmp_path, f"{choices}[uncertainty]\nfertility = [0.1, 0.9]\n",
        people="\n".join(people), births=births,
    )  # fmt: skip
    with pytest.raises(DefinitionError, match="several areas"):
        read_plan(*uncertain).simulate(2030, paths=2, seed=1)


def test_what_strays_is_said_in_the_file(tmp_path: Path) -> None:
    """And without it there are no paths."""
    strays = (
        "[uncertainty]\nfertility = [0.1, 0.9]\nmigration = [2, 0]\n"
        "correlation = [[1, 0, 0.5], [0, 1, 0], [0.5, 0, 1]]\n"
    )
    fan = read_plan(*write(tmp_path, CHOICES + TIMING + strays)).simulate(2030, paths=20, seed=1)
    assert repr(fan.shocks).endswith("migration 2 a year, persistence 0; correlated")
    with pytest.raises(DefinitionError, match="uncertainty: nothing strays"):
        read_plan(*write(tmp_path)).simulate(2030, paths=20, seed=1)


def test_every_fault_is_found_at_once(tmp_path: Path) -> None:
    """File, row, column, and the way out, of all files together."""
    people = PEOPLE.replace("female,5–9,90", "female,5–9,-90").replace("0.2", "20")
    deaths = DEATHS.replace("0.0012", "1.2").replace("male,10–14", "mail,10–14")
    choices = (
        'start = "2020"\ntables = ["people.csv", "gone.csv"]\n[mortality]\nexpanson = "exact"\n'
    )
    assert faults(*write(tmp_path, choices, people=people, deaths=deaths)) == [
        "plan.toml, start: '2020' is no year",
        "plan.toml, mortality.expanson: is not known; did you mean expansion?",
        "plan.toml, sex_ratio_at_birth: is missing; write it: a number",
        "deaths.csv, row 5, sex: 'femail' is neither female nor male",
        "deaths.csv, row 9, death_rate: 1.2 is above 1; give it per person: was it per 1,000?",
        "deaths.csv, row 11, sex: 'mail' is neither female nor male",
        "people.csv, row 4, population: -90 is below 0; give a count or a rate",
        "people.csv, row 6, fertility_rate: 20 is above 1; give it per person: was it per 1,000?",
        "gone.csv: cannot be read: No such file or directory",
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("female,10–14,80,0.01,0\n", "", ["10–14 is missing between 5–9 and 15–19 (population)"]),
        ("female,5–9", "female,0–4", ["row 4, population: 0–4 stands in row 3 too; keep one of"]),
        ("female,5–9", "female,4–9", ["0–4 and 4–9 overlap (population)"]),
        ("female,5–9", "female,five", ["row 4, age: 'five' is not an age group; write 15–19"]),
        (",90,", ",,", ["row 4, population: is empty; give a number"]),
        (",90,", ",many,", ["row 4, population: 'many' is no number"]),
        (",90,", ",inf,", ["row 4, population: 'inf' is no number"]),
        ("男,15-19", "男,15-18", ["19 is missing between 15–18 and 20+ (population)"]),
        ("20+", "20–24", ["an open one at the end"]),
        ("population,", "populaton,", ["populaton: is no column of a projection; did you mean"]),
        (
            "sex,age,",
            "zzz,age,",
            ["zzz: is no column of a projection; known are", "sex: is missing"],
        ),
        ("fertility_rate", "", ["plan.toml: no fertility_rate in any table"]),
    ],
)
def test_faults_of_tables(tmp_path: Path, old: str, new: str, told: list[str]) -> None:
    """Gaps, overlaps, what is no number, what stands twice."""
    assert old in PEOPLE
    found = "\n".join(faults(*write(tmp_path, people=PEOPLE.replace(old, new))))
    for text in told:
        assert text in found


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        # Not 1 person, with a cell left over.
        ('"1,180"', "1,180", "row 12: 6 cells under 5 headings"),
        ('"1,180"', '"1,18"', "row 12, population: '1,18' is no number"),
        ("fertility_rate,", "population,", "population: stands in two columns; keep one"),
        ("20+,200,,0\n", "20+,200,,0\nfemale,20–24,5,,0\n", "row 8, age: 20–24 and 20+ of row 7"),
    ],
)
def test_rows_are_not_read_as_something_else(tmp_path: Path, old: str, new: str, told: str) -> None:
    """Commas without quotes, decimal commas, headings and ages that stand twice."""
    assert old in PEOPLE
    found = faults(*write(tmp_path, people=PEOPLE.replace(old, new, 1)))
    assert any(told in fault for fault in found)


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    """Listed in the choices and given again, by another path to it."""
    files = write(tmp_path)
    plan = read_plan(
        *files, tmp_path / "people.csv", tmp_path / ".." / tmp_path.name / "deaths.csv"
    )
    assert plan.project(2025).total[0] == read_plan(*files).project(2025).total[0]


def test_areas_may_stand_in_any_order(tmp_path: Path) -> None:
    """Each keeps its own rates; an area that one table lacks is named."""
    ages = ("0–4", "5–9", "10–14", "15–19", "20+")
    sizes = {"east": 100, "west": 500}
    people = ["area,sex,age,population"] + [
        f"{area},{sex},{age},{size}"
        for area, size in sizes.items() for sex in "fm" for age in ages
    ]  # fmt: skip
    births = ["area,age,fertility_rate", "west,10–14,0.0", "west,15–19,0.1", "east,15–19,0.2",
              "east,10–14,0.0"]  # fmt: skip
    choices = CHOICES.replace('"people.csv"', '"people.csv", "births.csv"')
    files = write(tmp_path, choices, people="\n".join(people), births="\n".join(births))
    done = read_plan(*files).project(2025)
    np.testing.assert_allclose(done.area("east").figure("TFR"), 5 * 0.2)
    np.testing.assert_allclose(done.area("west").figure("TFR"), 5 * 0.1)
    births = [row.replace("east", "north") for row in births]
    write(tmp_path, choices, people="\n".join(people), births="\n".join(births))
    (fault,) = faults(*files)
    assert fault == (
        "births.csv, area: fertility_rate is not of the areas of the population: "
        "east is of the population alone"
    )


def test_zeros_at_ages_without_births_do_no_harm(tmp_path: Path) -> None:
    """All women may have a row."""
    people = PEOPLE.replace("100,,1", "100,0,1").replace("90,,1", "90,0,1")
    people = people.replace("200,,0", "200,0,0")
    assert read_plan(*write(tmp_path, people=people)).tables["fertility_rate"].ages.labels == (
        "10–14",
        "15–19",
    )
    none = "\n".join(["age,fertility_rate", *(f"{age},0" for age in ("5–9", "10–14"))])
    files = write(tmp_path, people=PEOPLE.replace("fertility_rate", ""), births=none)
    done = read_plan(*files, tmp_path / "births.csv").project(2025)
    assert not done.births.any()


@pytest.mark.parametrize(
    ("births", "told"),
    [
        ("10–12,0.1\n13–14,0.1", "births.csv, age: fertility_rate: 10–12 is not as wide as 10–14"),
        ("15–19,0.1\n20+,0.1", "births.csv, age: fertility_rate: 20+ has no width"),
        ("0–4,0.1\n5–9,0.1", "births.csv, age: fertility_rate: births to mothers of the first"),
    ],
)
def test_mothers_must_be_groups_of_the_population(tmp_path: Path, births: str, told: str) -> None:
    """Found before anything is projected."""
    files = write(
        tmp_path,
        people=PEOPLE.replace("fertility_rate", ""),
        births=f"age,fertility_rate\n{births}\n",
    )
    (fault,) = faults(*files, tmp_path / "births.csv")
    assert told in fault


def test_death_rates_must_serve_the_ages_of_the_population(tmp_path: Path) -> None:
    """Finer ages need an expansion, higher ones are not there, and infants stand apart."""
    fine = ["sex,age,population"] + [
        f"{sex},{age},10" for sex in "fm" for age in [*map(str, range(20)), "20+"]
    ]
    births = "age,fertility_rate\n18,0.1\n19,0.1\n"
    choices = CHOICES.replace('"people.csv"', '"people.csv", "births.csv"')
    files = write(tmp_path, choices, people="\n".join(fine), births=births)
    (fault,) = faults(*files)
    assert fault.startswith("plan.toml, mortality.expansion: is missing: the population has finer")
    assert fault.endswith('; write expansion = "smooth"')
    write(tmp_path, choices.replace("a0", 'expansion = "exact"\na0'), people="\n".join(fine),
          births=births)  # fmt: skip
    assert read_plan(*files).project(2022).step == 1
    short = "\n".join(line for line in DEATHS.splitlines() if ",20+" not in line)
    (fault,) = faults(*write(tmp_path, deaths=short.replace("15–19", "15+")))
    assert fault.startswith("deaths.csv, age: death_rate: age: no group of the life table begins")
    whole = "\n".join(line for line in DEATHS.splitlines() if ",1–4," not in line)
    (fault,) = faults(*write(tmp_path, deaths=whole.replace(",0,", ",0–4,")))
    assert "the first group is 0–4; infants die early in it" in fault
    high = DEATHS.replace("20+", "20–79") + "female,80+,1.2\nmale,80+,1.3\n"
    read_plan(*write(tmp_path, deaths=high))  # of a hundred there more than a hundred may die


def test_missing_figures_and_faulty_choices_are_told_together(tmp_path: Path) -> None:
    """Once, not one after the other."""
    choices = CHOICES.replace("midpoint", "x").replace('"people.csv"', '"births.csv"')
    births = "age,fertility_rate\n10–14,0.1\n"
    first, second = faults(*write(tmp_path, choices, births=births))
    assert first.startswith("plan.toml, mortality.a0: 'x' is none of andreev-kingkade")
    assert second == "plan.toml: no population in any table"


def test_a_sex_may_be_missing(tmp_path: Path) -> None:
    """Men's rows forgotten."""
    women = "\n".join(line for line in PEOPLE.splitlines() if not line.startswith("男"))
    assert "people.csv, population: no male figures" in faults(*write(tmp_path, people=women))


def test_ages_of_areas_must_be_the_same(tmp_path: Path) -> None:
    """Or they cannot be projected together."""
    rows = ["area,age,fertility_rate", "east,10–14,0.1", "east,15–19,0.1", "west,15–19,0.1"]
    files = write(tmp_path, people=PEOPLE.replace("fertility_rate", ""), births="\n".join(rows))
    told = faults(*files, tmp_path / "births.csv")
    assert (
        "births.csv, age: 15–19 … 15–19 of fertility_rate in west are other ages than before"
        in told
    )


def test_tables_must_fit_together(tmp_path: Path) -> None:
    """Columns given twice, two that exclude one another, other areas, choices without figures."""
    (tmp_path / "again.csv").write_text(PEOPLE)
    twice = faults(*write(tmp_path), tmp_path / "again.csv")
    assert any("stands in again.csv too; keep one of the two" in fault for fault in twice)
    shares = DEATHS.replace("death_rate", "survival")
    shares = shares.replace("female,0,0.01\n", "").replace("male,0,0.011\n", "")
    shares = shares.replace("1–4", "0–4")
    (tmp_path / "shares.csv").write_text(shares)
    both = faults(*write(tmp_path), tmp_path / "shares.csv")
    assert "plan.toml: both death_rate and survival; keep one of the two" in both
    other = DEATHS.replace("sex,", "area,sex,").replace("female", "east,female")
    other = "\n".join(
        line if line.startswith(("area", "east")) else f"east,{line}" for line in other.split()
    )
    (area,) = faults(*write(tmp_path, deaths=other))
    assert area == (
        "deaths.csv, area: death_rate is not of the areas of the population: "
        "no area is of the population alone"
    )
    short = "sex,age,migration_rate\nf,0–9,0\nf,10+,0\nm,0–9,0\nm,10+,0\n"
    (tmp_path / "moves.csv").write_text(short)
    moves = faults(
        *write(tmp_path, people=PEOPLE.replace(",net_migrants", ",")), tmp_path / "moves.csv"
    )
    assert moves == ["moves.csv, age: migration_rate has other ages than the population"]


def test_choices_that_figures_need(tmp_path: Path) -> None:
    """A rule for infants, a time for migrants; a path of shares that live on is not known."""
    bare = "start = 2020\nsex_ratio_at_birth = 1.06\ntables = ['people.csv']\n"
    assert faults(*write(tmp_path, bare)) == [
        'plan.toml, mortality.a0: is missing; write a0 = "andreev-kingkade"',
        'plan.toml, migration.timing: is missing; write timing = "halves"',
    ]
    shares = DEATHS.replace("death_rate", "survival")
    shares = shares.replace("female,0,0.01\n", "").replace("male,0,0.011\n", "")
    path = (
        f"{bare}{TIMING}[mortality]\nform = 'linear'\nby = 2030\n"
        "life_expectancy = { female = 80, male = 75 }\n"
    )
    assert faults(*write(tmp_path, path, deaths=shares.replace("1–4", "0–4"))) == [
        "plan.toml, mortality.form: a path needs death rates; give death_rate"
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("start = true", "start: True is no year"),
        ("sex_ratio_at_birth = 106", "sex_ratio_at_birth: 106 boys per girl: give 1.06"),
        ("sex_ratio_at_birth = -1", "sex_ratio_at_birth: -1 is no number above 0"),
        ("title = 3", "title: is no text"),
        ("tables = 'people.csv'", "tables: is no list of file names"),
        ("fertility = 2", "fertility: is no section; write [fertility]"),
        ("zzz = 1", "zzz: is not known; known are title, note"),
        ("[mortality]\na0 = 'x'", "mortality.a0: 'x' is none of"),
        ("[mortality]\nlife_expectancy = 80", "mortality.life_expectancy: give { female = 84"),
        (
            "[mortality]\nform = 'linear'\nlife_expectancy = { female = 0, male = 1 }",
            "mortality.life_expectancy: 0 is no number above 0",
        ),
        ("[fertility]\nform = 'sudden'", "fertility.form: 'sudden' is none of constant, linear"),
        ("[fertility]\nform = 'linear'", "fertility.by: is missing; the path needs it"),
        ("[fertility]\ntarget = 2", 'fertility.form: is missing; write form = "linear"'),
        ("[fertility]\ntarget = 'two'", "fertility.target: 'two' is no number above 0"),
        ("[uncertainty]\nfertility = [0.1]", "uncertainty.fertility: give [standard deviation"),
        ("[uncertainty]\nmortality = [0.1, 2]", "uncertainty.mortality: give [standard"),
        ("[uncertainty]\ncorrelation = 1", "uncertainty.correlation: is no table"),
        ("[uncertainty]\ncorrelation = [[1, 2]]", "uncertainty.correlation: not a table of corr"),
        ("[fertility]\nform = 'linear'\ntarget = 2\nby = 2020", "fertility.by: 2020 is not after"),
        (
            "[fertility]\nform = 'linear'\ntarget = 2100",
            "fertility.target: 2100 children per woman",
        ),
        ("[fertility]\nform = 'constant'\ntarget = 2", "fertility.form: target is not used where"),
        (
            "[mortality]\nform = 'linear'\nlife_expectancy = { female = 850, male = 80 }",
            "mortality.life_expectancy: 850 years is no life expectancy",
        ),
        ("sex_ratio_at_birth = 0.515", "0.515 boys per girl: give 1.06, not the share of boys"),
        ("start = ", "plan.toml: is not TOML:"),
    ],
)
def test_faults_of_choices(tmp_path: Path, text: str, told: str) -> None:
    """Each key has a form."""
    base = "".join(
        f"{line}\n"
        for line in ("start = 2020", "sex_ratio_at_birth = 1.06")
        if not text.startswith(line.partition(" ")[0])
    )
    found = faults(*write(tmp_path, base + text))
    assert any(told in fault for fault in found)


def test_files_that_are_none(tmp_path: Path) -> None:
    """Not there, empty, not text; no TOML file, or two."""
    files = write(tmp_path, deaths="")
    assert faults(*files) == ["deaths.csv: is empty"]
    write(tmp_path, deaths="sex,age\n")
    assert "deaths.csv: has no figures; give population, death_rate, survival" in faults(*files)[0]
    (tmp_path / "deaths.csv").write_bytes(b"sex,age\n\xff\xfe")
    assert "deaths.csv: cannot be read: not a CSV file in UTF-8" in faults(*files)
    assert faults(tmp_path / "deaths.csv")[0] == (
        "inputs: 0 TOML files; give one, and CSV files beside it"
    )
    assert faults(tmp_path / "no.toml")[0].startswith("no.toml: cannot be read")
    both = faults(files[0], tmp_path / "no.toml")
    assert both[0] == "plan.toml: 2 TOML files; give one, and CSV files beside it"
    header = write(tmp_path, deaths="sex,age,death_rate\n")
    assert "deaths.csv, death_rate: has no figures" in faults(*header)
    people = PEOPLE.replace("population", "").replace("net_migrants", "")
    assert faults(*write(tmp_path, people=people)) == ["plan.toml: no population in any table"]


def test_the_error_travels_with_its_findings(tmp_path: Path) -> None:
    """Out of another process."""
    with pytest.raises(FaultyPlanError) as caught:
        read_plan(*write(tmp_path, "start = 2020"))
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own
    assert str(again) == str(caught.value)
    assert again.findings == caught.value.findings


def test_the_example_is_whole() -> None:
    """And as large as it says: about 1.43 billion in 2020."""
    plan = read_plan(*projection_example())
    done = plan.project(2060)
    assert done.total[0] == pytest.approx(1.426e9, rel=1e-3)
    assert done.account.residual.max() < 1e-3
    fan = plan.simulate(2040, paths=50, seed=1)
    assert fan.quantile("population", 0.5)[-1] == pytest.approx(
        plan.project(2040).total[-1], rel=0.02
    )
