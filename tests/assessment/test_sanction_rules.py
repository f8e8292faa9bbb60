"""Published rules of sanctions: what is in them, what is not, and how they join a scheme."""

from __future__ import annotations

import pytest

from famplan.assessment import (
    Grade,
    GradeScale,
    History,
    Scheme,
    YearRecord,
    assess,
    find_sanction_rules,
    sanction_rules,
)
from famplan.catalogue.indicator import Source
from famplan.errors import DefinitionError

SCALE = GradeScale(
    [Grade(code="meets", name="Meets", low="98 %"), Grade(code="fails", name="Fails")]
)
PLAIN = Scheme(code="plain", name="Plain", items=[], grades=SCALE, source=Source("made up"))


def test_every_rule_has_a_source_and_both_languages() -> None:
    """And a name for everything that is asked of a unit."""
    for rules in sanction_rules():
        assert rules.source.verified
        assert rules.name_zh
        assert all(trigger.name and trigger.name_zh for trigger in rules.triggers)
        assert all(one.text_zh for one in rules.consequences)


def test_the_henan_ladder() -> None:
    """A08–A10: three rungs, each with its own consequences."""
    scheme = find_sanction_rules("henan-city-2006").added_to(PLAIN)

    def follows(event: str) -> list[str]:
        found = assess(scheme, {}, unit="East", events={event: 1}, all_events=True)
        return [str(one.consequence) for one in found.consequences]

    heads = "heads, deputy in charge and director of the family-planning office"
    assert follows("decided-notice") == [
        f"{heads}: self-criticism in writing (notice)",
        f"{heads}: not graded excellent in the year's appraisal for 1 year (notice)",
    ]
    director = "director of the family-planning office"
    assert follows("decided-yellow-card") == [f"{director}: no promotion for 1 year (yellow card)"]
    assert follows("decided-veto") == [f"{director}: removed from office (veto)"]


def test_zhejiang_needs_a_grade() -> None:
    """The first of its six grounds is the grade itself."""
    rules = find_sanction_rules("zhejiang-2007")
    scheme = rules.added_to(PLAIN)
    assert len(rules.events) == 5
    found = assess(scheme, {}, unit="East", all_events=True)
    assert found.rung.sanction is None
    with pytest.raises(DefinitionError, match="no grade fails"):
        rules.added_to(Scheme(code="x", name="X", items=[], source=Source("made up")))


def test_two_vetoes_in_jiangxi() -> None:
    """In a row: the heads lose their offices."""
    scheme = find_sanction_rules("jiangxi-2009").added_to(PLAIN)
    past = History([YearRecord(2008, sanction="veto")])
    found = assess(scheme, {}, unit="East", events={"decided-veto": 1}, history=past, year=2009)
    assert [one.consequence.text for one in found.consequences] == ["removed from office"]


def test_what_hangs_on_lists() -> None:
    """A19, A21, A22: a plan, a removal after two years, and awards that are barred."""
    scheme = find_sanction_rules("statuses").added_to(PLAIN)
    runs = {"key-managed": 2, "key area for the sex ratio": 1}
    found = assess(scheme, {}, unit="East", history=History.of_runs(runs, year=2008), year=2008)
    assert [str(one.consequence.on) for one in found.consequences] == [
        "unit",
        "village party secretary",
        "unit",
    ]
    assert found.barred == ("civilised city", "quality-service county")
    first = History.of_runs({**runs, "key-managed": 1}, year=2008)
    once = assess(scheme, {}, unit="East", history=first, year=2008)
    assert [str(one.consequence.on) for one in once.consequences] == ["unit", "unit"]


def test_no_rule_is_about_a_person() -> None:
    """A32, sanctions on individuals and pressure on pregnancies stay out."""
    words = ("个人", "当事人", "怀孕", "孕情", "person", "pregnan", "individual")
    for rules in sanction_rules():
        said = [text for one in rules.triggers for text in (one.name, one.name_zh, one.code)]
        said += [text for one in rules.consequences for text in (one.text, one.text_zh)]
        assert not [text for text in said for word in words if word in text]


def test_errors() -> None:
    """Rules that are not there, and two triggers of one code."""
    with pytest.raises(DefinitionError, match="no 'henan'; try "):
        find_sanction_rules("henan")
    scheme = find_sanction_rules("jiangxi-2009").added_to(PLAIN)
    with pytest.raises(DefinitionError, match="two triggers veto"):
        find_sanction_rules("henan-city-2006").added_to(scheme)
    assert str(find_sanction_rules("statuses")).startswith("What hangs on a status: 0 triggers")
