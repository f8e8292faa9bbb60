"""Definitions of need: what may be chosen, what a survey changes, and what a figure is called."""

from __future__ import annotations

from typing import Any

import pytest

from famplan.errors import DefinitionError
from famplan.tabulate.contraception.need import (
    Box,
    SurveyRules,
    decision_table,
    definitions,
    need_definition,
    survey_rules,
)
from famplan.tabulate.contraception.need.facts import WOMAN
from famplan.tabulate.contraception.need.surveys import special_surveys


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({}, "dhs"),
        ({"name": "mics"}, "mics"),
        ({"recency": "30 days"}, "dhs"),
        ({"name": "un", "recency": "3 months"}, "un, recency 3 months"),
        ({"survey": "ke7"}, "dhs, survey KE7"),
        ({"survey": "CI3", "year": 94}, "dhs, survey CI3 1994"),
        ({"unknown_recency": "unknown"}, "dhs, recency unknown: unknown"),
        ({"boxes": []}, "dhs, boxes none"),
        ({"boxes": ["reason", "declared"]}, "dhs, boxes declared, reason"),
    ],
)
def test_what_was_chosen_is_in_its_name(choices: dict[str, Any], said: str) -> None:
    """A figure says by which definition it was made."""
    assert str(need_definition(**choices)) == said


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"name": "original"}, "definition: 'original' is none of 'dhs', 'mics', 'un'"),
        ({"recency": "90 days"}, "recency: '90 days' is none of"),
        ({"unknown_recency": "active"}, "unknown_recency: 'active' is none of"),
        ({"boxes": ["age"]}, "boxes: 'age' is none of"),
        ({"boxes": "declared"}, "boxes: one text; give a list of names"),
        ({"survey": "KE"}, "survey: 'KE' has no phase"),
        ({"survey": "KH5"}, "Cambodia 2010; give the year"),
    ],
)
def test_what_cannot_be_chosen_is_refused(choices: dict[str, Any], message: str) -> None:
    """With what may be given instead."""
    with pytest.raises(DefinitionError, match=message):
        need_definition(**choices)


def test_orders_hold_the_same_rows() -> None:
    """Only their place differs, and what the definitions decide otherwise."""
    keys = {
        name: [row.key for row in decision_table(found)] for name, found in definitions().items()
    }
    assert keys["mics"] == keys["un"] != keys["dhs"]
    assert sorted(keys["un"]) == sorted(keys["dhs"])
    assert keys["dhs"].index("declared") < keys["dhs"].index("not active")
    assert keys["un"].index("declared") > keys["un"].index("not active")


def test_boxes_have_the_numbers_of_the_chart() -> None:
    """One to six, each with a row of its own."""
    found = [row.box for row in decision_table(need_definition()) if row.box]
    assert [box.chart_number for box in found] == [1, 2, 3, 4, 5, 6]
    assert found == [*Box]


def test_a_table_is_made_once() -> None:
    """Two definitions that say the same share it."""
    assert decision_table(need_definition("dhs")) is decision_table(need_definition("dhs"))


def test_every_column_of_a_survey_is_a_fact() -> None:
    """A survey's rules name only columns that a woman's facts have."""
    surveys = special_surveys()
    assert len(surveys) == 24
    for rules in surveys.values():
        answers = [*rules.reasons, *filter(None, [rules.no_need])]
        assert {answer.column for answer in answers} | set(rules.ever_used) <= set(WOMAN.facts)
        assert rules != SurveyRules()


def test_a_phase_without_a_question_has_no_box() -> None:
    """A survey of the first phase did not ask for the reason."""
    found = need_definition("dhs", survey="GH1")
    keys = [row.key for row in decision_table(found)]
    assert "reason" not in keys
    assert keys.count("declared") == 1


def test_codes_that_are_answers_in_one_survey_are_kept() -> None:
    """Elsewhere 9 is no answer."""
    assert survey_rules("IA3").kept_codes == {"v605": ()}
    assert need_definition("dhs", survey="KE7").kept_codes == {}
