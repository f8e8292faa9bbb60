"""``{need-table} NAME``, ``{need-surveys}``: unmet need, laid out from the table and its data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from scheme_tables import cited, table

from famplan.errors import DefinitionError
from famplan.tabulate.contraception.need import CODES, decision_table, need_definition
from famplan.tabulate.contraception.need.surveys import (
    SurveyRules,
    rules_source,
    special_surveys,
)
from famplan.tabulate.contraception.need.terms import Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from famplan.language import Condition
    from famplan.tabulate.contraception.need import NeedDefinition, Row

TITLES = {
    "en": ("", "Code", "If", "As it is tested"),
    "zh": ("", "编码", "条件", "判断式"),
}


class NeedTableDirective(Directive):
    """Lay a decision table out: codes, reasons and conditions, and what its terms mean."""

    required_arguments: ClassVar[int] = 1
    option_spec: ClassVar[dict[str, Any]] = {"language": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Make the table and the list of its terms."""
        language = self.options.get("language", "en")
        try:
            definition = need_definition(self.arguments[0])
        except DefinitionError as error:
            raise self.error(str(error)) from error
        rows = decision_table(definition)
        return [
            about(definition, language),
            table("conditions", (6, 20, 37, 37), TITLES[language], cells(rows, language)),
            terms(rows, language),
            facts(rows, language),
        ]


def about(definition: NeedDefinition, language: str) -> nodes.paragraph:
    """Say whose definition it is."""
    label = definition.label if language == "en" else definition.label_zh
    name = nodes.literal(text=definition.name)
    return nodes.paragraph("", "", name, nodes.Text(f": {label}. "), *cited(definition.source))


def cells(rows: tuple[Row, ...], language: str) -> list[tuple[Any, ...]]:
    """Lay the rows out, in the order in which they decide."""
    place = 0 if language == "en" else 1
    return [
        (
            str(number),
            f"{row.code} {CODES[row.code][place]}",
            row.said(language=language),
            nodes.paragraph(text=tested(row.condition, language), classes=["aside"]),
        )
        for number, row in enumerate(rows, start=1)
    ]


def tested(condition: Condition[Any], language: str) -> str:
    """Say a condition with the short names of its facts."""
    text = condition.describe(language=language)
    for fact in condition.facts:
        text = text.replace(fact.said(language=language), fact.name)
    return text


def facts(rows: tuple[Row, ...], language: str) -> nodes.table:
    """Say what is asked."""
    found = {fact.name: fact for row in rows for fact in row.condition.facts}
    entries = [
        (
            nodes.literal(text=name),
            fact.said(language=language).removesuffix(f" ({name})").removesuffix(f"（{name}）"),
        )
        for name, fact in sorted(found.items())
    ]
    titles = ("Answer", "What is asked") if language == "en" else ("变量", "问题")
    return table("facts", (24, 76), titles, entries)


def terms(rows: tuple[Row, ...], language: str) -> nodes.definition_list:
    """Say what the named parts of conditions mean, those inside others too."""
    found: dict[str, str] = {}
    for row in rows:
        for term in terms_in(row.condition):
            found[term.said(language=language)] = tested(term.part, language)
    items = (
        nodes.definition_list_item(
            "", nodes.term(text=name), nodes.definition("", nodes.paragraph(text=meaning))
        )
        for name, meaning in found.items()
    )
    return nodes.definition_list("", *items)


def terms_in(condition: Condition[Any]) -> list[Term[Any]]:
    """Find the terms of a condition, outer ones first."""
    own = [condition] if isinstance(condition, Term) else []
    inner = getattr(condition, "parts", None) or [getattr(condition, "part", None)]
    return own + [term for part in inner if part is not None for term in terms_in(part)]


class NeedSurveysDirective(Directive):
    """Lay out what is peculiar to surveys."""

    def run(self) -> list[nodes.Node]:
        """Make the table, and say where it is from."""
        rows = [(name, "; ".join(peculiar(found))) for name, found in special_surveys().items()]
        source = nodes.paragraph("", "", *cited(rules_source()), classes=["aside"])
        return [table("texts", (36, 64), ("Survey", "What differs"), rows), source]


def peculiar(rules: SurveyRules) -> Iterator[str]:
    """Say what differs from a survey of a late phase."""
    usual = SurveyRules()
    if rules.union_only:
        yield "women not in union are not classified (98)"
    for answer in rules.reasons:
        yield f"infecund by {answer.column} = {codes(answer.codes)}"
    if rules.ever_used != usual.ever_used:
        yield f"ever use in {', '.join(rules.ever_used)}"
    if rules.no_need is not None:
        yield f"{rules.no_need.column} = {codes(rules.no_need.codes)} is no need"
    if rules.unanswered_is_unsure:
        yield "who gave no wish is unsure"
    if rules.pregnancy_then != usual.pregnancy_then:
        yield f"a pregnancy was wanted then if v225 = {codes(rules.pregnancy_then)}"
    if rules.no_hysterectomy_code:
        yield "v215 = 993 is no hysterectomy"


def codes(found: tuple[int, ...]) -> str:
    """Name codes."""
    return " or ".join(map(str, found))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive."""
    app.add_directive("need-table", NeedTableDirective)
    app.add_directive("need-surveys", NeedSurveysDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
