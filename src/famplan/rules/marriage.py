"""Ages by law: marrying, marrying late, and having a first child late.

Every age and its window is a dated fact of the catalogue, as in `famplan.formulas.marriage`. The
reference date of a verdict is the day of the marriage or of the birth.
"""

from __future__ import annotations

from datetime import date

from famplan.catalogue.facts import Fact, all_facts
from famplan.catalogue.indicator import Source
from famplan.rules.amount_files import amounts_of
from famplan.rules.requirement import Requirement
from famplan.rules.rule import Rule
from famplan.rules.scheme import Overlay, Scheme
from famplan.rules.subjects.spouse import (
    BIRTH,
    CONCEIVED_MARRIED,
    FIRST_CHILD,
    FIRST_MARRIAGE,
    MARRIED,
    PARTNER_BIRTH,
    SEX,
    SPOUSE,
    Spouse,
)

__all__ = [
    "LATE_FIRST_BIRTH",
    "LATE_FIRST_BIRTH_WIDE",
    "LATE_MARRIAGE",
    "MARRIAGE_AGE",
    "SCHEMES",
]

_ENDED_BY = {
    date(1981, 1, 1): "Marriage Law of 1980, art. 51",
    date(2021, 1, 1): "Civil Code, art. 1260",
    date(2016, 1, 1): "amendment of the Population and Family Planning Law adopted 2015-12-27, "
    "which no longer names late marriage and late birth (art. 18 and 25)",
    None: "",
}
"""What ended an age, by the first day on which it no longer held."""

_NOTES: dict[date | None, str] = {
    date(1981, 1, 1): "Ethnic autonomous areas could adapt the law (art. 50 as renumbered in "
    "2001): their ages are not here."
}
"""What else there is to know of an age, by its first day."""

_WOMAN = SEX.is_("female")
_LEAVE = "the longer leave of the law of 2001, art. 25, ended with 2015"


def _facts(key: str) -> tuple[Fact, ...]:
    return tuple(entry for entry in all_facts() if entry.key == key)


def _pairs(kind: str) -> list[tuple[Fact, Fact]]:
    """Return what held for women and for men, window by window."""
    return list(zip(_facts(f"{kind}_women"), _facts(f"{kind}_men"), strict=True))


def _of_age(women: Fact, men: Fact) -> Requirement[Spouse]:
    # The men's age is the higher one: whoever has reached it needs no sex to be told.
    for_women, for_men = int(women.value), int(men.value)
    return Requirement(
        f"is at least {for_men} as a man, {for_women} as a woman",
        (BIRTH.age() >= for_men) | (_WOMAN & (BIRTH.age() >= for_women)),
        women.source.locator,
        text_zh=f"男满{for_men}周岁，女满{for_women}周岁",
        key="age",
        source=women.source,
    )


def _marriage_law(women: Fact, men: Fact) -> Rule[Spouse]:
    return Rule(
        "legal age of marriage",
        name_zh="法定婚龄",
        subject=SPOUSE,
        source=women.source,
        since=women.since,
        until=women.until,
        ended_by=_ENDED_BY[women.until],
        requires=(_of_age(women, men),),
        note=_NOTES.get(women.since, ""),
    )


MARRIAGE_AGE: Scheme[Spouse] = Scheme(
    code="marriage-age",
    name="legal age of marriage",
    name_zh="法定婚龄",
    versions=tuple(_marriage_law(*pair) for pair in _pairs("legal_marriage_age")),
)
"""Whether someone has reached the age at which the law of the day allows marriage."""

_FIRST_MARRIAGE = Requirement(
    "marries for the first time", FIRST_MARRIAGE, text_zh="初次结婚", key="first"
)


def _late_marriage(women: Fact, men: Fact) -> Rule[Spouse]:
    return Rule(
        "late marriage",
        name_zh="晚婚",
        subject=SPOUSE,
        source=women.source,
        since=women.since,
        until=women.until,
        ended_by=_ENDED_BY[women.until],
        requires=(_FIRST_MARRIAGE, _of_age(women, men)),
        note=f"Three years above the legal age; {_LEAVE}. The Marriage Law went on to encourage "
        "late marriage, without leave, until 2020-12-31 (art. 6).",
    )


LATE_MARRIAGE: Scheme[Spouse] = Scheme(
    code="late-marriage",
    name="late marriage",
    name_zh="晚婚",
    versions=tuple(_late_marriage(*pair) for pair in _pairs("late_marriage_age")),
    amounts=amounts_of("late_marriage"),
)
"""First marriages that counted as late, and the longer leave for them."""

_MOTHER = Requirement("is the mother", _WOMAN, text_zh="妇女", key="mother")
_FIRST_CHILD = Requirement("has her first child", FIRST_CHILD, text_zh="初次生育", key="first")


def _late_birth(age: Fact) -> Rule[Spouse]:
    years = int(age.value)
    return Rule(
        "late first birth",
        name_zh="晚育",
        subject=SPOUSE,
        source=age.source,
        since=age.since,
        until=age.until,
        ended_by=_ENDED_BY[age.until],
        requires=(
            _MOTHER,
            _FIRST_CHILD,
            Requirement(
                f"is at least {years} at the birth",
                BIRTH.age() >= years,
                age.source.locator,
                text_zh=f"满{years}周岁",
                key="age",
                source=age.source,
            ),
        ),
        note=f"By provincial texts of 2012; {_LEAVE}.",
    )


_FUJIAN = Overlay(
    place="Fujian",
    source=Source("Fujian, rules on family planning (undated)", locator="late birth"),
    relaxes=(
        Requirement(
            "the father is at least 30",
            PARTNER_BIRTH.age() >= 30,
            text_zh="男方满30周岁",
            key="age",
        ),
    ),
    note="the text that was read has no date",
)

LATE_FIRST_BIRTH: Scheme[Spouse] = Scheme(
    code="late-first-birth",
    name="late first birth",
    name_zh="晚育",
    versions=tuple(_late_birth(age) for age in _facts("late_first_birth_age")),
    overlays=(_FUJIAN,),
    amounts=amounts_of("late_first_birth"),
)
"""First births that counted as late by the mother's age, and the longer leave for them."""


def _after_late_marriage(rule: Rule[Spouse]) -> Rule[Spouse]:
    """Let a child conceived after a late marriage count as well."""
    women, _ = _pairs("late_marriage_age")[0]
    years = int(women.value)
    *others, age = rule.requires
    after = Requirement(
        f"conceived the child after marrying at {years} or later",
        (BIRTH.age(at=MARRIED) >= years) & CONCEIVED_MARRIED,
        text_zh="晚婚后怀孕",
        key="age",
        source=Source("Explanations of 晚育", locator="or a first child after a late marriage"),
    )
    return rule.changed(
        name="late first birth, or one after a late marriage",
        name_zh="晚育（含晚婚后怀孕）",
        requires=(*others, age.or_else(after)),
        note="A wider reading of some texts; in which places and since when was not found.",
    )


LATE_FIRST_BIRTH_WIDE: Scheme[Spouse] = Scheme(
    code="late-first-birth-wide",
    name="late first birth, or one after a late marriage",
    name_zh="晚育（含晚婚后怀孕）",
    versions=tuple(_after_late_marriage(rule) for rule in LATE_FIRST_BIRTH.versions),
)
"""The wider definition, by which a first child conceived after a late marriage counts too."""

SCHEMES = (MARRIAGE_AGE, LATE_MARRIAGE, LATE_FIRST_BIRTH, LATE_FIRST_BIRTH_WIDE)
"""What this room files."""
