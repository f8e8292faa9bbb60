"""The trace of an assessment: from each figure to each consequence, a row with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.assessment.showing import shown_share
from famplan.assessment.trace import shown_points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from famplan.assessment.assess import Assessed, ItemResult
    from famplan.assessment.assessment import Assessment

__all__ = ["TraceRow", "shown_rate", "trace_of"]


@attrs.frozen(kw_only=True)
class TraceRow:
    """One step of an assessment.

    Parameters
    ----------
    stage : str
        ``"item"``, ``"line"``, ``"score"``, ``"grade"``, ``"trigger"``, ``"ladder"``,
        ``"standing"`` or ``"consequence"``.
    code : str
        Item, line, grade or trigger.
    figure : str
        What was found, as people read it.
    points : str
        Points given or taken by this step, weighted; empty elsewhere.
    verdict : str
        What came of it.
    clause : str
        Where in the text the rule stands.
    reason, reason_zh : str
        Why, in both languages.
    """

    stage: str
    code: str
    figure: str = ""
    points: str = ""
    verdict: str = ""
    clause: str = ""
    reason: str
    reason_zh: str

    def __str__(self) -> str:
        """The row in one line."""
        words = (self.stage, self.code, self.points, self.verdict)
        clause = f" [{self.clause}]" if self.clause else ""
        return f"{' '.join(filter(None, words))}: {self.reason}{clause}"


def shown_rate(scored: Assessed) -> str:
    """Write a score rate so that it never reads like a bound of the scale that it is not."""
    if scored.scheme.grades is not None:
        return scored.scheme.grades.shown(scored.rate)
    return "–" if scored.rate is None else shown_share(scored.rate)


def trace_of(assessment: Assessment) -> tuple[TraceRow, ...]:
    """Lay an assessment out in rows, in the order in which it was made."""
    rows: list[TraceRow] = []
    for result in assessment.scored.results:
        rows += _item(result)
    rows += _lines(assessment)
    rows += _score_and_grade(assessment)
    rows += [
        TraceRow(
            stage="trigger",
            code=firing.trigger.code,
            figure=firing.figure,
            verdict=firing.verdict,
            clause=firing.trigger.clause,
            reason=f"{firing.trigger.sanction}: {firing.reason}",
            reason_zh=f"{firing.trigger.sanction.name_zh}：{firing.reason_zh}",
        )
        for firing in assessment.firings
    ]
    rows += _ladder_and_standing(assessment)
    rows += _consequences(assessment)
    return tuple(rows)


def _item(result: ItemResult) -> Iterator[TraceRow]:
    item = result.item
    target = result.target
    bounds = [] if target is None else [target.low, target.high]
    figure = item.measure.show(result.figure.value, beside=bounds)
    if not result.is_assessed:
        yield TraceRow(
            stage="item",
            code=item.code,
            figure=figure,
            verdict="not assessed",
            clause=item.clause,
            reason=f"{item.measure.name}: no figure; its points leave the denominator",
            reason_zh=f"{item.measure.name_zh or item.measure.name}：未考核，不计入总分",
        )
    for step in result.marks.steps:
        yield TraceRow(
            stage="item",
            code=item.code,
            figure=figure,
            points=_signed(shown_points(step.points * result.weight)),
            clause=item.clause,
            reason=step.reason,
            reason_zh=step.reason_zh,
        )


def _signed(points: str) -> str:
    return points if points.startswith("-") or points == "0" else f"+{points}"


def _lines(assessment: Assessment) -> Iterator[TraceRow]:
    for line, (given, could) in assessment.scored.by_line().items():
        yield TraceRow(
            stage="line",
            code=str(line),
            points=shown_points(given),
            reason=f"{shown_points(given)} of {shown_points(could)} points",
            reason_zh=f"{line.name_zh}：应得{shown_points(could)}分，实得{shown_points(given)}分",
        )


def _score_and_grade(assessment: Assessment) -> Iterator[TraceRow]:
    scored, grade = assessment.scored, assessment.grade
    scale = scored.scheme.grades
    rate = shown_rate(scored)
    given, could = shown_points(scored.points), shown_points(scored.maximum)
    by_parts = " (parts weighted)" if scored.scheme.parts else ""
    yield TraceRow(
        stage="score",
        code="rate",
        figure=rate,
        points=given,
        reason=f"{given} of {could} points that were assessed: {rate}{by_parts}",
        reason_zh=f"应考核{could}分，实得{given}分，得分率{rate}",
    )
    if scale is not None:
        yield TraceRow(
            stage="grade",
            code="" if grade is None else grade.code,
            figure=rate,
            verdict="not known" if grade is None else grade.name,
            clause="" if grade is None else grade.clause,
            reason=f"{rate}: {'no score rate' if grade is None else grade.rule}",
            reason_zh=f"得分率{rate}，{'不详' if grade is None else grade.rule_zh}",
        )


def _ladder_and_standing(assessment: Assessment) -> Iterator[TraceRow]:
    rung, standing = assessment.rung, assessment.standing
    fired = [firing.trigger.code for firing in assessment.firings if firing.fired]
    unknown = [firing.trigger.code for firing in assessment.unknown]
    parts = [f"fired: {', '.join(fired) or 'none'}"]
    parts_zh = [f"触发：{'、'.join(fired) or '无'}"]
    if unknown:
        parts.append(f"not known: {', '.join(unknown)}")
        parts_zh.append(f"不详：{'、'.join(unknown)}")
    yield TraceRow(
        stage="ladder",
        code="sanction",
        verdict=str(rung),
        reason=f"the worst counts ({'; '.join(parts)})",
        reason_zh=f"从重：{rung.name_zh}（{'；'.join(parts_zh)}）",
    )
    if assessment.scored.scheme.grades is None:
        return
    if standing is None:
        reason = "the score or a veto is not known"
        reason_zh = "得分或一票否决情况不详"
    elif standing is assessment.grade:
        reason, reason_zh = "the grade stands", "维持得分等次"
    else:
        reason, reason_zh = "a veto overrides the score", "一票否决，不论得分"
    yield TraceRow(
        stage="standing",
        code="" if standing is None else standing.code,
        verdict="not known" if standing is None else standing.name,
        reason=reason,
        reason_zh=reason_zh,
    )


def _consequences(assessment: Assessment) -> Iterator[TraceRow]:
    for one in assessment.followings:
        if one.follows is False:
            continue
        what = one.consequence
        text_zh = f"{what.on.name_zh}：{what.text_zh or what.text}{what.duration_zh}"
        yield TraceRow(
            stage="consequence",
            code=str(what.on),
            verdict=one.verdict,
            clause=what.clause,
            reason=f"{what}; {one.reason}",
            reason_zh=f"{text_zh}（{one.reason_zh}）",
        )
