"""Messages, information and contact: a share of answers."""

from __future__ import annotations

from answer_properties import check_share

from famplan.formulas import contraception


def test_shares_are_between_none_and_all() -> None:
    """Parts add up to one, of nobody it is unknown, and what cannot be is refused."""
    check_share(contraception.outreach_proportion, "asked")
