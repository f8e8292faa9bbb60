"""How one birth was classified: the class, the ground, and everything it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from famplan.rules.requirement import source_record

if TYPE_CHECKING:
    from datetime import date

    from famplan.catalogue.indicator import Source
    from famplan.rules.birth_policy.conformity import Conformity

__all__ = ["Classification"]


@attrs.frozen(kw_only=True)
class Classification:
    """How one birth was classified, for statistics; never to advise or sanction anyone.

    Parameters
    ----------
    conformity : Conformity
        Conforming, not conforming, or unknown.
    on : date
        The day of the birth.
    place : str
        The province whose text decided; both where partners are registered in two.
    regime, regime_zh : str
        The national regime of the day; empty before the first.
    ground, ground_zh : str
        Why it conforms; empty where it does not, or where that is not known.
    citation : tuple of Source
        The texts: that of the ground first.
    why : tuple of str
        Why it is unknown, or does not conform.
    missing : tuple of str
        Names of facts that would help to decide.
    unverified : tuple of str
        What it relies on that was not verified.
    notes : tuple of str
        What else there is to know of the texts.
    """

    conformity: Conformity
    on: date
    place: str
    regime: str = ""
    regime_zh: str = ""
    ground: str = ""
    ground_zh: str = ""
    citation: tuple[Source, ...] = ()
    why: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Say it in English, a line for each reason."""
        return self.explain()

    def explain(self, *, language: str = "en") -> str:
        """Say it in English or Chinese, a line for each reason.

        Parameters
        ----------
        language : {"en", "zh"}
            The language of the class, the regime and the ground.

        Returns
        -------
        str
        """
        english = language == "en"
        where = self.place or ("no province given" if english else "省份未知")
        name = str(self.conformity) if english else self.conformity.name_zh
        lines = [
            f"birth on {self.on}, {where}: {name}" if english else f"{self.on}，{where}：{name}"
        ]
        ground, regime = (self.ground, self.regime) if english else (self.ground_zh, self.regime_zh)
        said: list[tuple[str, str, str]] = [("regime", "政策", regime), ("ground", "条件", ground)]
        said += [("why", "原因", text) for text in self.why]
        if self.missing:
            said.append(("not given", "缺少", ", ".join(self.missing)))
        said += [("source", "依据", str(source)) for source in self.citation]
        said += [("not verified", "未经核实", text) for text in self.unverified]
        said += [("note", "说明", text) for text in self.notes]
        return "\n".join(
            [
                *lines,
                *(f"  {one if english else other}: {text}" for one, other, text in said if text),
            ]
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain values that JSON can hold."""
        plain = ("place", "regime", "regime_zh", "ground", "ground_zh")
        several = ("why", "missing", "unverified", "notes")
        return {
            "conformity": str(self.conformity),
            "code": self.conformity.code,
            "on": self.on.isoformat(),
            **{name: getattr(self, name) for name in plain},
            "citation": [source_record(source) for source in self.citation],
            **{name: list(getattr(self, name)) for name in several},
        }
