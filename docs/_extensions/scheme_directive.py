"""``{scheme} CODE``: everything a scheme holds, laid out from the scheme itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive
from scheme_tables import cited, table, when, where

from famplan.errors import DefinitionError
from famplan.language.children import Children
from famplan.language.facts import ChoiceFact
from famplan.rules import find_scheme
from famplan.rules.window import window_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from scheme_tables import Cell
    from sphinx.application import Sphinx

    from famplan.language.facts import Fact
    from famplan.rules.amount import Amount
    from famplan.rules.requirement import Requirement
    from famplan.rules.rule import Rule
    from famplan.rules.scheme import Overlay, Scheme

KINDS = {"date": "a date", "flag": "yes or no", "number": "a number", "fact": "a list"}


class SchemeDirective(Directive):
    """Lay a scheme out: texts, conditions, local texts, amounts, facts, what is not verified."""

    required_arguments: ClassVar[int] = 1

    def run(self) -> list[nodes.Node]:
        """Look the scheme up and lay it out."""
        try:
            scheme = find_scheme(self.arguments[0])
        except DefinitionError as error:
            raise self.error(str(error)) from error
        anchor = f"scheme-{scheme.code}"
        parts: list[nodes.Node] = [nodes.target(ids=[anchor], names=[anchor]), summary(scheme)]
        for title, found in (
            ("Texts", texts(scheme)),
            ("Asked for", conditions(scheme)),
            ("Local texts", local_texts(scheme)),
            ("Amounts", amounts(scheme)),
            ("Facts", facts(scheme)),
            ("Not verified", unverified(scheme)),
        ):
            if found is not None:
                parts += [nodes.rubric(text=title), found]
        return parts


def summary(scheme: Scheme[Any]) -> nodes.table:
    """Say what it is called, whom it is about, and when and where it was in force."""
    rows: dict[str, Cell] = {
        "Code": nodes.literal(text=scheme.code),
        "Name": scheme.name,
        "名称": scheme.name_zh,
        "About a": scheme.subject.name,
        "In force": "; ".join(windows(scheme.versions)),
    }
    own = dict.fromkeys(law.place for law in scheme.versions if law.place)
    if own:
        rows["Only in"] = ", ".join(own)
    elsewhere = [place for place in scheme.places if place not in own]
    if elsewhere:
        rows["Local in"] = ", ".join(elsewhere)
    if scheme.note:
        rows["Note"] = scheme.note
    labelled = [(nodes.strong(text=label), text) for label, text in rows.items()]
    return table("definition", (20, 80), (), labelled)


def windows(laws: Iterable[Rule[Any]]) -> Iterator[str]:
    """Join windows that follow on each other."""
    spans: list[list[Any]] = []
    for law in laws:
        if spans and spans[-1][1] is not None and spans[-1][1] == law.since:
            spans[-1][1] = law.until
        else:
            spans.append([law.since, law.until])
    return (window_text(since, until) for since, until in spans)


def texts(scheme: Scheme[Any]) -> nodes.table:
    """Lay the texts out, each with its window and what ended it."""
    rows = []
    for law in scheme.versions:
        said: list[nodes.Node] = [nodes.paragraph("", "", *cited(law.source))]
        if law.ended_by:
            said.append(nodes.paragraph(text=f"Ended by {law.ended_by}."))
        if law.note:
            said.append(nodes.paragraph(text=law.note, classes=["aside"]))
        rows.append((when(law.since, law.until), said))
    return table("texts", (28, 72), ("In force", "Text"), rows)


def conditions(scheme: Scheme[Any]) -> nodes.table:
    """Lay the requirements of all texts out, once each, in words and as they are tested."""
    found: dict[str, list[tuple[Rule[Any], Requirement[Any]]]] = {}
    for law in scheme.versions:
        for entry in law.requires:
            found.setdefault(tested(entry), []).append((law, entry))
    rows = [
        (
            said(held[0][1], language="en"),
            said(held[0][1], language="zh"),
            articles(held, everywhere=len(held) == len(scheme.versions)),
        )
        for held in found.values()
    ]
    return table("conditions", (38, 34, 28), ("Condition", "条件", "Article"), rows)


def tested(entry: Requirement[Any]) -> str:
    """Tell requirements apart by what they say and what they test."""
    return json.dumps([entry.text, entry.condition.to_dict()])


def said(entry: Requirement[Any], *, language: str) -> list[nodes.Node]:
    """Say a requirement, and under it the facts as the rule joins them."""
    exact = entry.condition.describe(language=language)
    return [
        nodes.paragraph(text=entry.said(language=language)),
        nodes.paragraph(text=exact, classes=["aside"]),
    ]


def articles(
    held: Sequence[tuple[Rule[Any], Requirement[Any]]], *, everywhere: bool
) -> list[nodes.Node]:
    """Say where a requirement stands, and when, if not in every text."""
    places = dict.fromkeys(
        entry.locator or str((entry.source or law.source).locator) for law, entry in held
    )
    own = dict.fromkeys(
        entry.source for law, entry in held if entry.source not in (None, law.source)
    )
    found = [nodes.paragraph(text="; ".join(place for place in places if place) or "the text")]
    found += [nodes.paragraph("", "", *cited(source), classes=["aside"]) for source in own]
    if not everywhere:
        held_in = "; ".join(windows(law for law, _ in held))
        found.append(nodes.paragraph(text=f"Only {held_in}.", classes=["aside"]))
    return list[nodes.Node](found)


def local_texts(scheme: Scheme[Any]) -> nodes.table | None:
    """Lay out what local texts ask for besides, instead, as well, or no longer."""
    if not scheme.overlays:
        return None
    rows = [
        (where(entry.place), when(entry.since, entry.until), [*changes(entry)])
        for entry in sorted(scheme.overlays, key=lambda entry: (entry.place, str(entry.since)))
    ]
    return table("local", (20, 24, 56), ("Place", "In force", "What it changes"), rows)


def changes(entry: Overlay[Any]) -> Iterator[nodes.Node]:
    """Say what one local text changes, and which text it is."""
    for how, requirements in (
        ("Besides", entry.adds),
        ("Instead", entry.replaces),
        ("Also enough", entry.relaxes),
    ):
        for own in requirements:
            place = f" ({own.locator})" if own.locator else ""
            text = f" {own.text} · {own.said(language='zh')}{place}"
            yield nodes.paragraph("", "", nodes.strong(text=f"{how}:"), nodes.Text(text))
    if entry.drops:
        label = nodes.strong(text="Not asked for:")
        yield nodes.paragraph("", "", label, nodes.Text(f" {', '.join(entry.drops)}"))
    if not (entry.adds or entry.replaces or entry.relaxes or entry.drops):
        yield nodes.paragraph(text="Only amounts: it asks for what the national text asks for.")
    note = f". {entry.note[:1].upper()}{entry.note[1:].rstrip('.')}." if entry.note else ""
    yield nodes.paragraph("", "", *cited(entry.source), nodes.Text(note), classes=["aside"])


def amounts(scheme: Scheme[Any]) -> nodes.table | None:
    """Lay the amounts out: those of any place first, then by place and day."""
    found = [*scheme.amounts, *(amount for law in scheme.versions for amount in law.amounts)]
    if not found:
        return None
    own = scheme.versions[0].place
    found.sort(key=lambda amount: (amount.place, str(amount.since or "")))
    titles = ("Place", "In force", "Amount", "Paid by", "Source")
    rows = [
        (
            where(amount.place or own or "any"),
            when(amount.since, amount.until),
            [*figure(amount)],
            amount.payer or "–",
            nodes.paragraph("", "", *cited(amount.source)),
        )
        for amount in found
    ]
    return table("amounts", (14, 16, 28, 12, 30), titles, rows)


def figure(amount: Amount[Any]) -> Iterator[nodes.Node]:
    """Say how much, for whom, and what else there is to know."""
    if amount.note.startswith("not known"):
        yield nodes.paragraph(text="not known")
        return
    own_words = amount.note and str(amount).endswith(f"({amount.note})")
    plus = "plus " if amount.adds else ""
    yield nodes.paragraph("", "", nodes.strong(text=f"{plus}{amount}"))
    if amount.case:
        yield nodes.paragraph(text=f"For: {amount.case}.")
    if amount.text_of:
        text = "The day is that of the text that was read: it may have begun earlier."
        yield nodes.paragraph(text=text, classes=["aside"])
    if amount.note and not own_words:
        yield nodes.paragraph(text=amount.note, classes=["aside"])


def facts(scheme: Scheme[Any]) -> nodes.table:
    """Lay out the facts that any of its texts asks for."""
    laws = [law for place in ("", *scheme.places) for law in scheme.laws(place)]
    found: dict[str, Fact[Any]] = {fact.name: fact for law in laws for fact in law.facts}
    for amount in (amount for law in laws for amount in law.amounts):
        for term in (amount.when, amount.times):
            found |= {} if term is None else {fact.name: fact for fact in term.facts}
    rows = [
        (nodes.literal(text=fact.name), fact.said(), fact.said(language="zh"), kind(fact))
        for fact in found.values()
    ]
    return table("facts", (24, 32, 22, 22), ("Name", "Fact", "事实", "Kind"), rows)


def kind(fact: Fact[Any]) -> str:
    """Say what a fact can be."""
    if isinstance(fact, ChoiceFact):
        return ", ".join(fact.vocabulary)
    if isinstance(fact, Children):
        return f"a list, each with {', '.join(fact.child.facts)}"
    return KINDS[fact.kind]


def unverified(scheme: Scheme[Any]) -> nodes.bullet_list | None:
    """List the sources that nobody has seen."""
    sources = [law.source for law in scheme.versions]
    sources += [entry.source for law in scheme.versions for entry in law.requires if entry.source]
    sources += [entry.source for entry in (*scheme.overlays, *scheme.amounts)]
    unseen = dict.fromkeys(str(source) for source in sources if not source.verified)
    items = (nodes.list_item("", nodes.paragraph(text=text)) for text in unseen)
    return nodes.bullet_list("", *items) if unseen else None


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive."""
    app.add_directive("scheme", SchemeDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
