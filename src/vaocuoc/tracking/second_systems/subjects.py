"""What must stand in a second system and how it does (phải nhập, đã nhập), asked of the database where it lies.

A task, a reported figure or a target is a *subject*: three tables, asked in the same words. What stands here now is
put together by the database as a fingerprint and held against the one kept at the entry, so that "changed since it was
entered" is never typed and never stale.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import MD5, Cast, Coalesce
from django.utils import timezone

from vaocuoc.directory.people.access import Actor
from vaocuoc.search.queries import matching
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.differences import ProviderDecision
from vaocuoc.tracking.indicators.models import Indicator, Observation, OfficialProvider, Target
from vaocuoc.tracking.second_systems.models import Asked, Kind, SecondSystem, Stand, SystemEntry, SystemRule
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.tracking.tasks.models import Closure, Task

Subject = Task | Observation | Target

ENTERED = (Stand.SAME, Stand.DIFFERENT)
MISSING, CHANGED, DIFFERS, SAME = "missing", "changed", "differs", "same"
STATUSES = (MISSING, CHANGED, DIFFERS, SAME)
"""How a subject stands in a system, what needs someone first."""

_JOINED: dict[Kind, tuple[str, ...]] = {
    Kind.TASK: ("keeper", "lead_unit", "lead_post__unit", "follower__unit", "document"),
    Kind.FIGURE: ("indicator", "unit", "provider"),
    Kind.TARGET: ("indicator", "unit", "document", "reference_indicator", "reference_unit"),
}
_PRINTED: dict[Kind, tuple[str, ...]] = {
    Kind.TASK: ("title", "lead_unit_id", "lead_post_id", "product", "due", "closure", "completed_on"),
    Kind.FIGURE: ("value", "missing_reason"),
    Kind.TARGET: ("comparator", "value", "value_high", "due"),
}
"""What makes a change here one that must be made there too (tên, chủ trì, sản phẩm, hạn, kết thúc; số; mục tiêu)."""


class _Joined(Func):
    """Texts one after another; ``Concat`` nests each in the one before, deeper than SQLite reads."""

    template = "(%(expressions)s)"
    arg_joiner = " || '␟' || "
    output_field = TextField()


def model_of(kind: Kind) -> type[Model]:
    return {Kind.TASK: Task, Kind.FIGURE: Observation, Kind.TARGET: Target}[kind]


def print_of(kind: Kind, of: Callable[[str], Any] = F) -> MD5:
    """What stands here as a fingerprint (dấu vết), made by the database; ``of`` names a column, or one outside."""
    return MD5(_Joined(*[Coalesce(Cast(of(column), TextField()), Value("")) for column in _PRINTED[kind]]))


def entries_at(system: SecondSystem | int, kind: Kind) -> QuerySet[SystemEntry]:
    """The entry of the subject outside, to be used inside a query over subjects."""
    found = SystemEntry.objects.filter(system=system, kind=kind).order_by()
    if kind == Kind.TASK:
        return found.filter(task=OuterRef("pk"))
    found = found.filter(indicator=OuterRef("indicator"), unit=OuterRef("unit"))
    if kind == Kind.TARGET:
        return found
    period = ("calendar", "period_kind", "year", "index")
    return found.filter(**{name: OuterRef(name) for name in period})


# --- what must stand there --------------------------------------------------------------------------------------------


def must_of(system: SecondSystem, kind: Kind) -> Q:
    """What must stand in a system: what a rule takes and nobody excused, and what somebody put there by hand."""
    entry = entries_at(system, kind)
    by_rule = _own(system, kind) & _ruled(system, kind) & ~Q(Exists(entry.filter(asked=Asked.NO)))
    return by_rule | Q(Exists(entry.filter(asked=Asked.YES)))


def missing_of(system: SecondSystem, kind: Kind) -> Q:
    """What must stand there and was not entered."""
    return must_of(system, kind) & ~Q(Exists(entries_at(system, kind).filter(stand__in=ENTERED)))


def changed_of(system: SecondSystem, kind: Kind) -> Q:
    """What was entered and has changed here since."""
    entry = entries_at(system, kind).filter(stand__in=ENTERED)
    return Q(Exists(entry.exclude(fingerprint=print_of(kind, OuterRef))))


def _own(system: SecondSystem, kind: Kind) -> Q:
    """What of the office's register came after the day from which it is entered."""
    since = system.since
    if kind == Kind.FIGURE:
        return Q(indicator__keeper=system.keeper_id, period_end__gte=since, value__isnull=False)
    moment = timezone.make_aware(datetime.combine(since, time.min))
    if kind == Kind.TARGET:
        return Q(indicator__keeper=system.keeper_id) & (Q(due__gte=since) | Q(due__isnull=True))
    came = Q(received_on__gte=since) | Q(received_on__isnull=True, created_at__gte=moment)
    return Q(keeper=system.keeper_id) & came & ~Q(closure=Closure.CANCELLED)


def _ruled(system: SecondSystem, kind: Kind) -> Q:
    asked = [_rule(rule, kind) for rule in system.rules.all() if rule.kind == kind]
    if not all(asked):
        return Q()  # one of them takes everything
    found = Q(pk__in=[])
    for one in asked:
        found |= one
    return found


def _rule(rule: SystemRule, kind: Kind) -> Q:
    papers = {"issuer_level": rule.level, "type": rule.document_type}
    asked = {f"document__{name}": value for name, value in papers.items() if value}
    words = f'"{rule.field}"' if rule.field else ""
    if kind == Kind.TASK:
        found = Q(**asked)
        return found & Q(pk__in=matching(Task.objects.all(), "folded", words).values("pk")) if words else found
    found = Q()
    if asked and kind == Kind.TARGET:
        found = Q(**asked)
    elif asked:
        aimed = Target.objects.filter(withdrawn_at__isnull=True, **asked).values("indicator")
        found = Q(indicator__in=aimed)
    return found & Q(indicator__in=matching(Indicator.objects.all(), "folded", words).values("pk")) if words else found


# --- the subjects -----------------------------------------------------------------------------------------------------


def standing_in(system: SecondSystem, kind: Kind, actor: Actor | None) -> QuerySet[Any]:
    """What must stand in a system or was entered there, of what the actor sees, each with its ``status``."""
    entered = Q(Exists(entries_at(system, kind).filter(stand__in=ENTERED)))
    return with_status(subjects_of(kind, actor).filter(must_of(system, kind) | entered), system, kind)


def with_status(subjects: QuerySet[Any], system: SecondSystem, kind: Kind) -> QuerySet[Any]:
    """The subjects with how they stand in a system; each condition is asked only where the ones before do not hold."""
    entry = entries_at(system, kind)
    status = Case(
        When(changed_of(system, kind), then=Value(CHANGED)),
        When(Exists(entry.filter(stand=Stand.DIFFERENT)), then=Value(DIFFERS)),
        When(Exists(entry.filter(stand=Stand.SAME)), then=Value(SAME)),
        default=Value(MISSING),
        output_field=CharField(),
    )
    found: QuerySet[Any] = subjects.annotate(status=status)
    return found


def with_print(subjects: QuerySet[Any], kind: Kind) -> QuerySet[Any]:
    """The subjects with their fingerprint as ``now``: a page carries what was seen, so that noting can hold it up."""
    found: QuerySet[Any] = subjects.annotate(now=print_of(kind))
    return found


def status_now(entry: SystemEntry | None, mark: str) -> str:
    """The status of one entry beside the fingerprint of now; the same rules as :func:`with_status`."""
    if entry is None or entry.stand not in ENTERED:
        return MISSING
    if entry.fingerprint != mark:
        return CHANGED
    return DIFFERS if entry.stand == Stand.DIFFERENT else SAME


def in_order(subjects: QuerySet[Any], kind: Kind) -> QuerySet[Any]:
    """What needs someone first; tasks by their day, figures the latest first, by indicator and unit."""
    place = Case(
        *[When(status=status, then=Value(at)) for at, status in enumerate(STATUSES)], output_field=IntegerField()
    )
    ways: dict[Kind, Sequence[Any]] = {
        Kind.TASK: (F("due").asc(nulls_last=True), "code", "pk"),
        Kind.FIGURE: ("-period_end", "indicator__code", "unit__sort_key", "pk"),
        Kind.TARGET: ("indicator__code", "unit__sort_key", "pk"),
    }
    return subjects.order_by(place, *ways[kind])


def seen_subjects(kind: Kind, actor: Actor | None, keys: Iterable[int]) -> QuerySet[Any]:
    """The subjects with these keys that the actor sees, with what a row shows of them."""
    return joined(subjects_of(kind, actor).filter(pk__in=list(keys)), kind)


def joined(subjects: QuerySet[Any], kind: Kind) -> QuerySet[Any]:
    return subjects.select_related(*_JOINED[kind])


def subjects_of(kind: Kind, actor: Actor | None) -> QuerySet[Any]:
    """What there is of a kind, of what the actor sees; everything for the program itself."""
    if kind == Kind.TASK:
        return Task.objects.all() if actor is None else visible_tasks(actor)
    rows: QuerySet[Any] = figures_that_count() if kind == Kind.FIGURE else _aims()
    return rows if actor is None else rows.filter(indicator__in=visible_indicators(actor).order_by().values("pk"))


def _aims() -> QuerySet[Target]:
    return Target.objects.filter(headline=True, withdrawn_at__isnull=True)


def figures_that_count() -> QuerySet[Observation]:
    """The one reported figure of each indicator, unit and period that counts, by the rules of ``figures_in_force``.

    A test holds the two together.
    """
    same = ("indicator", "unit", "calendar", "period_kind", "year", "index")
    others = Observation.objects.filter(**{name: OuterRef(name) for name in same})
    # The period's end is in the index of the series; the other parts of the period are not.
    others = others.filter(period_end=OuterRef("period_end"))
    place = {f"difference__{name}": OuterRef(name) for name in same}
    chosen = ProviderDecision.objects.filter(**place).order_by("-pk").values("observation__provider")[:1]
    by_lead = Q(indicator__official_provider=OfficialProvider.LEAD)
    rank = Case(
        When(provider=Subquery(chosen, output_field=BigIntegerField()), then=Value(3)),
        When(by_lead & Q(provider=F("indicator__lead_unit")), then=Value(2)),
        When(Q(provider=F("indicator__lead_unit")), then=Value(1)),
        When(by_lead & Q(provider=F("unit")), then=Value(1)),
        When(Q(provider=F("unit")), then=Value(2)),
        default=Value(0),
        output_field=IntegerField(),
    )
    approved = Case(When(approval__isnull=False, then=Value(1)), default=Value(0), output_field=IntegerField())
    best = others.annotate(rank=rank, approved=approved).order_by("-rank", "-approved", "-revision", "-submitted_at")
    return Observation.objects.filter(pk=ExpressionWrapper(Subquery(best.values("pk")[:1]), BigIntegerField()))


def place_of(kind: Kind, subject: Any) -> dict[str, Any]:
    """What names a subject in an entry."""
    if kind == Kind.TASK:
        return {"task_id": subject.pk}
    named = {"indicator_id": subject.indicator_id, "unit_id": subject.unit_id}
    if kind == Kind.TARGET:
        return named
    return named | {name: getattr(subject, name) for name in ("calendar", "period_kind", "year", "index")}


def entries_of(system: SecondSystem, kind: Kind, subjects: Sequence[Any]) -> dict[int, SystemEntry]:
    """The entries of these subjects by their keys; one query."""
    rows = SystemEntry.objects.filter(system=system, kind=kind).select_related("by_post__unit")
    if kind == Kind.TASK:
        found = rows.filter(task__in=[one.pk for one in subjects])
    else:
        found = rows.filter(
            indicator__in={one.indicator_id for one in subjects}, unit__in={one.unit_id for one in subjects}
        )
        if kind == Kind.FIGURE:
            found = found.filter(year__in={one.year for one in subjects})
    by_place = {tuple(sorted(entry_place(entry).items())): entry for entry in found}
    pairs = ((one.pk, by_place.get(tuple(sorted(place_of(kind, one).items())))) for one in subjects)
    return {pk: entry for pk, entry in pairs if entry is not None}


def entry_place(entry: SystemEntry) -> dict[str, Any]:
    """What an entry names, as :func:`place_of` does."""
    return place_of(Kind(entry.kind), entry) if entry.kind != Kind.TASK else {"task_id": entry.task_id}


def fingerprints(kind: Kind, keys: Iterable[int]) -> dict[int, str]:
    """What stands here of these subjects, as kept at an entry; one query."""
    rows: Any = model_of(kind)._default_manager.filter(pk__in=list(keys)).annotate(now=print_of(kind))
    return dict(rows.values_list("pk", "now"))


def said_of(kind: Kind, subject: Any) -> dict[str, Any]:
    """What stands here of a subject, kept at its entry so that one sees later what changed."""
    if kind == Kind.TASK:
        return {
            "title": subject.title,
            "lead": str(subject.lead_unit or subject.lead_post),
            "product": subject.product,
            "due": _iso(subject.due),
            "closure": subject.closure,
            "completed_on": _iso(subject.completed_on),
        }
    if kind == Kind.FIGURE:
        return {"value": subject.value, "missing_reason": subject.missing_reason}
    return {name: getattr(subject, name) for name in ("comparator", "value", "value_high")} | {"due": _iso(subject.due)}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
