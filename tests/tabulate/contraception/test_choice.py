"""Informed choice, decisions and contact: three definitions of one index, worked by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from surveyed_women import NAN, survey

from famplan.tabulate import contraception

if TYPE_CHECKING:
    from famplan.tabulate.table import Table

# Six users: told all at the source; told of side effects by a worker only; told nothing; told all
# but on a condom; told all, years ago; sterilised and told all but what to do.
USERS = survey(
    v312=[1, 3, 11, 5, 2, 6],
    v313=[3, 3, 3, 3, 3, 3],
    v317=[1350, 1340, 1360, 1355, 1200, 1361],
    v3a02=[1, 0, 0, 1, 1, 1],
    v3a03=[NAN, 1, 0, NAN, NAN, NAN],
    v3a04=[1, 1, NAN, 1, 1, 0],
    v3a05=[1, 1, 0, 1, 1, 1],
    v3a06=[NAN, NAN, 1, NAN, NAN, NAN],
    v3a14=[1, 0, 1, 1, 1, 1],
)


def figure(table: Table) -> tuple[float, float]:
    """Numerator and base of a single figure."""
    (record,) = table
    return record["numerator"], record["n"]


@pytest.mark.parametrize(
    ("code", "dhs", "fp2030"),
    [
        # dhs: five methods begun in the last sixty months; a worker counts
        ("TOLD_SIDE_EFFECTS", (3, 4), (4, 6)),
        ("TOLD_WHAT_TO_DO", (2, 4), (3, 6)),
        ("TOLD_OTHER_METHODS", (4, 4), (5, 6)),
        ("TOLD_COULD_SWITCH", (2, 3), (5, 6)),
        ("MII", (2, 4), (3, 6)),
    ],
)
def test_definitions_of_the_index_part(
    code: str, dhs: tuple[int, int], fp2030: tuple[int, int]
) -> None:
    """The same women, the same answers, two figures; each says whose it is."""
    tally = contraception(USERS)
    assert figure(tally.estimate(code)) == dhs
    assert figure(tally.estimate(code, definition="fp2030")) == fp2030
    assert tally.estimate(code).column("definition") == ["dhs"]


def test_the_index_plus_asks_for_one_thing_more() -> None:
    """And so is never above the index."""
    tally = contraception(USERS)
    assert figure(tally.estimate("MII_PLUS")) == (3, 6)
    assert tally.estimate("MII_PLUS").column("definition") == ["fp2030"]


def test_the_index_of_pma_has_columns_of_its_own() -> None:
    """Current users are those who were asked."""
    women = survey(
        told=[1, 1, 0, NAN],
        how=[1, 0, NAN, NAN],
        other=[1, 1, 0, NAN],
        switch=[1, 1, 1, NAN],
    )
    named = {
        "fp_side_effects": "told",
        "fp_side_effects_instructions": "how",
        "fp_told_other_methods": "other",
        "fp_told_switch": "switch",
    }
    tally = contraception(women, columns=named)
    assert figure(tally.estimate("MII")) == (1, 3)
    assert tally.estimate("MII").column("definition") == ["pma"]
    assert figure(tally.estimate("MII_PLUS", definition="pma")) == (1, 3)


def test_who_did_not_answer_is_not_told_only_if_that_is_asked_for() -> None:
    """A blank answer to a question that was asked is not known."""
    women = {name: [*column, column[0]] for name, column in USERS.items()}
    women["v3a05"] = [*USERS["v3a05"], NAN]
    women["v3a06"] = [*USERS["v3a06"], NAN]
    tally = contraception(women)
    assert figure(tally.estimate("MII")) == (2, 4)
    assert figure(tally.estimate("MII", unknown="in the base")) == (2, 5)


def test_one_no_is_a_no_whatever_is_not_known() -> None:
    """Who was told nothing of side effects is not informed, even if the rest is blank."""
    women = survey(v312=[3], v317=[1350], v3a02=[0], v3a04=[NAN], v3a05=[NAN])
    assert figure(contraception(women).estimate("MII")) == (0, 1)


def test_self_injection() -> None:
    """Among users of the subcutaneous form, who are among users of injectables."""
    women = survey(v312=[3, 3, 3, 1], v3a11=[1, 1, 2, NAN], v3a12=[1, 2, NAN, NAN])
    tally = contraception(women)
    assert figure(tally.estimate("DMPA_SC_SHARE")) == (2, 3)
    assert figure(tally.estimate("SELF_INJECTION")) == (1, 2)


def test_decisions_are_asked_of_other_women_in_each_phase() -> None:
    """Of users up to the seventh phase, of all who are not pregnant in the eighth."""
    women = survey(v312=[1, 1, 0, 0], v213=[0, 0, 0, 1], v632=[1, 2, 3, 3])
    assert figure(contraception(women, layout="dhs7").estimate("FP_DECISION")) == (1, 2)
    assert figure(contraception(women, layout="dhs8").estimate("FP_DECISION")) == (2, 3)
    each = contraception(women, layout="dhs8").estimate("FP_DECISION_MAKER")
    assert each.where(category="together").column("numerator") == [1]


def test_pressed_to_become_pregnant() -> None:
    """Who did not answer is left out."""
    assert figure(contraception(survey(v636=[1, 0, 9])).estimate("PRESSURED_PREGNANCY")) == (1, 2)


def test_contact_of_non_users() -> None:
    """The ways overlap, and neither is the rest."""
    women = survey(
        v312=[0, 0, 0, 0, 0, 1],
        v393=[1, 1, 0, 0, 0, 1],
        v393a=[1, 0, NAN, NAN, NAN, 1],
        v394=[1, 1, 1, 0, NAN, 1],
        v395=[1, 0, 1, NAN, NAN, 1],
    )
    table = contraception(women).estimate("NON_USER_CONTACT")
    found = dict(zip(table.column("category"), table.column("numerator"), strict=True))
    assert found == {
        "field worker discussed": 1,
        "facility discussed": 2,
        "facility, not discussed": 1,
        "neither discussed": 2,
    }
    assert set(table.column("n")) == {4}
    assert figure(contraception(women).estimate("FP_INFORMATION")) == (3, 6)


def test_messages_by_medium() -> None:
    """Only the media that the survey asked of."""
    table = contraception(survey(v384a=[1, 0, 1, 9], v384d=[0, 0, 1, 0])).estimate("FP_MESSAGE")
    assert table.column("category") == ["radio", "mobile phone"]
    assert table.column("value") == pytest.approx([2 / 3, 1 / 4])
