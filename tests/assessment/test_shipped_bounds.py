"""The bounds that the issue names, through schemes that come with famplan."""

from __future__ import annotations

import pytest

from famplan.assessment import Figure, Sanction, assess, find_scheme


@pytest.mark.parametrize(
    ("rate", "grade"),
    [("97.99 %", "fails"), ("98 %", "meets"), ("99.99 %", "meets"), ("100 %", "commended")],
)
def test_the_units_of_a_bureau(rate: str, grade: str) -> None:
    """S3.3: from 98 % on the standard is met, at 100 % it is commended."""
    scheme = find_scheme("unit-s3-3")
    found = assess(scheme, {"score": Figure(rate)}, unit="East", all_events=True)
    assert found.standing.code == grade


@pytest.mark.parametrize(
    ("error", "sanction"), [("7.00 %", Sanction.NONE), ("7.01 %", Sanction.VETO), (None, None)]
)
def test_the_error_of_the_county_rules(error: str | None, sanction: Sanction | None) -> None:
    """Above 7 % is a veto; an unknown error leaves it open."""
    scheme = find_scheme("county-rules")
    figures = {"PCR": Figure("92 %"), "statistical_error": Figure(error)}
    found = assess(scheme, figures, unit="East", kind="village", all_events=True)
    firing = next(one for one in found.firings if one.trigger.code == "error")
    assert firing.fired is {Sanction.NONE: False, Sanction.VETO: True, None: None}[sanction]
