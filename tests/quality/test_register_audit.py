"""Figures of a report against those of the register."""

from __future__ import annotations

import numpy as np
import pytest

from famplan.errors import ClaimError, DefinitionError
from famplan.formulas.estimates import estimate
from famplan.model.estimate import Estimate
from famplan.quality import Verdict, audit_register

CBR = estimate("CBR", numerator=3888, denominator=716_450)


def record(code: str, value: float, definition: str = "", **parts: object) -> dict[str, object]:
    """A record as `RegisterTally.estimate` gives it."""
    basis = definition if definition in {"period", "annual"} else ""
    return {"indicator": code, "value": value, "definition": definition, "basis": basis, **parts}


@pytest.mark.parametrize(
    ("figure", "stated", "verdict"),
    [
        (CBR, "5.43‰", "consistent"),
        (CBR, "5.42‰", "consistent"),  # cut off
        (CBR, "5.53‰", "inconsistent"),
        (CBR, "5.43%", "inconsistent"),
        (3888, "3888人", "consistent"),
        (3888, "3960人", "inconsistent"),
        (3888, "3800多人", "consistent"),
        (134_012.0, "13.4万元", "consistent"),
        (1.2114, "1.21", "consistent"),
        (1.2114, "1.23", "inconsistent"),
        (Estimate(value=0.7148, numerator=634.2, denominator=887.1), "71.48%", "consistent"),
        (Estimate(value=0.7, numerator=1, denominator=2), "70%", "consistent"),
        (Estimate(value=np.nan), "70%", "not checkable"),
        (None, "70%", "not checkable"),
    ],
)
def test_verdicts(figure: float | Estimate | None, stated: str, verdict: str) -> None:
    """By counts where the register has them, by the figure otherwise."""
    figures = {} if figure is None else {"figure": figure}
    found = audit_register(figures, {"figure": stated}, document="report 2013")
    assert found[0].verdict == verdict
    assert found[0].claim.document == "report 2013"


def test_a_finding_names_the_counts_that_would_hold() -> None:
    """The register gives the counts, so the way out is one of counts."""
    (finding,) = audit_register({"CBR": CBR}, {"CBR": "5.53‰"}).where(Verdict.INCONSISTENT)
    assert "3888/716450" in finding.explanation
    assert any("numerator" in way for way in finding.would_hold)


def test_a_table_of_the_register_is_searched_by_code_name_and_definition() -> None:
    """Of several figures of an indicator the one of all orders is meant."""
    table = [
        record("SRB", 95 / 84, numerator=95.0, denominator=84.0),
        record("SRB", 33 / 43, "order 2", numerator=33.0, denominator=43.0),
        record("CBR", 0.005, "period"),
        record("CBR", 0.01, "annual"),
    ]
    stated = {"出生人口性别比": "113.1:100", "SRB [order 2]": "76.7:100", "CBR [annual]": "10‰"}
    found = audit_register(table, {**stated, "CDR": "6‰", "no such thing": "7"})
    assert [str(one.verdict) for one in found] == ["consistent"] * 3 + ["not checkable"] * 2
    with pytest.raises(DefinitionError, match=r"CBR \[annual\], CBR \[period\]; keep one area"):
        audit_register(table, {"CBR": "10‰"})


def test_all_unreadable_figures_are_named_at_once() -> None:
    """Not the first alone."""
    with pytest.raises(ClaimError, match="stated: 2 cannot be read") as caught:
        audit_register({}, {"CBR": "high", "CDR": "low", "TFR": "1.2"})
    assert "CBR: " in str(caught.value)
    assert "CDR: " in str(caught.value)
