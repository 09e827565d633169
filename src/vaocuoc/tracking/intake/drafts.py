"""What a finding would become if it were accepted as it stands (bản dự kiến): typed values, and what is missing.

A draft is made from what the reader found, what a person changed, and what the directory and the register answer.
``accept_finding`` takes drafts, the cards show them, the sheet of six clears prints them: one place decides.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from vaocuoc.core.calendars import Period, month, on_date, period_containing, quarter, year
from vaocuoc.core.text import fold
from vaocuoc.directory.models import Level, Post, Unit
from vaocuoc.documents.models import Citation, Document, Finding, FindingKind, FindingState
from vaocuoc.tracking.indicators.models import Direction, Frequency, Horizon, Indicator, IndicatorKind, Reported
from vaocuoc.tracking.indicators.queries import IndicatorMatch, propose_indicators
from vaocuoc.tracking.intake.addressing import Answer, Directory, post_named, posts_to_choose
from vaocuoc.tracking.tasks.models import DeadlineKind

SURE = 0.9  # a like-named indicator at least this near is linked, as the same
_SPACES = re.compile(r"\s+")
_LONGEST_TITLE = 1000


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a draft cannot stand in the register yet: the field, and a code with facts that the screen words."""

    field: str
    code: str
    facts: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clears:
    """The six clears of a task as it stands (sáu rõ): the words that make each clear, empty where it is not."""

    who: str
    what: str
    when: str
    responsible: str
    authority: str
    product: str

    def missing(self) -> tuple[str, ...]:
        """The names of what is not clear, in the order of 226-KL/TW."""
        return tuple(name for name in self.__slots__ if not getattr(self, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDraft:
    """A task as it would be made; ``lead`` says how the paper's words were understood."""

    title: str
    lead: Answer
    lead_post: Post | None = None
    cooperating: tuple[Answer, ...] = ()
    through: tuple[Answer, ...] = ()
    deadline_kind: str = DeadlineKind.DAY
    due: date | None = None
    due_words: str = ""
    days_after_issue: int | None = None
    no_due_reason: str = ""
    recurrence: str = ""
    condition: str = ""
    product: str = ""
    product_level: str = ""
    product_receiver: str = ""
    authority: str = ""
    resources: str = ""
    overseer: Post | None = None
    follower: Post | None = None
    suggestions: Mapping[str, str] = field(default_factory=dict)

    @property
    def lead_unit(self) -> Unit | None:
        return None if self.lead_post else self.lead.unit

    def problems(self) -> tuple[Problem, ...]:
        """What keeps it from the register: exactly one lead, and a day or the reason why there is none yet."""
        found = []
        if not self.title:
            found.append(Problem("title", "intake.title_missing"))
        if self.lead_unit is None and self.lead_post is None:
            found.append(_lead_problem(self.lead))
        if self.deadline_kind == DeadlineKind.DAY and self.due is None and not self.no_due_reason:
            found.append(Problem("due", "intake.due_missing"))
        if self.deadline_kind == DeadlineKind.AFTER_ISSUE and not (self.due or self.days_after_issue):
            found.append(Problem("days_after_issue", "intake.days_missing"))
        if self.deadline_kind == DeadlineKind.CONDITION and not self.condition:
            found.append(Problem("condition", "intake.condition_missing"))
        return tuple(found)

    def clears(self) -> Clears:
        """The six clears by the design: one lead; a definite verb and object; a day or a recurrence; who answers and
        oversees; who decides; what is handed in."""
        lead = self.lead_post or self.lead_unit
        definite = len(self.title.split()) > 2
        return Clears(
            who=str(lead) if lead else "",
            what=self.title if definite else "",
            when=_when(self),
            responsible=str(self.overseer) if self.overseer else "",
            authority=self.authority,
            product=self.product,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorDraft:
    """The indicator that a figure belongs to: one of the register, or a new one by these words."""

    indicator: Indicator | None = None
    candidates: tuple[IndicatorMatch, ...] = ()
    name: str = ""
    unit_of_measure: str = ""
    kind: str = IndicatorKind.STOCK
    frequency: str = Frequency.YEAR
    reported: str = Reported.PER_PERIOD
    direction: str = Direction.UP
    decimals: int = 2

    @property
    def undecided(self) -> bool:
        """Whether one like it is in the register, so that a person must say if it is the same."""
        return self.indicator is None and bool(self.candidates)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetDraft:
    """A target as it would be set (mục tiêu)."""

    indicator: IndicatorDraft
    unit: Answer
    lead_unit: Answer
    comparator: str
    value: Decimal | None
    value_high: Decimal | None = None
    horizon: str = Horizon.AT_DATE
    starts_on: date | None = None
    due: date | None = None
    baseline: Decimal | None = None
    baseline_on: date | None = None
    path: Mapping[str, Decimal] = field(default_factory=dict)

    def problems(self) -> tuple[Problem, ...]:
        found = _indicator_problems(self.indicator)
        if self.value is None:
            found.append(Problem("value", "intake.value_missing"))
        if self.value is not None and self.value_high is not None and self.value_high < self.value:
            found.append(Problem("value", "intake.range_backwards"))
        found.extend(_unit_problems(self.unit))
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultDraft:
    """A reported figure as it would be entered (kết quả)."""

    indicator: IndicatorDraft
    unit: Answer
    period: Period | None
    value: Decimal | None
    is_estimate: bool = False
    restates: bool = False  # the same sentence gives it again against a plan or an earlier period

    def problems(self) -> tuple[Problem, ...]:
        found = _indicator_problems(self.indicator)
        if self.period is None:
            found.append(Problem("period", "intake.period_missing"))
        if self.value is None:
            found.append(Problem("value", "intake.value_missing"))
        found.extend(_unit_problems(self.unit))
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortcomingDraft:
    """A shortcoming as it would be entered (hạn chế)."""

    text: str
    unit: Answer
    cause: str = ""

    def problems(self) -> tuple[Problem, ...]:
        return () if self.text else (Problem("text", "intake.text_missing"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalDraft:
    """A proposal as it would be entered (kiến nghị)."""

    text: str
    addressed_to: str = ""

    def problems(self) -> tuple[Problem, ...]:
        return () if self.text else (Problem("text", "intake.text_missing"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceDraft:
    """A citation as it would be confirmed (dẫn chiếu)."""

    cited: Document | None = None
    words: str = ""

    def problems(self) -> tuple[Problem, ...]:
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextDraft:
    """Context is read and left (bối cảnh)."""

    def problems(self) -> tuple[Problem, ...]:
        return ()


Draft = TaskDraft | TargetDraft | ResultDraft | ShortcomingDraft | ProposalDraft | ReferenceDraft | ContextDraft


def drafts_for(
    findings: Sequence[Finding], *, document: Document, today: date, follower: Post | None = None
) -> dict[int, Draft]:
    """The drafts of findings of one document by their ids, with a constant number of queries.

    ``follower`` is the post proposed to follow up tasks: whoever reviews.
    """
    sources = _Sources(findings, document, today, follower)
    return {finding.pk: _MAKERS[finding.kind](finding, sources) for finding in findings}


class _Sources:
    """What the directory and the register answer for all findings at once."""

    def __init__(self, findings: Sequence[Finding], document: Document, today: date, follower: Post | None) -> None:
        self.document = document
        self.today = today
        self.follower = follower
        kinds = {finding.kind for finding in findings}
        self.directory = Directory(
            (word for finding in findings for word in _words_of_address(finding.fields)),
            keeper=document.keeper,
            today=today,
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
        title=title_of(finding.quote, said.get("cooperating") or ()),
        lead=lead,
        lead_post=post if lead.unit is None else None,
        cooperating=cooperating,
        through=sources.directory.many(said.get("through") or ""),
        deadline_kind=_DEADLINES.get(kind, DeadlineKind.DAY),
        due=due,
        due_words=words_of_due(finding.quote) if due else "",
        days_after_issue=said.get("days"),
        recurrence=_recurrence(finding.quote) if said.get("recurring") or kind == "regular" else "",
        product=sentence(said.get("product") or ""),
        product_level=level_of(receiver),
        product_receiver=receiver,
        authority=_authority(finding, sources.document),
        resources=said.get("resources") or "",
        follower=sources.follower,
    )
    return replace(draft, suggestions=_suggestions(draft, finding.quote))


_LEADS = re.compile(r"chủ trì\s*(?:,|và)?\s*", re.IGNORECASE)
_COOPERATES = re.compile(r"phối hợp(?:\s+chặt chẽ)?\s+(?:với|cùng)\s+", re.IGNORECASE)


def title_of(quote: str, cooperating: Iterable[str] = ()) -> str:
    """What is to be done, from its verb on: "chủ trì, phối hợp với các sở" says who, not what."""
    flat = flatten(quote)
    rest = flat
    if leads := _LEADS.match(rest):
        rest = rest[leads.end() :]
    if with_whom := _COOPERATES.match(rest):
        ends = [rest.find(words) + len(words) for words in map(flatten, cooperating) if words and words in rest]
        # Without the words of those who help there is no telling where the work begins.
        rest = rest[max(ends) :].lstrip(" ,;") if ends and max(ends) > with_whom.end() else flat
    return sentence(rest if len(rest.split()) > 1 else flat)


_DEADLINES = {
    "day": DeadlineKind.DAY,
    "after_issue": DeadlineKind.AFTER_ISSUE,
    "regular": DeadlineKind.REGULAR,
    "waiting": DeadlineKind.CONDITION,
}


def _lead_problem(answer: Answer) -> Problem:
    """Which of the ways in which words fail to name one lead."""
    if not answer.words:
        return Problem("lead", "intake.lead_missing")
    names = "; ".join(unit.name for unit in answer.candidates)
    return Problem(
        "lead", f"intake.lead_{answer.reason}", {"words": answer.words, "names": names, "count": len(answer.units)}
    )


def _authority(finding: Finding, document: Document) -> str:
    """Who decides: whom the product goes to, else who issued the paper, where the reader saw it said."""
    if receiver := finding.fields.get("receiver"):
        return str(receiver)
    return document.issuer if (finding.fields.get("clears") or {}).get("authority") else ""


_REPORT = re.compile(r"\bbáo cáo(?:\s+(?:kết quả|tình hình))?\s+(?:với\s+|lên\s+|cho\s+)?([A-ZĐÂÁ][^,;.()]*)")
_MAKE = re.compile(
    r"\b(?:xây dựng|ban hành|trình|tham mưu(?: ban hành)?|hoàn thiện|soạn thảo|dự thảo)\s+"
    r"((?:báo cáo|kế hoạch|đề án|nghị quyết|quyết định|chương trình|quy chế|quy định|hướng dẫn|tờ trình|phương án|"
    r"danh mục)"
    r"[^,;.()]*)",
    re.IGNORECASE,
)
_BEFORE_DAY = re.compile(r"\s*\b(?:trước|trong|chậm nhất|đến|xong)\s+(?:ngày|tháng|quý|năm)\b.*$", re.IGNORECASE)


def suggested_product(quote: str) -> str:
    """A product that the words of a task imply though no one is named (gợi ý sản phẩm); empty where none is."""
    flat = flatten(quote)
    if made := _MAKE.search(flat):
        return sentence(_BEFORE_DAY.sub("", made.group(1)))
    if told := _REPORT.search(flat):
        return sentence("báo cáo " + _BEFORE_DAY.sub("", told.group(1)))
    return ""


def _suggestions(draft: TaskDraft, quote: str) -> dict[str, str]:
    """What one key fills in: only where the paper is silent, and always for a person to see first."""
    found: dict[str, str] = {}
    if not draft.product and (product := suggested_product(quote)):
        found["product"] = product
    if draft.deadline_kind == DeadlineKind.DAY and draft.due is None:
        found["no_due_reason"] = "not_said"
    return found


_WHEN = re.compile(
    r"(?:\b(?:chậm nhất|trước|đến hết|đến|hết|trong|xong)\s+)?"
    r"\b(?:ngày\s+\d{1,2}(?:/\d{1,2}(?:/\d{4})?|\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?)|"
    r"tháng\s+\d{1,2}(?:/\d{4}|\s+năm\s+\d{4})?|quý\s+(?:IV|I{1,3}|[1-4])\b(?:/\d{4}|\s+năm\s+\d{4})?|năm\s+\d{4})",
    re.IGNORECASE,
)


def words_of_due(quote: str) -> str:
    """The last words of a quote that name a day ("trước ngày 30/11/2026"): shown beside the day they were read as."""
    found = [match.group() for match in _WHEN.finditer(flatten(quote))]
    return found[-1] if found else ""


_RECURRENCE = re.compile(
    r"(?:hằng|hàng|mỗi)\s+(?:ngày|tuần|tháng|quý|năm)|định kỳ\s+\d+\s+tháng|thường xuyên", re.IGNORECASE
)


def _recurrence(quote: str) -> str:
    found = _RECURRENCE.search(flatten(quote))
    return found.group().lower().replace("hàng", "hằng") if found else ""


_LEVELS = (
    (re.compile(r"\b(trung uong|bo chinh tri|ban bi thu|chinh phu|quoc hoi|thu tuong)\b"), Level.CENTRAL),
    (re.compile(r"\b(tinh|tinh uy|thanh uy|thanh pho|ban thuong vu|thuong truc)\b"), Level.PROVINCE),
    (re.compile(r"\b(xa|phuong|dac khu)\b"), Level.COMMUNE),
)


def level_of(receiver: str) -> str:
    """The level of the body that words name, as far as they say it."""
    folded = fold(receiver)
    return next((level for pattern, level in _LEVELS if pattern.search(folded)), "")


def _when(task: TaskDraft) -> str:
    """The words that make the time of a task clear: a day or a recurrence; an awaited decision is neither."""
    if task.due:
        return f"{task.due:%d/%m/%Y}"
    if task.deadline_kind == DeadlineKind.REGULAR:
        return task.recurrence or str(DeadlineKind.REGULAR.label).lower()
    if task.deadline_kind == DeadlineKind.AFTER_ISSUE and task.days_after_issue:
        return str(task.days_after_issue)
    return ""


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
        comparator=_comparator(said.get("comparator"), indicator.direction),
        value=value,
        value_high=high,
        horizon=_horizon(finding, indicator.kind),
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
    return _SPACES.sub(" ", str(said.get("indicator") or "").replace(" … ", " ")).strip()


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
        direction=Direction.DOWN if said.get("comparator") in ("<", "<=") or _FALLS.search(words) else Direction.UP,
        decimals=decimals_for(measure, values),
    )


_FALLS = re.compile(r"\b(giảm|hộ nghèo|thất nghiệp|tai nạn|nợ đọng|tồn đọng|quá hạn|suy dinh dưỡng)\b", re.IGNORECASE)
_GROWS = re.compile(r"\b(tốc độ tăng|tăng trưởng|tăng|giảm)\b", re.IGNORECASE)
_HAPPENS = re.compile(
    r"\b(thu|chi|vốn|giải ngân|thu hút|xuất khẩu|nhập khẩu|kim ngạch|kết nạp|thành lập|trồng|đón|khách|doanh thu|"
    r"sản lượng|giá trị sản xuất|đào tạo|giải quyết việc làm|xóa|xây mới)\b",
    re.IGNORECASE,
)
_SHARED = ("%", "điểm %")
_FINE = re.compile(r"%|tỷ|triệu|nghìn|usd|đồng|ha|km|m2|m3|tấn|tạ|kg|điểm|lần|mw|kwh", re.IGNORECASE)


def kind_of(words: str, measure: str, basis: str | None = None) -> str:
    """How values of an indicator add up, as far as its words tell (loại chỉ tiêu); a person sees and may change it."""
    share = measure.lower().removesuffix("/năm") in _SHARED
    if share and (_GROWS.search(words) or basis == "previous_period"):
        return IndicatorKind.GROWTH
    if share:
        return IndicatorKind.RATIO
    if "điểm" in measure.lower():
        return IndicatorKind.SCORE
    if "xếp hạng" in words.lower() or "thứ hạng" in words.lower():
        return IndicatorKind.RANK
    return IndicatorKind.FLOW if _HAPPENS.search(words) else IndicatorKind.STOCK


def same_measure(one: str, other: str) -> bool:
    """Whether two units of measure are written alike; a figure without one may belong anywhere."""
    left, right = (fold(text).strip().removesuffix("/nam").removesuffix(" dong") for text in (one, other))
    return not left or not right or left == right


def decimals_for(measure: str, values: Iterable[Decimal | None]) -> int:
    """With how many decimals a new indicator is kept: none for what is counted, two for what is measured."""
    written = max((max(0, -int(value.as_tuple().exponent)) for value in values if value is not None), default=0)
    return min(6, max(written, 2 if _FINE.search(measure) else 0))


def _comparator(said: str | None, direction: str) -> str:
    if said in (">", "<", ">=", "<="):
        return said
    return "<=" if direction == Direction.DOWN else ">="


def _horizon(finding: Finding, kind: str) -> str:
    flat = flatten(finding.quote).lower()
    measure = str(finding.fields.get("unit") or "").lower()
    if "bình quân" in flat or measure.endswith("/năm"):
        return Horizon.YEARLY_AVERAGE
    if re.search(r"\b(hằng năm|hàng năm|mỗi năm)\b", flat):
        return Horizon.EACH_YEAR
    return Horizon.TOTAL if kind == IndicatorKind.FLOW and "giai đoạn" in flat else Horizon.AT_DATE


def period_of(start: date | None, end: date | None) -> Period | None:
    """The stored period that days of a result fill, by its end where they fill none exactly."""
    if end is None:
        return None
    for made in (month(end.year, end.month), quarter(end.year, (end.month + 2) // 3), year(end.year)):
        if made.end == end and (start is None or start == made.start):
            return made
    if start is not None and start.month == start.day == 1 and month(end.year, end.month).end == end:
        return month(end.year, end.month) if start.year == end.year else year(end.year)
    return on_date(end)


def how_reported(start: date | None, end: date | None) -> tuple[str, str]:
    """Frequency and way of reporting of a new indicator, from the days of its first figure."""
    period = period_of(start, end)
    frequency = period.kind if period else Frequency.YEAR
    if start is None or end is None or period is None or period.start <= start:
        return frequency, Reported.PER_PERIOD
    return frequency, Reported.YEAR_TO_DATE if start.year == end.year else Reported.TERM_TO_DATE


def _indicator_problems(draft: IndicatorDraft) -> list[Problem]:
    if draft.indicator is not None:
        return []
    found = []
    if draft.undecided:
        like = draft.candidates[0].indicator
        found.append(Problem("indicator", "intake.indicator_undecided", {"indicator": str(like)}))
    if not draft.name:
        found.append(Problem("name", "intake.name_missing"))
    if not draft.unit_of_measure:
        found.append(Problem("unit_of_measure", "intake.measure_missing"))
    return found


def _unit_problems(answer: Answer) -> list[Problem]:
    if answer.unit is not None:
        return []
    return [Problem("unit", "intake.unit_unknown", {"words": answer.words})]


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


def accepted_before(findings: Sequence[Finding]) -> dict[int, Finding]:
    """The same sentence accepted from an earlier reading of the same document (đã nhận từ bản trước); one query.

    A draft comes back corrected and is read anew: what was taken from it already need not be taken twice.
    """
    if not findings:
        return {}
    readings = {finding.reading_id for finding in findings}
    there = Finding.objects.filter(document=findings[0].document_id, state=FindingState.ACCEPTED)
    known = {(one.kind, flatten(one.folded)): one for one in there.exclude(reading__in=readings)}
    return {
        finding.pk: known[key]
        for finding in findings
        if finding.state == FindingState.OPEN and (key := (finding.kind, flatten(finding.folded))) in known
    }


def flatten(text: str) -> str:
    """The text on one line."""
    return _SPACES.sub(" ", text).strip()


def sentence(text: str) -> str:
    """The text on one line, its first letter a capital, without the mark that ended its clause."""
    flat = flatten(text).strip(" ,;.")[:_LONGEST_TITLE]
    return flat[:1].upper() + flat[1:]


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _number(value: int | float | str | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
