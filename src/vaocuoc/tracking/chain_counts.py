"""What tracking says of the documents of a chain: tasks entered of those found, overdue tasks, targets in danger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import Count as CountOf
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.library.chain import Count
from vaocuoc.documents.models import Document
from vaocuoc.tracking.assignment.queries import completeness_of
from vaocuoc.tracking.indicators.access import visible_indicators
from vaocuoc.tracking.indicators.models import Standing, Target
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.tracking.tasks.models import Task
from vaocuoc.tracking.tasks.states import in_state

_RED = ("off_track", "missed")


def counts(actor: Actor, keys: list[int], today: date) -> dict[int, list[Count]]:
    """The counts of some documents by their keys; six queries, however many they are."""
    entered = completeness_of(Document.objects.filter(pk__in=keys).only("pk", "reviewed_at"))
    overdue = _number(visible_tasks(actor).filter(in_state("overdue", today), document__in=keys))
    red = _red_targets(actor, keys)
    found: dict[int, list[Count]] = {key: [] for key in keys}
    for key, told in entered.items():
        if told.expected:
            words = _("%(entered)s/%(expected)s nhiệm vụ") % {"entered": told.entered, "expected": told.expected}
            found[key].append(Count(words))
    for key in keys:
        if overdue[key]:
            found[key].append(Count(_("%(number)s quá hạn") % {"number": overdue[key]}, is_bad=True))
        if red[key]:
            found[key].append(Count(_("%(number)s chỉ tiêu đỏ") % {"number": red[key]}, is_bad=True))
    return found


def _number(rows: QuerySet[Task]) -> Counter[int]:
    """How many rows there are of each document."""
    return Counter(dict(rows.order_by().values_list("document").annotate(CountOf("pk"))))


def _red_targets(actor: Actor, keys: Iterable[int]) -> Counter[int]:
    """How many indicators are in danger or missed at units for which the documents set the target."""
    red = Standing.objects.filter(indicator=OuterRef("indicator"), unit=OuterRef("unit"), code__in=_RED)
    targets = Target.objects.filter(
        Exists(red), document__in=keys, headline=True, withdrawn_at__isnull=True, superseded_by__isnull=True
    ).filter(indicator__in=visible_indicators(actor).order_by().values("pk"))
    counted = targets.order_by().values_list("document").annotate(CountOf("indicator", distinct=True))
    return Counter(dict(counted))
