"""What files of unit figures call their columns, kinds and measures, in both languages."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import attrs

from famplan.assessment.assess import score
from famplan.assessment.statuses import status_name
from famplan.assessment.triggers import EventTrigger, FigureTrigger, StatusTrigger
from famplan.errors import InvalidInputError
from famplan.formulas.choices import nearest
from famplan.readers.headers import plain_header

if TYPE_CHECKING:
    from famplan.assessment.figures import Figure
    from famplan.assessment.measures import Measure
    from famplan.assessment.scheme import Scheme

__all__ = ["Asked", "column_of", "is_unknown", "kind_names", "kind_of"]

_NUMBERS = {"value", "numerator", "denominator", "previous", "mean", "bound"}
_SPLIT = re.compile(r"[\s_:：·/（(]+")


@cache
def _words() -> dict[str, Any]:
    file = files("famplan.assessment") / "data" / "unit_words.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def _columns() -> dict[str, str]:
    return {
        plain_header(word): name for name, words in _words()["columns"].items() for word in words
    }


def column_of(header: str) -> str:
    """Tell which column a header is; empty if it is none.

    Examples
    --------
    >>> column_of("单位名称"), column_of(" Numerator "), column_of("PCR")
    ('unit', 'numerator', '')
    """
    return _columns().get(plain_header(header), "")


def is_unknown(text: str) -> bool:
    """Tell whether a cell says that something is not known, or was not assessed.

    Examples
    --------
    >>> is_unknown("未考核"), is_unknown(" – "), is_unknown("0")
    (True, True, False)
    """
    return plain_header(text).replace("_", " ").strip() in {
        plain_header(word).replace("_", " ").strip() for word in _words()["unknown"]["words"]
    }


def kind_of(text: str, kinds: tuple[str, ...]) -> str:
    """Tell which kind of unit a word means, of those that a scheme knows; itself if of none.

    Examples
    --------
    >>> kind_of("乡镇", ("township", "farm")), kind_of("Farm", ("township", "farm"))
    ('township', 'farm')
    """
    plain = plain_header(text)
    for kind in kinds:
        own = [kind, *_words()["kinds"].get(kind, ())]
        if plain in {plain_header(word) for word in own}:
            return kind
    return text


def kind_names(kind: str) -> tuple[str, str]:
    """Name a kind of unit in English and Chinese.

    Examples
    --------
    >>> kind_names("farm"), kind_names("depot")
    (('farm', '农场'), ('depot', 'depot'))
    """
    words = _words()["kinds"].get(kind, ())
    chinese = next((word for word in words if not word.isascii()), kind)
    return kind, chinese


@attrs.frozen
class Asked:
    """What a scheme asks for: its measures by every name, its kinds, its events and statuses."""

    measures: dict[str, Measure]
    kinds: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    scheme: Scheme | None = None

    @classmethod
    def by(cls, scheme: Scheme | None) -> Asked | None:
        """Take what a scheme asks for; None without one."""
        if scheme is None:
            return None
        triggers, measures = scheme.triggers, {one.code: one for one in scheme.measures}
        measures |= {
            one.measure.code: one.measure for one in triggers if isinstance(one, FigureTrigger)
        }
        events = [one.event for one in triggers if isinstance(one, EventTrigger)]
        statuses = [one.status for one in triggers if isinstance(one, StatusTrigger)]
        statuses += [one.status for one in scheme.consequences if one.status]
        return cls(
            measures,
            scheme.kinds,
            tuple(dict.fromkeys(events)),
            tuple(dict.fromkeys(statuses)),
            scheme,
        )

    def problem(self, code: str, figure: Figure, kind: str) -> InvalidInputError | None:
        """Find what a scheme misses in a figure: a mean, a year before, a bound of its own."""
        if self.scheme is None or not any(i.measure.code == code for i in self.scheme.items):
            return None
        try:
            score(self.scheme, {code: figure}, unit="-", kind=kind)
        except InvalidInputError as error:
            return error
        return None

    def measure_of(self, name: str) -> str:
        """Tell the code of a measure by its code or a name; empty if it is none."""
        plain = plain_header(name)
        for code, measure in self.measures.items():
            names = (code, measure.name, measure.name_zh)
            if plain in {plain_header(one) for one in names if one}:
                return code
        return ""

    def happening_of(self, what: str, name: str) -> str:
        """Tell the code of an event or a status by its code or a name; empty if it is none."""
        plain = plain_header(name)
        if what == "event":
            triggers = self.scheme.triggers if self.scheme else ()
            named = [
                (one.event, (one.event, one.name, one.name_zh))
                for one in triggers
                if isinstance(one, EventTrigger)
            ]
        else:
            named = [(one, (one, *status_name(one))) for one in self.statuses]
        codes = {code for code, names in named if plain in {plain_header(n) for n in names if n}}
        return codes.pop() if len(codes) == 1 else ""

    def meant(self, name: str) -> str:
        """Say what is asked for, or what a misspelt name may mean."""
        measures = self.measures.values()
        names = [*self.measures, *(m.name for m in measures), *(m.name_zh for m in measures)]
        if meant := nearest(name, [one for one in names if one]):
            return f"did you mean {meant}?"
        own = [code if name.isascii() else m.name_zh or code for code, m in self.measures.items()]
        return f"asked for: {', '.join(own)}"

    def wide(self, header: str) -> tuple[str, str]:
        """Read a header of a sheet with a column for each measure: its code, and which number.

        Examples
        --------
        >>> from famplan.assessment import Measure
        >>> rate = Measure(
        ...     code="PCR", name="Conformity", name_zh="计划生育率", direction="at least", unit="%",
        ...     evidence="proportion",
        ... )
        >>> asked = Asked({"PCR": rate})
        >>> asked.wide("计划生育率"), asked.wide("PCR denominator"), asked.wide("x")
        (('PCR', 'value'), ('PCR', 'denominator'), ('', ''))
        """
        if code := self.measure_of(header):
            return code, "value"
        plain = header.strip()
        for cut in range(len(plain) - 1, 0, -1):  # 计划生育率分子, without a sign between the two
            column = column_of(plain[cut:])
            if column in _NUMBERS and (code := self.measure_of(plain[:cut])):
                return code, column
        parts = [part for part in _SPLIT.split(header.rstrip(")） ")) if part]
        for cut in range(1, len(parts)):
            code = self.measure_of(" ".join(parts[:cut]))
            column = column_of(" ".join(parts[cut:]))
            if code and column in _NUMBERS:
                return code, column
        return "", ""
