"""Contraception of a survey: what is counted, of whom, by whose definition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from surveyed_women import NAN, survey

from famplan.errors import (
    DefinitionError,
    FaultyRowsError,
    InvalidInputError,
    UnknownIndicatorError,
)
from famplan.tabulate import contraception
from famplan.tabulate.contraception.lists import method_codes
from famplan.tabulate.contraception.need import need_definition
from famplan.tabulate.contraception.reading import variables_of
from famplan.tabulate.contraception.women import USE, Rules, Women

if TYPE_CHECKING:
    from collections.abc import Mapping

    from famplan.tabulate import ContraceptionTally, Table

# Unweighted marginals that the frequencies of the model survey ZZIR62 print, of 8,348 women.
TYPES = {0: 6496, 1: 64, 2: 20, 3: 1768}
DESIRES = {1: 1451, 2: 2760, 3: 1425, 4: 729, 5: 1674, 6: 24, 7: 234, NAN: 51}
INTENTIONS = {2: 3351, 4: 922, 5: 2136, NAN: 87}
UNIONS = {0: 2488, 1: 5380, 2: 480}


def spread(marginals: Mapping[Any, int]) -> list[float]:
    """Answers that have some marginals."""
    return [code for code, number in marginals.items() for _ in range(number)]


def values(table: Table, **wanted: str) -> list[float]:
    """Figures of a table."""
    found: list[float] = table.where(**wanted).column("value")
    return found


def value(tally: ContraceptionTally, code: str, **how: Any) -> float:
    """One figure of a tally."""
    (found,) = values(tally.estimate(code, **how))
    return found


def test_printed_marginals_of_types_give_prevalence() -> None:
    """1,852 of 8,348 women use a method, 1,768 a modern one (ZZIR62FL.FRQ, v313)."""
    tally = contraception(survey(v313=spread(TYPES)))
    table = tally.estimate("CPR", "MCPR", "TCPR", "NO_METHOD_SHARE", population="all")
    assert values(table) == pytest.approx([1852 / 8348, 1768 / 8348, 84 / 8348, 6496 / 8348])
    assert table.column("n") == [8348] * 4


def test_printed_marginals_of_desires() -> None:
    """1,698 want no more or are sterilised; who did not answer is left out or in the base."""
    tally = contraception(survey(v605=spread(DESIRES)))
    assert value(tally, "WANT_NO_MORE") == pytest.approx(1698 / (8348 - 51))
    assert value(tally, "WANT_NO_MORE", unknown="in the base") == pytest.approx(1698 / 8348)
    each = tally.estimate("DESIRE_FOR_CHILDREN")
    assert values(each, category="undecided") == pytest.approx([729 / (8348 - 51)])
    assert sum(values(each)) == pytest.approx(1)


def test_printed_marginals_of_intentions() -> None:
    """Of 6,496 women who use no method 2,136 do not intend to."""
    intended = spread(INTENTIONS)
    tally = contraception(survey(v362=intended, v313=[0] * len(intended)))
    table = tally.estimate("FUTURE_USE")
    assert values(table, category="does not intend") == pytest.approx([2136 / (6496 - 87)])


def test_populations_are_those_of_the_survey() -> None:
    """In union, sexually active within thirty days or four weeks and not in union, and all."""
    women = survey(
        v502=[1, 1, 0, 0, 0, 2, 2, NAN],
        v528=[200, 3, 30, 31, 95, 0, NAN, 3],
        v312=[0, 1, 5, 0, 0, 0, 3, 3],
    )
    tally = contraception(women)
    expected = {
        "in union": (1, 2),
        "sexually active unmarried": (1, 3),
        "not in union": (2, 5),
        "all": (4, 8),
    }
    for population, (users, base) in expected.items():
        (found,) = tally.estimate("CPR", population=population)
        assert (found["numerator"], found["n"]) == (users, base)
        assert found["population"] == population


def test_a_missing_method_is_no_user() -> None:
    """99 is not "anything but 0": she is left out, or no user in the base."""
    tally = contraception(survey(v312=[0, 1, 99, 0]))
    assert value(tally, "CPR") == pytest.approx(1 / 3)
    assert value(tally, "CPR", unknown="in the base") == pytest.approx(1 / 4)
    (found,) = tally.estimate("CPR", unknown="in the base")
    assert found["definition"] == "dhs, unknown in the base"


def test_whose_methods_are_modern() -> None:
    """Standard days and lactational amenorrhoea are where definitions part."""
    tally = contraception(survey(v312=[18, 13, 8, 3]))
    expected = {"dhs": 3, "fp2030": 3, "who": 3, "mics": 2, "product": 1}
    for definition, modern in expected.items():
        assert value(tally, "MCPR", definition=definition) == modern / 4
        (found,) = tally.estimate("MCPR", definition=definition)
        assert found["definition"] == definition
        assert value(tally, "CPR", definition=definition) == 1


def test_the_file_says_which_methods_were_modern_then() -> None:
    """In early surveys lactational amenorrhoea was traditional; v313 has it."""
    women = survey(v312=[13, 1, 0, 9], v313=[2, 3, 0, 2])
    tally = contraception(women)
    assert value(tally, "MCPR") == 0.25
    assert value(tally, "MCPR", definition="who") == 0.5
    assert value(contraception(women, definition="who"), "MCPR") == 0.5


def test_a_method_of_the_survey_alone_is_of_the_type_that_the_file_says() -> None:
    """Code 20 is in no list; with v313 it is another modern method, without it a fault."""
    women = survey(v312=[20, 20, 0, 1], v313=[3, 1, 0, 3])
    each = contraception(women).estimate("METHOD_PREVALENCE")
    assert values(each, category="other modern method") == [0.25]
    assert values(each, category="other traditional method") == [0.25]
    with pytest.raises(FaultyRowsError, match="in no list of codes"):
        contraception(survey(v312=[20, 0]))
    named = contraception(survey(v312=[20, 0]), methods={20: "implant"})
    assert values(named.estimate("METHOD_PREVALENCE"), category="implant") == [0.5]


def test_codes_of_a_phase_and_of_a_survey() -> None:
    """17 was Bolivia's standard days method in 2008, and nothing that a list knows elsewhere."""
    women = survey(v312=[17, 0])
    each = contraception(women, layout="dhs5", methods="BOIR51").estimate("METHOD_PREVALENCE")
    assert values(each, category="standard days method") == [0.5]
    with pytest.raises(FaultyRowsError):
        contraception(women, layout="dhs5")
    assert method_codes({1: None}).get(1) is None


def test_method_and_type_that_contradict_each_other_are_found() -> None:
    """A user of no type, and a type without a user."""
    women = survey(v312=[1, 0, 0, 1], v313=[0, 3, 0, 3])
    with pytest.raises(FaultyRowsError, match="contradict"):
        contraception(women)
    tally = contraception(women, faults="drop")
    assert tally.findings.total == 2
    assert [fault.row for fault in tally.findings] == [1, 2]
    (found,) = tally.estimate("CPR")
    assert (found["numerator"], found["n"]) == (1, 2)


def test_the_mix_is_of_users() -> None:
    """Of all users, or of modern ones only."""
    tally = contraception(survey(v312=[1, 1, 3, 9, 0]))
    whole = tally.estimate("METHOD_MIX")
    assert values(whole, category="pill") == [0.5]
    assert sum(values(whole)) == pytest.approx(1)
    modern = tally.estimate("METHOD_MIX", definition="dhs")
    assert values(modern, category="pill") == pytest.approx([2 / 3])
    assert values(modern, category="withdrawal") == [0]
    by_list = tally.estimate("METHOD_MIX", definition="product")
    assert "withdrawal" not in by_list.column("category")
    assert value(tally, "LONG_ACTING_SHARE") == 0
    assert value(contraception(survey(v312=[6, 2, 1, 0])), "LONG_ACTING_SHARE") == pytest.approx(
        2 / 3
    )


def test_sources_are_of_modern_methods_with_a_source() -> None:
    """Lactational amenorrhoea has none; sectors differ by definition."""
    women = survey(v312=[3, 3, 3, 13, 9, 0], v326=[12, 21, 22, NAN, NAN, NAN])
    tally = contraception(women)
    dhs = tally.estimate("SOURCE_SECTOR")
    assert values(dhs, category="public sector") == pytest.approx([1 / 3])
    assert values(dhs, category="private medical sector") == pytest.approx([2 / 3])
    fp2030 = tally.estimate("SOURCE_SECTOR", definition="fp2030")
    assert values(fp2030, category="private clinical") == pytest.approx([1 / 3])
    assert values(fp2030, category="pharmacy or drug shop") == pytest.approx([1 / 3])
    assert values(tally.estimate("SOURCE_MIX"), category="22 pharmacy") == pytest.approx([1 / 3])
    by_sector = contraception(women, by="sector", sectors="fp2030").estimate("CPR")
    assert by_sector.column("sector") == ["pharmacy or drug shop", "private clinical", "public"]


def test_age_at_sterilisation() -> None:
    """Completed years; the median is of those who were sterilised before 40."""
    ages = [24, 27, 27, 32, 45]
    women = survey(
        v312=[6, 6, 6, 6, 6, 7],
        v317=[1362 - 12 * (48 - age) for age in ages] + [1300],
    ) | {"v011": [1362 - 12 * 48] * 6}
    tally = contraception(women)
    groups = tally.estimate("STERILISATION_AGE")
    assert values(groups, category="below 25") == [0.2]
    assert values(groups, category="25–29") == [0.4]
    assert values(groups, category="45–49") == [0.2]
    (median,) = tally.estimate("MEDIAN_STERILISATION_AGE")
    assert median["value"] == 27.5
    assert median["n"] == 4


def test_ever_use_knowledge_and_emergency() -> None:
    """Prompted or not, a known method is known."""
    women = survey(
        v302a=[0, 1, 2, 9],
        v305_01=[0, 1, 3, 9],
        v301=[0, 3, 2, 1],
        v304_01=[0, 1, 2, 9],
        v304_02=[0, 1, 0, 1],
        v312=[0, 16, 0, 0],
        v3a13=[0, 0, 1, 9],
    )
    tally = contraception(women)
    assert value(tally, "EVER_USE") == pytest.approx(2 / 3)
    assert values(tally.estimate("EVER_USE_METHOD"), category="pill") == pytest.approx([2 / 3])
    assert value(tally, "KNOWS_ANY_METHOD") == 0.75
    assert value(tally, "KNOWS_MODERN_METHOD") == 0.25
    assert values(tally.estimate("KNOWS_METHOD"), category="pill") == pytest.approx([2 / 3])
    assert value(tally, "MEAN_METHODS_KNOWN") == pytest.approx((0 + 2 + 1) / 3)
    assert value(tally, "EC_USE") == pytest.approx(2 / 3)


def test_ideal_number_of_children() -> None:
    """Answers that are no number are a class of their own, and in no mean."""
    tally = contraception(survey(v613=[2, 3, 12, 96, 99]))
    assert value(tally, "MEAN_IDEAL_CHILDREN") == pytest.approx(17 / 3)
    each = tally.estimate("IDEAL_CHILDREN")
    assert values(each, category="6+") == [0.25]
    assert values(each, category="not a number") == [0.25]


def test_brands_of_social_marketing() -> None:
    """Among users who know their brand; which brands, the caller says."""
    women = survey(v312=[1, 1, 1, 5, 0], v323=[1, 4, 98, NAN, NAN])
    tally = contraception(women, social_marketing={"pill": [1, 2]})
    assert values(tally.estimate("SOCIAL_MARKETING"), category="pill") == [0.5]


def test_groups_that_are_made_of_answers() -> None:
    """Living children with the pregnancy, and the method."""
    women = survey(v218=[0, 1, 2, 9, 98], v213=[1, 0, 0, 0, 0], v312=[0, 3, 3, 1, 0])
    table = contraception(women, by="living_children").estimate("CPR")
    assert table.column("living_children") == ["1", "2", "6+"]
    assert values(table) == [0.5, 1, 1]
    by_method = contraception(women, by="method").estimate("CPR")
    assert by_method.column("method") == ["injectable", "pill"]


def test_age_spans_and_clusters_without_anyone_in_them() -> None:
    """A cluster with nobody of the ages still counts as one of the sample."""
    women = survey(v312=[1, 0, 1, 0, 1, 0]) | {
        "v011": [1362 - 12 * age for age in (17, 17, 17, 17, 30, 52)],
        "v021": [1, 1, 2, 2, 3, 3],
    }
    tally = contraception(women)
    table = tally.estimate("CPR", ages=["15–19", "15–49"])
    assert values(table) == [0.5, 0.6]
    assert table.column("n") == [4, 5]
    assert table.column("age") == ["15–19", "15–49"]


def test_plain_names_and_methods_in_words() -> None:
    """A frame of one's own, with weights around one."""
    women = {
        "weight": [0.5, 1.5],
        "interview": ["2013-06-30", "2013-06-30"],
        "born": ["1988-02-01", "1988-02-01"],
        "cluster": [1, 2],
        "stratum": [1, 1],
        "union": [1, 1],
        "method": ["IUD", "no method"],
    }
    tally = contraception(women, layout="plain")
    assert value(tally, "CPR") == 0.25
    renamed = {("kind" if key == "method" else key): column for key, column in women.items()}
    named = contraception(renamed, layout="plain", columns={"method": "kind"})
    assert value(named, "MCPR") == 0.25


def test_names_of_other_programs_are_read() -> None:
    """Capitals and dollars, as in files for SPSS; labels name the groups."""
    women = {key.upper(): column for key, column in survey(v312=[1, 0], v025=[1, 2]).items()}
    women["V304$01"] = [1, 1]
    tally = contraception(women, columns={"v025": "V025"})
    assert value(tally, "CPR") == 0.5
    assert values(tally.estimate("KNOWS_METHOD"), category="pill") == [1]


def test_need_is_one_of_the_variables() -> None:
    """Counted by the definition that is asked for, and by no other."""
    women = survey(v312=[0, 0, 3, 9, 0], v605=[2, 5, 2, 5, 1], v213=[0] * 5, v313=[0, 0, 3, 2, 0])
    tally = contraception(women)
    table = tally.estimate("UNMET", "UNMET_SPACING", "DEMAND", "UNMET_MODERN")
    assert values(table) == [0.4, 0.2, 0.8, 0.6]
    assert value(tally, "DEMAND_SATISFIED_MODERN") == 0.25
    assert value(tally, "DEMAND_SATISFIED") == 0.5
    un = contraception(women, need="un")
    (found,) = un.estimate("UNMET")
    assert found["definition"].startswith("un")
    with pytest.raises(DefinitionError, match="not counted"):
        un.estimate("UNMET", definition="dhs")
    changed = contraception(women, need=need_definition("dhs", recency="3 months"))
    assert "3 months" in changed.estimate("UNMET").column("definition")[0]


def test_need_that_is_not_known_is_in_the_base_as_reports_have_it() -> None:
    """Unless it is to be left out."""
    tally = contraception(survey(v312=[0, 0, 3], v605=[2, NAN, 2], v213=[0] * 3))
    assert value(tally, "UNMET") == pytest.approx(1 / 3)
    assert value(tally, "UNMET", unknown="left out") == 0.5


def test_only_what_is_asked_for_is_counted() -> None:
    """A file of many columns need not fill memory."""
    women = survey(v312=[0, 3], v605=[1, 5], v613=[1, 2])
    assert contraception(women, only=["mCPR"]).variables == ("use",)
    assert set(contraception(women, only=["CPR"]).indicators) >= {"CPR", "METHOD_MIX"}
    assert "MEAN_IDEAL_CHILDREN" in contraception(women).indicators


def test_what_is_not_there_is_said() -> None:
    """The column, the indicator, the definition, the choice."""
    tally = contraception(survey(v312=[0, 3]))
    with pytest.raises(DefinitionError, match="MEAN_IDEAL_CHILDREN needs v613, and"):
        tally.estimate("MEAN_IDEAL_CHILDREN")
    with pytest.raises(DefinitionError, match="MII needs 'index, dhs', which was not counted"):
        contraception(survey(v312=[0, 3]), only=["CPR"]).estimate("MII")
    with pytest.raises(DefinitionError, match="none called 'pma'"):
        tally.estimate("CPR", definition="pma")
    with pytest.raises(UnknownIndicatorError):
        tally.estimate("contraceptiv prevalence")
    for code in ("TFR", "qqqq"):
        with pytest.raises(DefinitionError, match="indicator"):
            tally.estimate(code)
    with pytest.raises(DefinitionError, match="population"):
        tally.estimate("CPR", population="men")
    with pytest.raises(DefinitionError, match="unknown"):
        tally.estimate("CPR", unknown="no")  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match="nothing can be counted"):
        contraception(survey(v190=[1, 2]))
    with pytest.raises(InvalidInputError, match="v218"):
        contraception(survey(v312=[0, 3]), by="living_children")
    with pytest.raises(InvalidInputError, match="text where a number"):
        contraception(survey(v312=["IUD", "unheard of"]))
    with pytest.raises(InvalidInputError, match="cluster"):
        contraception({"v312": [1]})


@pytest.mark.parametrize(
    ("absent", "only", "told"),
    [
        (("v605",), ("MCPR", "UNMET"), "UNMET needs v605, and the data have no such column"),
        (("v605", "v213"), ("DEMAND",), "DEMAND needs v605 and v213, and"),
        (("v312",), ("CPR",), "CPR needs v312, and"),
        ((), ("FP_DECISION",), "FP_DECISION needs v632 (by 'non-users' v632a), and"),
        ((), ("KNOWS_METHOD",), "KNOWS_METHOD needs v304_06 or v304_07 or v304_02 …, and"),
        ((), ("SOCIAL_MARKETING",), "SOCIAL_MARKETING is not asked"),
    ],
)
def test_columns_that_an_indicator_lacks_are_named_before_reading(
    absent: tuple[str, ...], only: tuple[str, ...], told: str
) -> None:
    """Its own, and no other indicator's."""
    women = survey(v312=[0, 3], v605=[1, 5], v213=[0, 0])
    given = {name: column for name, column in women.items() if name not in absent}
    with pytest.raises(InvalidInputError, match=re.escape(told)):
        contraception(given, only=only)


def test_people_whom_the_data_do_not_tell_apart_have_no_figures() -> None:
    """An empty table would say nothing of the column that is missing."""
    women = survey(v312=[0, 3])
    without = {name: column for name, column in women.items() if name != "v502"}
    tally = contraception(without)
    assert value(tally, "CPR", population="all") == 0.5
    with pytest.raises(DefinitionError, match="CPR, in union, needs v502"):
        tally.estimate("CPR")
    with pytest.raises(DefinitionError, match="needs v528"):
        contraception(women).estimate("CPR", population="sexually active unmarried")
    with pytest.raises(DefinitionError, match="counted in another way"):
        tally + contraception(women)


@pytest.mark.parametrize(
    ("choice", "match"),
    [
        ({"definition": "mine"}, "definition"),
        ({"sectors": "mine"}, "sectors"),
        ({"layout": "dhs9"}, "layout"),
        ({"methods": "ZZIR99"}, "methods"),
        ({"methods": {20: "implnat"}}, "did you mean implant"),
        ({"by": "population"}, "by"),
        ({"columns": {"fp_told_switch": None}}, "one column"),
        ({"columns": {"mehtod": "x"}}, "columns"),
    ],
)
def test_choices_that_do_not_exist(choice: dict[str, Any], match: str) -> None:
    """Named before anything is read."""
    with pytest.raises(DefinitionError, match=match):
        contraception(survey(v312=[0, 1]), **choice)


def test_limits_of_shares_and_of_means() -> None:
    """Logit limits stay between 0 and 1; a mean has none."""
    tally = contraception(survey(v312=[0, 1, 1, 1, 0, 1, 0, 1], v613=[2] * 8))
    (found,) = tally.estimate("CPR", interval="logit", level=0.5)
    assert 0 < found["low"] < found["value"] < found["high"] < 1
    with pytest.raises(DefinitionError, match="logit"):
        tally.estimate("MEAN_IDEAL_CHILDREN", interval="logit")


def test_figures_on_few_women_are_hidden_or_bracketed() -> None:
    """Fewer than 25, fewer than 50."""
    women = survey(v312=[0, 1] * 35, v025=[1] * 20 + [2] * 50)
    table = contraception(women, by="v025").estimate("CPR").suppress("dhs-proportions")
    assert table.column("mark") == ["hidden", ""]


def test_tallies_of_two_files_add() -> None:
    """To that of both; not if they were counted in another way."""
    halves = [survey(v312=[0, 3, 1, 0]), survey(v312=[3, 3, 99, 0])]
    both = {name: halves[0][name] + halves[1][name] for name in halves[0]}
    added = contraception(halves[0]) + contraception(halves[1])
    assert added.estimate().to_dicts() == contraception(both).estimate().to_dicts() or (
        added.estimate().to_csv() == contraception(both).estimate().to_csv()
    )
    with pytest.raises(DefinitionError, match="another way"):
        contraception(halves[0]) + contraception(halves[1], definition="who")
    with pytest.raises(TypeError):
        contraception(halves[0]) + 1
    assert repr(added) == "1 variables of 8 women"
    assert "fault" in repr(contraception(survey(v312=[77, 0]), faults="drop"))


@pytest.mark.parametrize("phase", ["dhs5", "dhs7", "dhs8", "plain"])
def test_every_variable_codes_a_woman_of_whom_nothing_is_known(phase: str) -> None:
    """Asked and not known, or not asked: never a value."""
    rules = Rules(phase=phase, methods=tuple(method_codes(phase=phase).items()))
    for variable in variables_of(phase, social={"pill": [1]}):
        names = {*variable.columns, *variable.one_of, *variable.also, "v008", "v011", "v022"}
        women = Women({name: np.array([NAN, NAN]) for name in sorted(names)}, rules)
        codes = variable.code(women)
        unknown = {-1, len(variable.values)}
        if variable.name.startswith("need"):  # not known is one of its classes
            unknown |= {variable.values.index((99, "none"))}
        assert set(codes.tolist()) <= unknown, variable.name


def test_values_of_use_come_in_pairs() -> None:
    """The traditional one first: look-up tables rely on it."""
    assert USE[0] is None
    assert [value[1] for value in USE[1:] if value] == [False, True] * 17


def test_women_who_come_twice_are_found() -> None:
    """By the recode's numbers, by one of the data's own, or by that of the case."""
    women = survey(v312=[0, 3, 1])
    numbered = women | {"v001": [1, 1, 1], "v002": [1, 1, 2], "v003": [2, 2, 1]}
    for data, columns in (
        (numbered, None),
        (women | {"id": [7, 7, 8]}, {"woman": "id"}),
        (women | {"a": [1, 1, 1], "b": [2, 2, 3]}, {"woman": ["a", "b"]}),
        (women | {"CASEID": [7, 7, 8]}, None),
    ):
        tally = contraception(data, columns=columns, faults="drop")
        assert tally.findings.counts == {"duplicate woman": 1}
        assert tally.estimate("CPR").column("n") == [2]


def test_answers_that_were_text_lose_their_missing_codes_too() -> None:
    """Digits in a file of texts, and true and false."""
    women = survey(v312=["0", "3", "99"], v384a=[True, False, None])
    tally = contraception(women)
    assert value(tally, "CPR") == 0.5
    assert values(tally.estimate("FP_MESSAGE")) == [0.5]


def test_own_codes_for_not_known() -> None:
    """By plain name, as columns are."""
    assert value(contraception(survey(v312=[0, 3, 77]), missing={"method": [77]}), "CPR") == 0.5


def test_living_children_without_a_question_on_pregnancy() -> None:
    """Are those she has."""
    table = contraception(survey(v218=[0, 1], v312=[0, 3]), by="living_children").estimate("CPR")
    assert table.column("living_children") == ["0", "1"]


def test_what_nobody_was_asked_holds_of_nobody() -> None:
    """A column that is not there says neither yes nor no."""
    women = Women({"v312": np.array([0, 1])}, Rules(phase="dhs7", methods=()))
    assert not women.has("v3a02", 0, 1).any()
    assert not women.knows("v3a02").any()
    assert list(women) == ["v312"]
    assert len(women) == 1
    assert women.population.tolist() == [3, 3]
