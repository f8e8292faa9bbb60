"""The few checks that records share; every message reads ``birth_order: 0 is below 1``.

An unknown value (None) passes each check but `is_known_date`. No message repeats a key, a name or
an identity number; so what was given in place of a word is shown only where it is nearly that word,
for columns slip and a name may stand where a sex should.
"""

from __future__ import annotations

from difflib import get_close_matches
from enum import StrEnum
from numbers import Integral
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from famplan.errors import InvalidRecordError
from famplan.model.dates import plain_date

if TYPE_CHECKING:
    from collections.abc import Callable

    import attrs

    Validator = Callable[[Any, attrs.Attribute[Any], Any], None]

__all__ = [
    "at_least",
    "check_class",
    "is_a",
    "is_date",
    "is_known_date",
    "member",
    "not_before",
    "yes_no_unknown",
]

Member = TypeVar("Member", bound=StrEnum)

_NEAR = 0.75  # so like a word of the vocabulary that it can only be a slip of the pen


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


def is_known_date(_record: object, field: attrs.Attribute[Any], value: object) -> None:
    """Check that a value is a plain date, and not unknown.

    Examples
    --------
    >>> from famplan.model import Period
    >>> Period(None, None)
    Traceback (most recent call last):
    ...
    famplan.errors.InvalidRecordError: start: no date; it must be known
    """
    if value is None:
        raise InvalidRecordError(field.name, "no date", remedy="it must be known")
    is_date(_record, field, value)


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
        if value is not None:
            check_class(value, kind, field.name)

    return check


def check_class(value: object, kind: type, where: str) -> None:
    """Check that an argument is of a class; unknown is not.

    Raises
    ------
    InvalidRecordError
        It is of another.

    Examples
    --------
    >>> from famplan.model import Area
    >>> Area("320803", "district").within("3208")
    Traceback (most recent call last):
    ...
    famplan.errors.InvalidRecordError: other: str is not an Area
    """
    if not isinstance(value, kind):
        article = "an" if kind.__name__[0] in "AEIOU" else "a"
        problem = f"{type(value).__name__} is not {article} {kind.__name__}"
        raise InvalidRecordError(where, problem)


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
    famplan.errors.InvalidRecordError: sex: this text is none of female, male
    >>> Person(sex="Female")
    Traceback (most recent call last):
    ...
    famplan.errors.InvalidRecordError: sex: 'Female' is none of female, male; write female
    """
    try:
        return vocabulary(value)
    except ValueError:
        pass
    allowed = ", ".join(vocabulary)
    if not isinstance(value, str):
        raise InvalidRecordError(where, f"{type(value).__name__} is none of {allowed}")
    words = {entry.casefold(): entry for entry in vocabulary}
    near = get_close_matches(value.casefold(), words, n=1, cutoff=_NEAR)
    if not near:
        raise InvalidRecordError(where, f"this text is none of {allowed}")
    problem = f"{value!r} is none of {allowed}"
    raise InvalidRecordError(where, problem, remedy=f"write {words[near[0]]}")


def yes_no_unknown(_record: object, field: attrs.Attribute[Any], value: object) -> None:
    """Check that a value is True, False or None; a 1 or a "no" would be read as yes.

    Examples
    --------
    >>> from famplan.model import Birth
    >>> Birth(in_policy="no")
    Traceback (most recent call last):
    ...
    famplan.errors.InvalidRecordError: in_policy: str is none of True, False, None
    """
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, np.bool_):  # it looks like a bool and is none: `is True` fails
        raise InvalidRecordError(field.name, "a numpy bool is no bool", remedy="give bool(value)")
    raise InvalidRecordError(field.name, f"{type(value).__name__} is none of True, False, None")
