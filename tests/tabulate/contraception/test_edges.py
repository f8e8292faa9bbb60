"""Edges on which a figure that must match a printed one turns: blanks, codes, bases, names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from surveyed_women import NAN, survey

from famplan.errors import DefinitionError, FaultyRowsError, InvalidInputError
from famplan.tabulate import contraception
from famplan.tabulate.contraception.need import need_definition

if TYPE_CHECKING:
    from famplan.tabulate import ContraceptionTally


def figure(tally: ContraceptionTally, code: str, category: str = "", **how: Any) -> Any:
    """Numerator and unweighted base of one figure."""
    table = tally.estimate(code, **how)
    (found,) = [record for record in table if record["category"] == category]
    return found["numerator"], found["n"]


def test_a_method_that_was_not_read_out_does_not_hide_how_many_are_known() -> None:
    """A recode file has a blank column for it; 8 and 9 are answers that are not known."""
    women = survey(
        v304_01=[1, 2, 0, 8], v304_02=[1, 0, 0, 1], v304_18=[NAN] * 4, v304_10=[1, NAN, 0, 0]
    )
    (found,) = contraception(women).estimate("MEAN_METHODS_KNOWN")
    assert (found["value"], found["n"]) == ((3 + 1 + 0) / 3, 3)


def test_traditional_methods_are_rhythm_withdrawal_and_others() -> None:
    """One known is enough; one that is in doubt leaves it open."""
    women = survey(
        v304_08=[0, 1, 0, 9, 9, NAN], v304_09=[0, 0, 0, 1, 0, NAN], v304_10=[2, 0, 0, 0, 0, NAN]
    )
    tally = contraception(women)
    assert figure(tally, "KNOWS_TRADITIONAL_METHOD") == (3, 4)
    assert figure(tally, "KNOWS_TRADITIONAL_METHOD", unknown="in the base") == (3, 6)


def test_ever_use_in_files_that_have_the_type_only() -> None:
    """Up to the fifth phase: 1 folkloric, 2 traditional, 3 modern; v302a decides where it is."""
    assert figure(contraception(survey(v302=[0, 1, 2, 3, 9])), "EVER_USE") == (3, 4)
    both = survey(v302=[0, 3, 3, 0], v302a=[1, 0, NAN, 9])
    assert figure(contraception(both), "EVER_USE") == (2, 4)


def test_fertile_period() -> None:
    """The answers, and who is right: among all, users of rhythm, users of standard days."""
    women = survey(v217=[3, 1, 3, 8, 4, 9], v312=[8, 8, 18, 18, 0, 0])
    tally = contraception(women)
    assert figure(tally, "KNOWS_FERTILE_PERIOD") == (2, 5)
    assert figure(tally, "KNOWS_FERTILE_PERIOD", definition="rhythm users") == (1, 2)
    assert figure(tally, "KNOWS_FERTILE_PERIOD", definition="standard days users") == (1, 2)
    assert figure(tally, "FERTILE_PERIOD", "does not know") == (1, 5)
    assert figure(tally, "FERTILE_PERIOD", "just before the period") == (1, 5)
    assert sum(tally.estimate("FERTILE_PERIOD").column("value")) == pytest.approx(1)
    assert figure(tally, "FERTILE_PERIOD", "does not know", definition="standard days users") == (
        1,
        2,
    )


def test_messages_in_none_of_the_media() -> None:
    """Three, four or eight of them; reports count who did not answer as not reached."""
    women = survey(
        v384a=[0, 1, 0, 9],
        v384b=[0, 0, 0, 0],
        v384c=[0, 9, 0, 0],
        v384d=[0, 0, 1, 0],
    )
    tally = contraception(women)
    assert figure(tally, "NO_FP_MESSAGE") == (2, 3)
    assert figure(tally, "NO_FP_MESSAGE", definition="four media") == (1, 3)
    assert figure(tally, "NO_FP_MESSAGE", unknown="in the base") == (3, 4)
    with pytest.raises(DefinitionError, match="needs v384e and v384f"):
        tally.estimate("NO_FP_MESSAGE", definition="eight media")


def test_reports_put_the_unanswered_into_a_class() -> None:
    """No intention, no number: only where the unknown are in the base."""
    tally = contraception(survey(v362=[1, 5, 9, NAN], v312=[0] * 4, v613=[2, 96, 99, 6]))
    assert figure(tally, "FUTURE_USE", "does not intend") == (1, 2)
    assert figure(tally, "FUTURE_USE", "does not intend", unknown="in the base") == (3, 4)
    assert figure(tally, "IDEAL_CHILDREN", "not a number") == (1, 3)
    assert figure(tally, "IDEAL_CHILDREN", "not a number", unknown="in the base") == (2, 4)
    assert figure(tally, "IDEAL_CHILDREN", "6+", unknown="in the base") == (1, 4)


def test_who_decides_not_to_use() -> None:
    """Up to the seventh phase users and others are asked apart."""
    women = survey(
        v312=[3, 0, 0, 0], v632=[1, NAN, NAN, NAN], v632a=[NAN, 1, 2, 3], v213=[0, 0, 0, 1]
    )
    tally = contraception(women)
    assert figure(tally, "FP_DECISION") == (1, 1)
    assert figure(tally, "FP_DECISION", definition="non-users") == (1, 2)
    assert figure(
        tally, "FP_DECISION_MAKER", "husband or partner alone", definition="non-users"
    ) == (1, 2)


def test_own_decisions_need_all_three() -> None:
    """One no is enough for a no; one that is not known leaves a yes open; in union only."""
    women = survey(
        v850a=[1, 1, 0, 1, 1, 8, 1],
        v632=[1, 3, 1, 2, NAN, 1, 1],
        v632a=[NAN, NAN, NAN, NAN, 3, NAN, NAN],
        v743a=[1, 2, 1, 1, 4, 1, 1],
    ) | {"v502": [1, 1, 1, 1, 1, 1, 0]}
    tally = contraception(women)
    assert figure(tally, "OWN_DECISIONS", "all three") == (2, 5)
    assert figure(tally, "OWN_DECISIONS", "sexual relations") == (4, 5)
    assert figure(tally, "OWN_DECISIONS", "contraception") == (5, 6)
    assert figure(tally, "OWN_DECISIONS", "health care") == (5, 6)
    assert figure(tally, "OWN_DECISIONS", "all three", unknown="in the base") == (2, 6)


def test_need_as_the_file_has_it() -> None:
    """v626a with v313: 7 is none, 99 and blanks are not known but in the base."""
    women = survey(v626a=[1, 2, 3, 4, 3, 7, 9, 99, NAN], v313=[0, 0, 3, 3, 1, 0, 0, 0, 0])
    tally = contraception(women, need="file")
    assert figure(tally, "UNMET") == (2, 9)
    assert figure(tally, "UNMET", unknown="left out") == (2, 7)
    assert figure(tally, "UNMET_MODERN") == (3, 9)
    assert figure(tally, "DEMAND_SATISFIED_MODERN") == (2, 5)
    assert tally.estimate("UNMET").column("definition") == ["v626a, unknown in the base"]


def test_a_figure_says_by_whose_modern_methods_women_were_counted() -> None:
    """Standard days are modern for the file and not for MICS: the name is that of the count."""
    women = survey(v312=[18, 0], v605=[2, 5], v213=[0, 0])
    tally = contraception(women, definition="mics")
    table = tally.estimate("CPR", "MCPR", "DEMAND_SATISFIED_MODERN", "UNMET")
    assert table.column("value") == [0.5, 0, 0, 0.5]
    assert table.column("definition") == [
        "mics",
        "mics",
        "dhs, modern methods mics",
        "dhs, unknown in the base",
    ]
    with pytest.raises(DefinitionError, match="counted by 'mics'"):
        tally.estimate("MCPR", definition="dhs")
    assert figure(tally, "MCPR", definition="who") == (1, 2)


def test_definitions_by_indicator_are_named_as_indicators_are() -> None:
    """By code or name; an indicator that is not asked for is a mistake."""
    tally = contraception(survey(v312=[18, 13, 8, 3]))
    assert figure(tally, "MCPR", definition={"mCPR": "product"}) == (1, 4)
    assert figure(tally, "MCPR", definition={}) == (3, 4)
    with pytest.raises(DefinitionError, match="TCPR is not among"):
        tally.estimate("MCPR", definition={"TCPR": "who"})


def test_tallies_of_two_surveys_add_and_of_two_definitions_do_not() -> None:
    """The rules of each survey hold in its own file; what unmet need is must be the same."""
    women = survey(v312=[0, 3], v605=[2, 5], v213=[0, 0])
    kenya, benin = (
        contraception(women, need=need_definition("dhs", survey=survey_code))
        for survey_code in ("KE7", "BJ7")
    )
    assert (kenya + benin + kenya).estimate("UNMET").column("definition") == [
        "dhs, survey KE7 and dhs, survey BJ7, unknown in the base"
    ]
    with pytest.raises(DefinitionError, match="another way"):
        kenya + contraception(women, need=need_definition("dhs", recency="3 months"))
    other = contraception(women, methods={20: "implant"})
    assert (contraception(women) + other).estimate("CPR").column("n") == [4]


def test_weights_of_one_and_of_millionths_do_not_add() -> None:
    """The sums would not be of one kind."""
    women = survey(v312=[0, 3])
    with pytest.raises(DefinitionError, match="another way"):
        contraception(women) + contraception(women, columns={"weight": None})


def test_a_sample_of_ever_married_women_says_so() -> None:
    """Figures of all women are of ever-married ones; in union nothing is amiss."""
    women = survey(v312=[0, 3, 0, 1], v020=[1] * 4) | {"v502": [1, 1, 2, 2]}
    tally = contraception(women)
    (note,) = tally.estimate("CPR", population="all").notes
    assert note.startswith("figures are of ever-married women only")
    assert figure(tally, "CPR", population="all") == (2, 4)
    assert tally.estimate("CPR").notes == ()
    usual = contraception(women | {"v020": [0] * 4})
    assert usual.estimate("CPR", population="all").notes == ()
    both = usual + tally
    assert both.estimate("CPR", population="not in union").notes == (note,)
    assert figure(both, "CPR", population="all") == (4, 8)


def test_a_method_that_is_blank_with_its_type_and_a_type_that_is_blank() -> None:
    """What one column knows holds."""
    women = survey(v312=[NAN, NAN, NAN, 3, 8, 99], v313=[3, 0, 9, NAN, NAN, NAN])
    tally = contraception(women)
    assert figure(tally, "CPR") == (3, 4)
    assert figure(tally, "MCPR") == (2, 4)


def test_labels_in_place_of_codes_are_named_with_the_way_out() -> None:
    """As pandas makes them of a Stata file, unless told otherwise."""
    women = pd.DataFrame(survey(v312=[0, 3]))
    women["v502"] = pd.Categorical(["currently in union", "never in union"])
    with pytest.raises(InvalidInputError, match="convert_categoricals=False"):
        contraception(women)


def test_labels_of_a_stata_file_name_groups_and_leave_answers_codes(tmp_path: Any) -> None:
    """Value labels of the file are not read as answers."""
    women = pd.DataFrame(survey(v312=[0, 3, 1, 0], v025=[1, 2, 2, 2]))
    labels = {"v025": {1: "urban", 2: "rural"}, "v312": {0: "not using", 1: "pill", 3: "injection"}}
    women.to_stata(tmp_path / "w.dta", write_index=False, value_labels=labels)
    table = contraception(tmp_path / "w.dta", by="v025").estimate("CPR")
    assert "rural" in table.to_text()
    assert table.column("value") == pytest.approx([0, 2 / 3])


def test_a_single_cluster_has_no_error_and_weights_of_zero_are_faults() -> None:
    """Unknown is not zero."""
    (found,) = contraception(survey(v312=[0, 3]) | {"v021": [1, 1]}).estimate("CPR")
    assert found["value"] == 0.5
    assert np.isnan(found["se"])
    none = survey(v312=[0, 3]) | {"v005": [0, 1_000_000]}
    with pytest.raises(FaultyRowsError, match="weight is 0"):
        contraception(none)
    assert contraception(none, faults="keep").estimate("CPR").column("value") == [1]


def test_a_group_without_anyone_has_no_figure() -> None:
    """Nobody of the population, and nobody of the ages."""
    tally = contraception(survey(v312=[0, 3], v528=[1, 2]))
    assert len(tally.estimate("CPR", population="sexually active unmarried")) == 0
    assert len(tally.estimate("CPR", ages=["45–49"])) == 0


def test_men_are_counted_from_their_own_file() -> None:
    """Columns with an m before the name; what is asked of women is not counted."""
    size = 4
    men = {
        "mv005": [1_000_000] * size,
        "mv008": [1362] * size,
        "mv011": [1362 - 12 * age for age in (20, 30, 40, 55)],
        "mv021": [1, 2, 1, 2],
        "mv022": [1] * size,
        "mv025": [1, 1, 2, 2],
        "mv502": [0, 1, 1, 1],
        "mv528": [10, NAN, NAN, NAN],
        "mv312": [5, 0, 7, 7],
        "mv313": [3, 0, 3, 3],
        "mv605": [1, 5, 6, 5],
        "mv613": [2, 3, 95, 4],
        "mv384a": [1, 0, 1, 9],
        "mv301": [3, 3, 0, 3],
        "mv213": [NAN, 1, 0, 0],
        "mv218": [0, 2, 3, 4],
        "mv317": [1300] * size,
    }
    tally = contraception(men, respondents="men")
    assert {"UNMET", "STERILISATION_AGE", "MII"}.isdisjoint(tally.indicators)
    assert figure(tally, "CPR") == (1, 2)
    assert figure(tally, "CPR", population="sexually active unmarried") == (1, 1)
    assert figure(tally, "WANT_NO_MORE") == (2, 2)
    assert figure(tally, "MEAN_IDEAL_CHILDREN") == (5, 2)
    assert figure(tally, "FP_MESSAGE", "radio") == (2, 3)
    assert figure(tally, "KNOWS_ANY_METHOD") == (2, 3)
    table = tally.estimate("CPR", population="all")
    assert table.column("population") == ["men, all"]
    upper = {name.upper(): column for name, column in men.items()}
    by = contraception(upper, respondents="men", by="v025", only=["CPR"]).estimate("CPR")
    assert by.column("v025") == [1, 2]
    children = contraception(men, respondents="men", by="living_children").estimate("CPR")
    assert children.column("living_children") == ["3"]
    with pytest.raises(DefinitionError, match="another way"):
        tally + contraception(survey(v312=[0]), only=["CPR"])
    with pytest.raises(DefinitionError, match="respondents"):
        contraception(men, respondents="boys")
    with pytest.raises(InvalidInputError, match="mv021"):
        contraception({"mv312": [1]}, respondents="men")
