"""Where conditions hold, of women of whom all is known that may leave a condition unknown.

What every woman is asked (her method, her union, a pregnancy) is seldom missing, and a comparison
in `asked` is never unknown. Of nearly all women a condition is then true or false, and one mask
says which: half the work of the two masks that the language of rules has for the unknown.
"""

from __future__ import annotations

from functools import cache, reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any

from famplan.language.comparing import SIGNS, IsKnown, NumberBound
from famplan.language.conditions import AllOf, Condition, Joined, Not
from famplan.language.numbers import NumberFact
from famplan.tabulate.contraception.need.terms import Asked, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    import numpy as np
    from numpy.typing import NDArray

    from famplan.language.facts import Fact
    from famplan.language.rows import Rows

    Look: TypeAlias = Callable[[Rows[Any]], NDArray[np.bool_]]

__all__ = ["decisive", "where"]


def decisive(condition: Condition[Any]) -> tuple[Fact[Any], ...]:
    """Return the facts without which a condition may be unknown.

    Examples
    --------
    >>> from famplan.tabulate.contraception.need import decision_table, need_definition
    >>> row = decision_table(need_definition("dhs"))[1]
    >>> [fact.name for fact in row.condition.facts], [fact.name for fact in decisive(row.condition)]
    (['v312', 'v605'], ['v312'])
    """
    if isinstance(condition, (Asked, IsKnown)):
        return ()
    if isinstance(condition, Joined):
        return tuple(fact for part in condition.parts for fact in decisive(part))
    if isinstance(condition, (Term, Not)):
        return decisive(condition.part)
    return condition.facts


def where(condition: Condition[Any], rows: Rows[Any]) -> NDArray[np.bool_]:
    """Tell where a condition holds, if all that is decisive for it is known.

    Examples
    --------
    >>> import numpy as np
    >>> from famplan.language import Rows
    >>> from famplan.language.rows import NO_DAY
    >>> from famplan.tabulate.contraception.need.facts import V213, V222
    >>> from famplan.tabulate.contraception.need.terms import asked
    >>> columns = {"v213": np.array([0, 1, 0]), "v222": np.array([3.0, 30.0, np.nan])}
    >>> where((V213 == 1) | asked(V222 < 24), Rows(columns, 3, NO_DAY)).tolist()
    [True, True, False]
    """
    return _look(condition)(rows)


@cache
def _look(condition: Condition[Any]) -> Look:
    """Make the function that looks at rows: a condition is taken apart once, not in every batch."""
    if isinstance(condition, Asked):
        return _certainly(condition.part)
    if isinstance(condition, Term):
        term = _look(condition.part)
        return lambda rows: rows.kept((condition, where), lambda: term(rows))
    if isinstance(condition, Not):
        opposite = _look(condition.part)
        return lambda rows: ~opposite(rows)
    if isinstance(condition, Joined):
        return _joined(condition, [_look(part) for part in condition.parts])
    return _certainly(condition)


def _certainly(condition: Condition[Any]) -> Look:
    """Make the function that tells where a condition certainly holds, whatever is known."""
    if isinstance(condition, Joined):
        return _joined(condition, [_certainly(part) for part in condition.parts])
    if isinstance(condition, NumberBound):
        term, other, compare = condition.term, condition.other, SIGNS[condition.sign]
        # Of what is not known, nan, every comparison is false.
        if isinstance(term, NumberFact) and isinstance(other, NumberFact):
            return lambda rows: compare(rows.numbers(term), rows.numbers(other))
        if isinstance(term, NumberFact) and isinstance(other, (int, float)):
            return lambda rows: compare(rows.numbers(term), other)
    return lambda rows: condition.masks(rows).yes


def _joined(condition: Joined[Any], looks: Sequence[Look]) -> Look:
    join = and_ if isinstance(condition, AllOf) else or_
    return lambda rows: reduce(join, [look(rows) for look in looks])
