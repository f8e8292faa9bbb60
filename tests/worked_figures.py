"""Figures of a unit that just meets every bound of a scheme."""

from __future__ import annotations

from famplan.assessment import Figure

VILLAGE = {
    "facilities": Figure(5),
    "PCR": Figure("92 %"),
    "unlawful_higher_order": Figure("3 %"),
    "awareness": Figure("85 %"),
    "notice_board": Figure(1),
    "missing_slogans": Figure(0),
    "health_service": Figure("80 %"),
    "supplies": Figure("10 %", bound="10 %"),
    "self_governance": Figure("50 %"),
    "association": Figure(1),
    "migrants": Figure("100 %"),
    "statistical_error": Figure("5 %"),
    "SRB": Figure("110:100"),
    "false_applications": Figure(0),
}
"""A village at the bounds of the rules for village committees."""
