"""Which tasks a decision to inspect opens (nhiệm vụ được mở theo quyết định kiểm tra)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, Q
from django.db.models.functions import Coalesce, TruncDate

from vaocuoc.directory.inspections.scopes import Scope
from vaocuoc.directory.models import Post
from vaocuoc.directory.people.naming import Keys
from vaocuoc.documents.library.numbered import papers_numbered
from vaocuoc.search.queries import matching
from vaocuoc.tracking.tasks.models import Closure, Task


def tasks_opened(scopes: Iterable[Scope]) -> Q:
    """The tasks that any of the scopes opens: units by subjects by period, each of them as :func:`_opened` says."""
    found = Q(pk__in=[])
    for scope in scopes:
        found |= Q(pk__in=Task.objects.filter(_opened(scope)).order_by().values("pk"))
    return found


def _opened(scope: Scope) -> Q:
    """What an opened unit or a post of it leads, or gave; of the subjects, where the decision names any; which ran at
    some time in the period, where it names one: begun before its end, and not closed before its beginning.
    """
    units = Keys(scope.units or (0,))
    found = Q(lead_unit__in=units) | Q(keeper__in=units)
    found |= Q(lead_post__in=Post.objects.filter(unit__in=units).values("pk"))
    if scope.names_subjects:
        found &= _of_subjects(scope)
    if scope.last is not None:
        begun = Task.objects.annotate(begun=Coalesce(F("received_on"), TruncDate("created_at")))
        found &= Q(pk__in=begun.filter(begun__lte=scope.last).values("pk"))
    if scope.first is not None:
        ended = Task.objects.exclude(closure__in=(Closure.NONE, Closure.SUSPENDED)).annotate(
            ended=Coalesce(F("completed_on"), TruncDate("closed_at"))
        )
        found &= ~Q(pk__in=ended.filter(ended__lt=scope.first).values("pk"))
    return found


def _of_subjects(scope: Scope) -> Q:
    found = Q(pk__in=[])
    for words in scope.fields:
        found |= Q(pk__in=matching(Task.objects.all(), "folded", f'"{words}"').values("pk"))
    if scope.papers:
        found |= Q(document__in=papers_numbered(scope.papers).values("pk"))
    return found
