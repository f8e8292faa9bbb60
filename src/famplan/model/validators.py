"""The few checks that records share; every message reads ``birth_order: 0 is below 1``.

An unknown value (None) passes each check: a field that must be known has no default. No message
repeats a key, a name or an identity number.
"""

from __future__ import annotations

from enum import StrEnum
from numbers import Integral
from typing import TYPE_CHECKING, Any, TypeVar

from famplan.errors import InvalidRecordError
from famplan.model.dates import plain_date

if TYPE_CHECKING:
    from collections.abc import Callable

    import attrs

    Validator = Callable[[Any, attrs.Attribute[Any], Any], None]

__all__ = ["at_least", "is_a", "is_date", "member", "not_before", "yes_no_unknown"]

Member = TypeVar("Member", bound=StrEnum)


def at_least(low: int) -> Validator:
    """Check that a whole number is not below a bound.

    Examples
    --------
    >>> from famplan.model import Birth
    >>> Birth(order=0)
    Traceback (most recent call last):
    ...
    famplan.errors.InvalidRecordError: order: 0 is below 1
    """

    def check(_record: object, field: attrs.Attribute[Any], value: object) -> None:
        if value is None:
            return
        if isinstance(value, bool) or not isinstance(value, Integral):
            raise InvalidRecordError(field.name, f"{type(value).__name__} is not a whole number")
        if value < low:
            raise InvalidRecordError(field.name, f"{value} is below {low}")

    return check


def is_date(_record: object, field: attrs.Attribute[Any], value: object) -> None:
    """Check that a value is a plain date; a datetime is not one.

    Examples
    --------
    >>> from famplan.model import Birth
    >>> Birth(occurred="2013-06-30")
    Traceback (most recent call last):
    ...
    famplan.errors.InvalidRecordError: occurred: str is not a date; \
give datetime.date(year, month, day)
    """
    if value is not None:
        plain_date(value, field.name, error=InvalidRecordError)


def not_before(earlier: str) -> Validator:
    """Check that a date is not before the date in another field.

    Examples
    --------
    >>> from datetime import date
    >>> from famplan.model import Birth
    >>> Birth(occurred=date(2013, 6, 30), reported=date(2013, 6, 1))
    Traceback (most recent call last):
    ...
    famplan.errors.InvalidRecordError: reported: 2013-06-01 is before occurred 2013-06-30
    """

    def check(record: object, field: attrs.Attribute[Any], value: Any) -> None:  # noqa: ANN401
        is_date(record, field, value)
        bound = getattr(record, earlier)
        if value is not None and bound is not None and value < bound:
            raise InvalidRecordError(field.name, f"{value} is before {earlier} {bound}")

    return check


def is_a(kind: type) -> Validator:
    """Check that a value is of a class.

    Examples
    --------
    >>> from famplan.model import Birth
    >>> Birth(mother=7)
    Traceback (most recent call last):
    ...
    famplan.errors.InvalidRecordError: mother: int is not a Person
    """

    def check(_record: object, field: attrs.Attribute[Any], value: object) -> None:
        if value is not None and not isinstance(value, kind):
            article = "an" if kind.__name__[0] in "AEIOU" else "a"
            problem = f"{type(value).__name__} is not {article} {kind.__name__}"
            raise InvalidRecordError(field.name, problem)

    return check


def member(value: str, vocabulary: type[Member], where: str) -> Member:
    """Read a member of a closed vocabulary, or the text it stands for.

    Raises
    ------
    InvalidRecordError
        The vocabulary has no such member.

    Examples
    --------
    >>> from famplan.model import Person
    >>> Person(sex="boy")
    Traceback (most recent call last):
    ...
    famplan.errors.InvalidRecordError: sex: 'boy' is none of female, male
    """
    try:
        return vocabulary(value)
    except ValueError as error:
        allowed = ", ".join(vocabulary)
        raise InvalidRecordError(where, f"{value!r} is none of {allowed}") from error


def yes_no_unknown(_record: object, field: attrs.Attribute[Any], value: object) -> None:
    """Check that a value is True, False or None; a 1 or a "no" would be read as yes.

    Examples
    --------
    >>> from famplan.model import Birth
    >>> Birth(in_policy="no")
    Traceback (most recent call last):
    ...
    famplan.errors.InvalidRecordError: in_policy: 'no' is none of True, False, None
    """
    if value is not None and not isinstance(value, bool):
        raise InvalidRecordError(field.name, f"{value!r} is none of True, False, None")
