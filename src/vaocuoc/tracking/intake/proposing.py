"""Drafts of findings (lập bản dự kiến): what the reader found, with what the directory and the register answer.

Everything of a page is asked at once: the number of queries does not grow with the findings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from vaocuoc.core.calendars import Period, period_containing
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.models import Citation, Document, Finding, FindingKind
from vaocuoc.tracking.indicators.models import Direction, Frequency
from vaocuoc.tracking.indicators.queries import propose_indicators
from vaocuoc.tracking.intake.addressing import Answer, Directory, post_named, posts_to_choose
from vaocuoc.tracking.intake.drafts import (
    ContextDraft,
    Draft,
    IndicatorDraft,
    ProposalDraft,
    ReferenceDraft,
    ResultDraft,
    ShortcomingDraft,
    TargetDraft,
    TaskDraft,
)
from vaocuoc.tracking.intake.figure_words import (
    FALLS,
    comparator_of,
    decimals_for,
    horizon_of,
    how_reported,
    kind_of,
    period_of,
    same_measure,
)
from vaocuoc.tracking.intake.likeness import indicators_served, tasks_alike
from vaocuoc.tracking.intake.task_words import (
    flatten,
    level_of,
    recurrence_of,
    sentence,
    suggested_product,
    title_of,
    words_of_due,
)
from vaocuoc.tracking.tasks.models import DeadlineKind

SURE = 0.9  # a like-named indicator at least this near is linked, as the same


def drafts_for(
    findings: Sequence[Finding], *, document: Document, today: date, actor: Actor | None = None
) -> dict[int, Draft]:
    """The drafts of findings of one document by their ids, with a constant number of queries.

    ``actor`` is who reviews: their post is proposed to follow tasks up, and only units that they see are proposed.
    """
    sources = _Sources(findings, document, today, actor)
    return {finding.pk: _MAKERS[finding.kind](finding, sources) for finding in findings}


class _Sources:
    """What the directory and the register answer for all findings at once."""

    def __init__(self, findings: Sequence[Finding], document: Document, today: date, actor: Actor | None) -> None:
        self.document = document
        self.today = today
        self.follower = actor.post if actor else None
        kinds = {finding.kind for finding in findings}
        self.directory = Directory(
            (word for finding in findings for word in _words_of_address(finding.fields)),
            keeper=document.keeper,
            today=today,
            seen=actor.visible_units() if actor else None,
        )
        self.alike = tasks_alike(
            {
                one.pk: title_of(one.quote, one.fields.get("cooperating") or ())
                for one in findings
                if one.kind == FindingKind.TASK
            },
            keeper=document.keeper,
        )
        self.served = indicators_served(
            {one.pk: _title(one) for one in findings if one.kind == FindingKind.TASK}, keeper=document.keeper
        )
        self.posts = posts_to_choose(document.keeper, today=today) if FindingKind.TASK in kinds else []
        measured = [f for f in findings if f.kind in (FindingKind.TARGET, FindingKind.RESULT)]
        names = [words for finding in measured if (words := _indicator_words(finding.fields))]
        self.matches = propose_indicators(names, keeper=document.keeper) if names else {}
        self.subject = Answer(document.keeper.name, "exact", unit=document.issuer_unit or document.keeper)
        self.cited = (
            {c.finding_id: c.cited for c in Citation.objects.filter(finding__in=findings).select_related("cited")}
            if FindingKind.REFERENCE in kinds
            else {}
        )


def _title(finding: Finding) -> str:
    return title_of(finding.quote, finding.fields.get("cooperating") or ())


def _words_of_address(fields: Mapping[str, Any]) -> Iterable[str]:
    for name in ("owner", "through"):
        if words := fields.get(name):
            yield words
    if cooperating := fields.get("cooperating"):
        yield from cooperating


# --- tasks ------------------------------------------------------------------------------------------------------------


def _task(finding: Finding, sources: _Sources) -> TaskDraft:
    said = finding.fields
    owner = said.get("owner") or ""
    post = post_named(owner, sources.posts)
    lead = sources.directory.one(owner)
    cooperating = tuple(answer for words in said.get("cooperating") or () for answer in sources.directory.many(words))
    due = _day(said.get("due"))
    kind = said.get("deadline") or ("regular" if said.get("recurring") and not due else "day")
    receiver = said.get("receiver") or ""
    draft = TaskDraft(
        title=_title(finding),
        lead=lead,
        lead_post=post if lead.unit is None else None,
        cooperating=cooperating,
        through=sources.directory.many(said.get("through") or ""),
        deadline_kind=_DEADLINES.get(kind, DeadlineKind.DAY),
        due=due,
        due_words=words_of_due(finding.quote) if due else "",
        days_after_issue=said.get("days"),
        recurrence=recurrence_of(finding.quote) if said.get("recurring") or kind == "regular" else "",
        product=sentence(said.get("product") or ""),
        product_level=level_of(receiver),
        product_receiver=receiver,
        authority=_authority(finding, sources.document),
        resources=said.get("resources") or "",
        follower=sources.follower,
        alike=sources.alike.get(finding.pk, ()),
        may_serve=sources.served.get(finding.pk),
    )
    return replace(draft, suggestions=_suggestions(draft, finding.quote))


_DEADLINES = {
    "day": DeadlineKind.DAY,
    "after_issue": DeadlineKind.AFTER_ISSUE,
    "regular": DeadlineKind.REGULAR,
    "waiting": DeadlineKind.CONDITION,
}


def _authority(finding: Finding, document: Document) -> str:
    """Who decides: whom the product goes to, else who issued the paper, where the reader saw it said."""
    if receiver := finding.fields.get("receiver"):
        return str(receiver)
    return document.issuer if (finding.fields.get("clears") or {}).get("authority") else ""


def _suggestions(draft: TaskDraft, quote: str) -> dict[str, str]:
    """What one key fills in: only where the paper is silent, and always for a person to see first."""
    found: dict[str, str] = {}
    if not draft.product and (product := suggested_product(quote)):
        found["product"] = product
    if draft.deadline_kind == DeadlineKind.DAY and draft.due is None:
        found["no_due_reason"] = "not_said"
    return found


# --- figures ----------------------------------------------------------------------------------------------------------


def _target(finding: Finding, sources: _Sources) -> TargetDraft:
    said = finding.fields
    value, high = _number(said.get("value")), _number(said.get("value_high"))
    baseline = said.get("baseline") or {}
    period = said.get("period") or {}
    path = {str(point["due"])[:4]: Decimal(str(point["value"])) for point in said.get("path") or ()}
    base = _number(baseline.get("value"))
    indicator = _indicator(finding, sources, [value, high, base, *path.values()], frequency=Frequency.YEAR)
    return TargetDraft(
        indicator=indicator,
        unit=sources.subject,
        lead_unit=sources.directory.one(said.get("owner") or ""),
        comparator=comparator_of(said.get("comparator"), indicator.direction),
        value=value,
        value_high=high,
        horizon=horizon_of(finding.quote, str(said.get("unit") or ""), indicator.kind),
        starts_on=_day(period.get("start")),
        due=_day(said.get("due")),
        baseline=base,
        baseline_on=_day((baseline.get("period") or {}).get("end")),
        path=path,
    )


def _result(finding: Finding, sources: _Sources) -> ResultDraft:
    said = finding.fields
    value = _number(said.get("value"))
    start, end = (_day((said.get("period") or {}).get(name)) for name in ("start", "end"))
    frequency, reported = how_reported(start, end)
    indicator = _indicator(finding, sources, [value], frequency=frequency)
    if indicator.indicator is not None and end is not None:
        period: Period | None = period_containing(end, indicator.indicator.frequency, indicator.indicator.calendar)
    else:
        period = period_of(start, end)
    return ResultDraft(
        indicator=replace(indicator, reported=reported),
        unit=sources.subject,
        period=period,
        value=value,
        is_estimate=said.get("comparator") == "~" or bool(_ESTIMATE.search(flatten(finding.quote))),
        restates=said.get("measures") is not None,
    )


_ESTIMATE = re.compile(r"\bước\b", re.IGNORECASE)


def _indicator_words(said: Mapping[str, Any]) -> str:
    return flatten(str(said.get("indicator") or "").replace(" … ", " "))


def _indicator(
    finding: Finding, sources: _Sources, values: Iterable[Decimal | None], *, frequency: str
) -> IndicatorDraft:
    said = finding.fields
    words, measure = _indicator_words(said), str(said.get("unit") or "")
    found = tuple(
        match for match in sources.matches.get(words, ()) if same_measure(match.indicator.unit_of_measure, measure)
    )
    best = found[0] if found and found[0].score >= SURE else None
    kind = kind_of(words, measure, said.get("basis"))
    return IndicatorDraft(
        indicator=best.indicator if best else None,
        candidates=found,
        name=sentence(words),
        unit_of_measure=measure.removesuffix("/năm") or measure,
        kind=kind,
        frequency=frequency,
        direction=Direction.DOWN if said.get("comparator") in ("<", "<=") or FALLS.search(words) else Direction.UP,
        decimals=decimals_for(measure, values),
    )


# --- the rest ---------------------------------------------------------------------------------------------------------


def _shortcoming(finding: Finding, sources: _Sources) -> ShortcomingDraft:
    unit = Answer("") if sources.subject.unit is None else sources.subject
    return ShortcomingDraft(text=sentence(finding.quote), unit=unit)


def _proposal(finding: Finding, sources: _Sources) -> ProposalDraft:
    return ProposalDraft(text=sentence(finding.quote), addressed_to=finding.fields.get("to") or "")


def _reference(finding: Finding, sources: _Sources) -> ReferenceDraft:
    return ReferenceDraft(cited=sources.cited.get(finding.pk), words=flatten(finding.quote))


def _context(finding: Finding, sources: _Sources) -> ContextDraft:
    return ContextDraft()


_MAKERS: dict[str, Callable[[Finding, _Sources], Draft]] = {
    FindingKind.TASK: _task,
    FindingKind.TARGET: _target,
    FindingKind.RESULT: _result,
    FindingKind.SHORTCOMING: _shortcoming,
    FindingKind.PROPOSAL: _proposal,
    FindingKind.REFERENCE: _reference,
    FindingKind.CONTEXT: _context,
}


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _number(value: int | float | str | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
