"""Knowledge of contraception: a share and a mean of answers."""

from __future__ import annotations

from answer_properties import check_mean, check_share

from famplan.formulas import contraception


def test_shares_are_between_none_and_all() -> None:
    """Parts add up to one, of nobody it is unknown, and what cannot be is refused."""
    check_share(contraception.knowledge_proportion, "asked")


def test_the_mean_is_that_of_the_women() -> None:
    """A sum over women and their number are all it needs."""
    check_mean(contraception.mean_methods_known, "asked")
