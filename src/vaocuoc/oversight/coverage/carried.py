"""What of a document is carried (phần đã được triển khai): its targets and tasks, what nobody carries, by clause.

The whole is what a person accepted in the review, and what was entered by hand for the document; what is still to be
reviewed is counted apart, so that nobody takes a half-read paper for a carried one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Q

from vaocuoc.core.text import fold
from vaocuoc.directory.models import PostHolding
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.models import Document, Finding, FindingKind, FindingState
from vaocuoc.oversight.coverage.models import Mark
from vaocuoc.tracking.indicators.models import PartAs
from vaocuoc.tracking.intake.models import Deed, Descent, TaskSource
from vaocuoc.tracking.models import Indicator, Target, Task, TaskService
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.tracking.tasks.models import Closure

KINDS = (FindingKind.TARGET, FindingKind.TASK)


@dataclass
class Item:
    """A target or a task of the document: what it became, and the tasks below it.

    It stands by its ``finding``; what was entered by hand by its own ``task`` or ``target``. ``said_of`` is what a
    target is of, as it was read. ``tasks`` are those that carry it in any register, ``lower`` those of them that
    another document gives; ``no_account`` are visible ones running whose lead nobody can sign in for.
    """

    document: int
    kind: str
    words: str
    section: str = ""
    page: int | None = None
    finding: int | None = None
    task: int | None = None
    target: int | None = None
    said_of: str = ""
    group: str = ""
    indicators: dict[int, Indicator] = field(default_factory=dict)
    tasks: set[int] = field(default_factory=set)
    lower: set[int] = field(default_factory=set)
    no_account: list[Task] = field(default_factory=list)

    @property
    def is_target(self) -> bool:
        return self.kind == FindingKind.TARGET

    @property
    def title(self) -> str:
        """Its words, for a target behind the name of what it is of: "10 - 10,5%/năm" alone says nothing in a list."""
        if not self.is_target:
            return self.words
        named = "; ".join(one.name for one in self.indicators.values()) or self.said_of
        return f"{named}: {self.words}" if named and fold(named) not in fold(self.words) else self.words

    @property
    def handle(self) -> str:
        """What names it in a form: ``c`` a finding, ``n`` a task, ``m`` a target, and the key."""
        return f"c{self.finding}" if self.finding else f"n{self.task}" if self.task else f"m{self.target}"

    @property
    def has_indicator(self) -> bool:
        return bool(self.indicators)

    @property
    def has_owner(self) -> bool:
        return any(one.lead_unit_id for one in self.indicators.values())


@dataclass(frozen=True)
class Clause:
    """A section of the document with the number of its targets and tasks, and of the tasks that carry them."""

    section: str
    items: int
    tasks: int
    lower: int


@dataclass(frozen=True)
class Carried:
    """Everything of a document that somebody must carry; ``open`` findings are not reviewed yet."""

    items: tuple[Item, ...]
    open: int

    @property
    def targets(self) -> list[Item]:
        return [one for one in self.items if one.is_target]

    @property
    def tasks(self) -> list[Item]:
        return [one for one in self.items if not one.is_target]

    @property
    def clauses(self) -> list[Clause]:
        """By section in the order of the document; what stands in no section is left out."""
        grouped: dict[str, list[Item]] = defaultdict(list)
        for one in self.items:
            if one.section:
                grouped[one.section].append(one)
        return [
            Clause(
                section,
                len(items),
                len(set().union(*(one.tasks for one in items))),
                len(set().union(*(one.lower for one in items))),
            )
            for section, items in grouped.items()
        ]


def carried_of(actor: Actor, document: Document, *, today: date) -> Carried:
    """What of the document is carried; its queries do not grow with it."""
    return carried_of_each(actor, [document], today=today)[document.pk]


def carried_of_each(actor: Actor, documents: Iterable[Document], *, today: date) -> dict[int, Carried]:
    """The same for many documents, by as many queries as for one."""
    keys = [one.pk for one in documents]
    items, waiting = _from_findings(keys)
    root = _roots(items)
    by_finding: dict[int, Item] = {root.get(one.finding, one.finding): one for one in items if one.finding is not None}
    items += _targets(keys, by_finding)
    items += _given(keys, by_finding)
    _marked(keys, items)  # while an item's tasks are its own alone
    _serving(items)
    _below(items)
    _without_account(actor, items, today)
    grouped: dict[int, list[Item]] = {pk: [] for pk in keys}
    for one in items:
        grouped[one.document].append(one)
    return {pk: Carried(tuple(found), waiting.get(pk, 0)) for pk, found in grouped.items()}


def _from_findings(documents: list[int]) -> tuple[list[Item], Counter[int]]:
    """The accepted targets and tasks in the order of the text, and how many are not reviewed; three queries."""
    regrouped = Descent.objects.filter(finding__document__in=documents, deed__in=(Deed.SPLIT, Deed.MERGE))
    gone = {
        origin if undone is None else finding
        for origin, finding, undone in regrouped.values_list("origin", "finding", "undone_at")
    }
    again = Descent.objects.filter(
        finding__document__in=documents, origin__document=F("finding__document"), deed=Deed.CARRY, undone_at=None
    )
    gone |= set(again.values_list("finding", flat=True))
    found = Finding.objects.filter(document__in=documents, kind__in=KINDS).exclude(state=FindingState.REJECTED)
    rows = found.order_by("document", "start", "pk")
    items, waiting = [], Counter[int]()
    for pk, document, kind, state, quote, section, page, said_of in rows.values_list(
        "pk", "document", "kind", "state", "quote", "section", "page", "fields__indicator"
    ):
        if pk in gone:
            continue
        if state == FindingState.OPEN:
            waiting[document] += 1
            continue
        items.append(Item(document, kind, quote, section, page, pk, said_of=str(said_of or "")))
    return items, waiting


def _marked(documents: list[int], items: Iterable[Item]) -> None:
    """The groups that items were marked as belonging to; one query. A finding's mark comes before its task's."""
    by_finding = {one.finding: one for one in items if one.finding is not None}
    by_task = {pk: one for one in items if not one.is_target for pk in one.tasks}
    by_indicator = {(one.document, pk): one for one in items if one.finding is None for pk in one.indicators}
    mine = Q(finding__in=list(by_finding)) | Q(task__in=list(by_task)) | Q(target__document__in=documents)
    rows = Mark.objects.filter(mine).values_list(
        "group", "finding", "task", "target__document", "target__indicator"
    )  # fmt: skip
    for group, finding, task, document, indicator in rows.order_by(F("finding").asc(nulls_first=True), "pk"):
        item = by_finding.get(finding) or by_task.get(task) or by_indicator.get((document, indicator))
        if item is not None:
            item.group = group


def _roots(items: Iterable[Item]) -> dict[int, int]:
    """What was carried over from an earlier paper stands for the same thing as there."""
    keys = [one.finding for one in items if one.finding]
    rows = Descent.objects.filter(finding__in=keys, deed=Deed.CARRY, undone_at=None)
    return dict(rows.values_list("finding", "origin"))


def _targets(documents: list[int], by_finding: dict[int, Item]) -> list[Item]:
    """Join the targets to their findings; those entered by hand for a document become items of their own."""
    mine = Q(document__in=documents) | Q(finding__in=list(by_finding))
    rows = Target.objects.filter(mine, withdrawn_at__isnull=True).exclude(part_as=PartAs.COMPONENT)
    made: dict[tuple[int, int], Item] = {}
    for one in rows.select_related("indicator__lead_unit").order_by("indicator__code", "pk"):
        item = by_finding.get(one.finding_id or 0)
        if item is None:
            if one.document_id not in documents:
                continue
            key = (one.document_id, one.indicator_id)
            item = made.setdefault(key, Item(one.document_id, FindingKind.TARGET, one.indicator.name, target=one.pk))
        item.indicators[one.indicator_id] = one.indicator
    known = {(item.document, pk) for item in by_finding.values() for pk in item.indicators}
    return [item for key, item in made.items() if key not in known]


def _given(documents: list[int], by_finding: dict[int, Item]) -> list[Item]:
    """Join the tasks to their findings; those entered by hand for a document become items of their own."""
    keys = list(by_finding)
    mine = Q(document__in=documents, parent__isnull=True) | Q(finding__in=keys)
    rows = Task.objects.filter(mine).exclude(closure=Closure.CANCELLED).order_by("code", "pk")
    made = []
    for pk, title, document, parent, finding in rows.values_list("pk", "title", "document", "parent", "finding"):
        item = by_finding.get(finding)
        if item is None:
            if document not in documents or parent is not None:
                continue
            item = Item(document, FindingKind.TASK, title, task=pk)
            made.append(item)
        item.tasks.add(pk)
    linked = TaskSource.objects.filter(finding__in=keys).exclude(task__closure=Closure.CANCELLED)
    for finding, task in linked.values_list("finding", "task"):
        by_finding[finding].tasks.add(task)
    return made


def _serving(items: Iterable[Item]) -> None:
    """The tasks that serve the indicators of targets; those made for a target's sentence alone are its own."""
    by_indicator: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        for pk in item.indicators:
            by_indicator[pk].append(item)
    rows = TaskService.objects.filter(indicator__in=list(by_indicator)).exclude(task__closure=Closure.CANCELLED)
    for indicator, task, paper in rows.values_list("indicator", "task", "task__document"):
        for item in by_indicator[indicator]:
            item.tasks.add(task)
            if paper is not None and paper != item.document:
                item.lower.add(task)


def _below(items: Iterable[Item]) -> None:
    """The tasks that stand under those of the items, given by other documents."""
    by_task: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        for pk in item.tasks:
            by_task[pk].append(item)
    rows = Task.objects.filter(parent__in=list(by_task)).exclude(closure=Closure.CANCELLED)
    for pk, parent, paper in rows.values_list("pk", "parent", "document"):
        for item in by_task[parent or 0]:
            item.tasks.add(pk)
            if paper is not None and paper != item.document:
                item.lower.add(pk)


def _without_account(actor: Actor, items: Iterable[Item], today: date) -> None:
    """Running tasks of the document whose lead nobody can sign in for (chủ trì chưa có tài khoản)."""
    by_task = {pk: item for item in items if not item.is_target for pk in item.tasks}
    running = visible_tasks(actor).filter(pk__in=list(by_task), closure__in=(Closure.NONE, Closure.SUSPENDED))
    tasks = list(running.select_related("lead_unit", "lead_post__unit").defer("folded").order_by("code", "pk"))
    alive = Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    leads = Q(post__in={task.lead_post_id for task in tasks if task.lead_post_id})
    leads |= Q(post__unit__in={task.lead_unit_id for task in tasks if task.lead_unit_id})
    held = PostHolding.objects.filter(alive & leads, person__user__is_active=True)
    posts, units = set(), set()
    for post, unit in held.values_list("post", "post__unit"):
        posts.add(post)
        units.add(unit)
    for task in tasks:
        reached = task.lead_post_id in posts if task.lead_post_id else task.lead_unit_id in units
        if not reached:
            by_task[task.pk].no_account.append(task)
