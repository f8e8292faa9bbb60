"""Births by order and conformity in one table, as national Form 1 of 2008 reports them.

The table holds what the form holds, births of order 1, 2 and 3 and over with those in policy
among them, and keeps births found late (往年出生未报) apart. It refuses figures that break the
form's identities, so that shares are never computed from a table that cannot be true.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.errors import InvalidInputError, ShapeError
from famplan.formulas.arrays import FloatArray, Numbers, counts, numbers, proportion
from famplan.formulas.births.conformity import (
    order_conforming_proportion,
    policy_conforming_proportion,
)
from famplan.formulas.births.shares import birth_proportion

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["ORDERS", "ParityPolicyTable"]

ORDERS = ("1", "2", "3+")
"""Birth orders on the last axis of every array of the table."""


def _array(value: ArrayLike) -> FloatArray:
    return numbers(table=value)[0]


def _three_orders(_: object, attribute: attrs.Attribute[FloatArray], array: FloatArray) -> None:
    if array.ndim == 0 or array.shape[-1] != len(ORDERS):
        raise ShapeError(
            attribute.name,
            f"shape {array.shape} does not end with {len(ORDERS)} birth orders",
            remedy=f"give births of order {', '.join(ORDERS)} on the last axis",
        )


def _none() -> FloatArray:
    return np.zeros(len(ORDERS))


@attrs.frozen(kw_only=True, eq=False)
class ParityPolicyTable:
    """Births of order 1, 2 and 3 and over, and those in policy among them.

    Every array has the three orders on its last axis; areas or periods may stand in front. Tables
    add up: ``table_a + table_b`` is the table of both areas.

    Parameters
    ----------
    births : array_like
        Live births of the period by order.
    in_policy : array_like
        Those of them that conformed to policy.
    found_late, found_late_in_policy : array_like, optional
        Births of earlier periods that were reported only now, by order, and those of them in
        policy. They are kept apart; `counting_found_late` adds them where a local rule does.
    total, total_in_policy : array_like, optional
        Totals as the form states them: they must be the sums of the orders.

    Raises
    ------
    PartExceedsWholeError
        More births in policy than births, in any order.
    InvalidInputError
        A stated total is not the sum of its orders.
    ShapeError, NegativeCountError
        Not three orders, shapes that do not match, or a count below zero.

    Examples
    --------
    >>> table = ParityPolicyTable(births=[520, 300, 67], in_policy=[510, 90, 34], total=887)
    >>> round(table.policy_conforming_proportion, 4), round(table.out_of_policy_higher_share, 4)
    (0.7148, 0.0372)
    >>> table.parity_shares.round(3)
    array([0.586, 0.338, 0.076])
    """

    births: FloatArray = attrs.field(converter=_array, validator=_three_orders)
    in_policy: FloatArray = attrs.field(converter=_array, validator=_three_orders)
    found_late: FloatArray = attrs.field(converter=_array, validator=_three_orders, factory=_none)
    found_late_in_policy: FloatArray = attrs.field(
        converter=_array, validator=_three_orders, factory=_none
    )
    total: Numbers | None = attrs.field(default=None, repr=False)
    total_in_policy: Numbers | None = attrs.field(default=None, repr=False)

    def __attrs_post_init__(self) -> None:
        """Check the identities of the form."""
        proportion(in_policy=self.in_policy, births=self.births)
        proportion(found_late_in_policy=self.found_late_in_policy, found_late=self.found_late)
        _check_total("total", self.total, self.births)
        _check_total("total_in_policy", self.total_in_policy, self.in_policy)

    def __add__(self, other: ParityPolicyTable) -> ParityPolicyTable:
        """Add the counts of another area or period."""
        return ParityPolicyTable(
            births=self.births + other.births,
            in_policy=self.in_policy + other.in_policy,
            found_late=self.found_late + other.found_late,
            found_late_in_policy=self.found_late_in_policy + other.found_late_in_policy,
        )

    def counting_found_late(self) -> ParityPolicyTable:
        """Count births found late in the period in which they were found.

        A local rule of reporting; the national form keeps them apart.
        """
        return ParityPolicyTable(
            births=self.births + self.found_late,
            in_policy=self.in_policy + self.found_late_in_policy,
        )

    @property
    def out_of_policy(self) -> FloatArray:
        """Births by order that did not conform."""
        return self.births - self.in_policy

    @property
    def parity_shares(self) -> FloatArray:
        """Share of each order in all births (一孩率, 二孩率, 多孩率)."""
        return np.asarray(birth_proportion(self.births, births=_all(self.births)[..., np.newaxis]))

    @property
    def policy_conforming_proportion(self) -> Numbers:
        """Conforming births among all births (计划生育率)."""
        return policy_conforming_proportion(
            _all(self.in_policy), births=_all(self.births), basis="all_births"
        )

    @property
    def quantity_conforming_proportion(self) -> Numbers:
        """Conforming births among all but first births out of policy (数量政策符合率)."""
        return policy_conforming_proportion(
            _all(self.in_policy),
            births=_all(self.births),
            basis="quantity",
            first_out_of_policy=self.out_of_policy[..., 0],
        )

    @property
    def second_conforming_proportion(self) -> Numbers:
        """Conforming births among second births (二孩政策符合率)."""
        return order_conforming_proportion(self.in_policy[..., 1], births=self.births[..., 1])

    @property
    def second_plus_conforming_proportion(self) -> Numbers:
        """Conforming births among births of order 2 and over (二多孩政策符合率)."""
        return order_conforming_proportion(
            _all(self.in_policy[..., 1:]), births=_all(self.births[..., 1:])
        )

    @property
    def out_of_policy_share(self) -> Numbers:
        """Births out of policy among all births (计划外生育率)."""
        return birth_proportion(_all(self.out_of_policy), births=_all(self.births))

    @property
    def out_of_policy_higher_share(self) -> Numbers:
        """Births of order 3 and over out of policy among all births (政策外多孩率)."""
        return birth_proportion(self.out_of_policy[..., 2], births=_all(self.births))


def _all(by_order: FloatArray) -> FloatArray:
    return np.asarray(by_order.sum(axis=-1))


def _check_total(name: str, total: Numbers | None, by_order: FloatArray) -> None:
    if total is None:
        return
    stated, summed = counts(**{name: total}, orders=_all(by_order))
    wrong = np.asarray(stated != summed) & ~np.isnan(stated) & ~np.isnan(summed)
    if wrong.any():
        stated, summed = np.broadcast_arrays(stated, summed)
        raise InvalidInputError(
            name,
            f"{stated[wrong].flat[0]:g} is not the sum {summed[wrong].flat[0]:g} of the orders",
            remedy="correct the total or the order that is off",
        )
