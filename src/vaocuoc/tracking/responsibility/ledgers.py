"""The ledger of a post (sổ trách nhiệm): what it answered for in a time, counted by the one state function.

Own tasks are those that the post leads, and those of its unit where it leads the unit; joint ones those that it
oversees, by name or by decision. A rate has its denominator; disputed, suspended and regular tasks stand apart. There
is no score and no comparison with another post.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.measuring import Span
from vaocuoc.core.measuring.counting import columns_of
from vaocuoc.directory.models import Oversight, Post, Role, RoleGrant, UnitReach
from vaocuoc.directory.people.models import OversightKind
from vaocuoc.documents.library.numbered import papers_numbered
from vaocuoc.search.queries import matching
from vaocuoc.tracking.counting.histories import Known, changed_since, known_tasks
from vaocuoc.tracking.indicators.models import Indicator, Standing, Target
from vaocuoc.tracking.tasks.models import Grade, PartyRole, Task, TaskParty

GROUPS: dict[str, str | Promise] = {
    "rieng": _("Trực tiếp chịu trách nhiệm"),
    "chung": _("Cùng chịu trách nhiệm (phụ trách)"),
}
COLUMNS: dict[str, str | Promise] = {
    "all": _("Phải làm trong thời gian này"),
    "on_time": _("Hoàn thành đúng hạn"),
    "late": _("Hoàn thành quá hạn"),
    "objective": _("trong đó có nguyên nhân khách quan được xác nhận"),
    "unjudged": _("Hoàn thành, chưa xét được hạn"),
    "beyond": _("Vượt yêu cầu"),
    "overdue": _("Quá hạn, chưa xong"),
    "late_acceptance": _("Đã nộp, chậm xác nhận"),
    "running": _("Đang thực hiện, chưa đến hạn"),
    "cancelled": _("Đã hủy"),
    "suspended": _("Tạm dừng (tính riêng)"),
    "disputed": _("Đang đính chính (tính riêng)"),
    "regular": _("Thường xuyên (tính riêng)"),
}
"""What a ledger counts, in its order; each number opens the list of exactly its tasks."""

DEFINITIONS = (
    _("Việc được tính vào thời gian giữ chức danh: ngày hoàn thành thật, hoặc hạn và tình trạng cuối thời gian đó."),
    _("Tỷ lệ đúng hạn, quá hạn tính trên số việc hoàn thành xét được hạn (có ngày hoàn thành thật và có hạn)."),
    _("Tỷ lệ vượt yêu cầu tính trên số việc đã được người giao xếp chất lượng."),
    _("Việc tạm dừng, đang đính chính, thường xuyên không nằm trong tỷ lệ nào."),
)
_APART = ("disputed", "suspended", "regular", "cancelled")


@dataclass(frozen=True)
class Group:
    """One group of tasks with its numbers, and the keys behind each number."""

    name: str
    keys: dict[str, frozenset[int]] = field(default_factory=dict)
    graded: int = 0

    @property
    def title(self) -> str:
        return str(GROUPS[self.name])

    def of(self, column: str) -> int:
        return len(self.keys.get(column, ()))

    @property
    def judged(self) -> int:
        """The denominator of the rates of time."""
        return self.of("on_time") + self.of("late")

    @property
    def rates(self) -> list[tuple[str, int, int]]:
        """What has a share: the column, how many, of how many."""
        return [
            ("on_time", self.of("on_time"), self.judged),
            ("late", self.of("late"), self.judged),
            ("beyond", self.of("beyond"), self.graded),
        ]

    @property
    def rows(self) -> list[tuple[str, str, int, int | None]]:
        """Every column that is shown: its code, words, number, and the denominator where it is a share."""
        of = {column: judged for column, _number, judged in self.rates}
        return [(code, str(words), self.of(code), of.get(code)) for code, words in COLUMNS.items()]


@dataclass(frozen=True)
class Ledger:
    """The ledger of a post from ``first`` to ``last``, as it stood at the end of ``seen``."""

    post: Post
    span: Span
    groups: tuple[Group, ...]
    targets: dict[str, list[Standing]]

    @property
    def keys(self) -> frozenset[int]:
        """Every task that stands in it."""
        return frozenset(key for group in self.groups for keys in group.keys.values() for key in keys)


def ledger_of(post: Post, first: date, last: date, *, today: date) -> Ledger:
    """Count what a post answered for over some days (lập sổ trách nhiệm); about ten queries, however many tasks."""
    span = Span.until(first, last, today)
    charges = list(Oversight.objects.filter(_during(first, span.seen), post=post))
    leads_unit = _leads_unit(post, first, span.seen)
    own = known_tasks(_own(post, span.seen, leads_unit=leads_unit), span, today=today)
    own = [one for one in own if one.post == post.pk or (leads_unit and one.post is None and one.unit == post.unit_id)]
    mine = {one.pk for one in own}
    joint = [one for one in _joint(post, charges, span, today) if one.pk not in mine]
    groups = (_group("rieng", own, span), _group("chung", joint, span))
    targets = {"rieng": _own_targets(post, first, span.seen), "chung": _joint_targets(charges, span.seen)}
    return Ledger(post, span, groups, targets)


def _during(first: date, last: date) -> Q:
    return Q(valid_from__lte=last) & (Q(valid_to__isnull=True) | Q(valid_to__gt=first))


def _leads_unit(post: Post, first: date, last: date) -> bool:
    """Whether the post is given to lead its own unit: what the unit leads is then its own."""
    grants = RoleGrant.objects.filter(_during(first, last), post=post, role=Role.LEADER, unit=post.unit_id)
    return grants.exists()


def _own(post: Post, day: date, *, leads_unit: bool) -> QuerySet[Task]:
    """What the post leads, or led on the day and has not any more; its unit's too where it leads the unit."""
    leads = Q(lead_post=post) | Q(pk__in=changed_since(day, lead_post=post))
    if leads_unit:
        leads |= Q(lead_unit=post.unit_id) | Q(pk__in=changed_since(day, lead_unit=post.unit_id))
    return Task.objects.filter(leads)


def _joint(post: Post, charges: Sequence[Oversight], span: Span, today: date) -> list[Known]:
    """What the post oversaw: by name, by field, by paper, or since an overseen unit led it on the day."""
    units, named = _units_of(charges, span.seen), _named(post, charges)
    if not units:
        return known_tasks(Task.objects.filter(named), span, today=today)
    posts = Post.objects.filter(unit__in=units).values("pk")
    led = Q(lead_unit__in=units) | Q(lead_post__in=posts)
    then = changed_since(span.seen, lead_unit__in=units) | changed_since(span.seen, lead_post__in=posts)
    by_name, among = {*Task.objects.filter(named).order_by().values_list("pk", flat=True)}, {*units}
    known = known_tasks(Task.objects.filter(named | led | Q(pk__in=then)), span, today=today)
    return [one for one in known if one.unit in among or one.pk in by_name]


def _named(post: Post, charges: Iterable[Oversight]) -> Q:
    kept = Q(pk__in=TaskParty.objects.filter(role=PartyRole.OVERSEER, post=post).values("task"))
    for words in _words(charges, OversightKind.FIELD):
        kept |= Q(pk__in=matching(Task.objects.all(), "folded", f'"{words}"').values("pk"))
    if papers := _words(charges, OversightKind.PAPER):
        kept |= Q(document__in=papers_numbered(papers).values("pk"))
    return kept


def _units_of(charges: Iterable[Oversight], day: date) -> list[int]:
    named = [row.unit_id for row in charges if row.unit_id]
    if not named:
        return []
    below = UnitReach.objects.filter(_during(day, day), ancestor__in=named)
    return sorted({*named, *below.values_list("descendant_id", flat=True)})


def _words(charges: Iterable[Oversight], kind: str) -> list[str]:
    return [row.words for row in charges if row.kind == kind]


def _group(name: str, known: Iterable[Known], span: Span) -> Group:
    """Count a group: each task in one of the outcomes, and beside it what was graded beyond or excused."""
    keys: dict[str, set[int]] = {column: set() for column in COLUMNS}
    for one in known:
        columns = set(columns_of(one.history, span))
        if not columns or columns <= {"due", "due_done"}:
            continue
        column = _outcome(columns)
        keys[column].add(one.pk)
        if column not in ("disputed", "suspended", "regular"):
            keys["all"].add(one.pk)
    done = keys["on_time"] | keys["late"] | keys["unjudged"]
    graded: Any = Task.objects.filter(pk__in=done).values_list("pk", "grade", "objective_cause")
    marks: Counter[str] = Counter()
    for pk, grade, cause in graded.iterator(2_000):
        marks["graded"] += bool(grade)
        if grade == Grade.BEYOND:
            keys["beyond"].add(pk)
        if cause and pk in keys["late"]:
            keys["objective"].add(pk)
    return Group(name, {column: frozenset(found) for column, found in keys.items()}, marks["graded"])


def _outcome(columns: set[str]) -> str:
    for name in (*_APART, "on_time", "late", "unjudged", "overdue", "late_acceptance"):
        if name in columns:
            return name
    return "running"


def _own_targets(post: Post, first: date, last: date) -> list[Standing]:
    if not _leads_unit(post, first, last):
        return []
    return _standings(Indicator.objects.filter(lead_unit=post.unit_id))


def _joint_targets(charges: Iterable[Oversight], day: date) -> list[Standing]:
    kept = Q(pk__in=[])
    if units := _units_of(charges, day):
        kept |= Q(lead_unit__in=units)
    for words in _words(charges, OversightKind.FIELD):
        kept |= Q(pk__in=matching(Indicator.objects.all(), "folded", f'"{words}"').values("pk"))
    if papers := _words(charges, OversightKind.PAPER):
        aimed = Target.objects.filter(document__in=papers_numbered(papers).values("pk"), withdrawn_at=None)
        kept |= Q(pk__in=aimed.values("indicator"))
    return _standings(Indicator.objects.filter(kept))


_MOST_TARGETS = 300


def _standings(indicators: QuerySet[Indicator]) -> list[Standing]:
    rows = Standing.objects.filter(leads=True, indicator__in=indicators.order_by().values("pk"))
    return list(rows.select_related("indicator", "unit").order_by("place", "indicator__code", "pk")[:_MOST_TARGETS])
