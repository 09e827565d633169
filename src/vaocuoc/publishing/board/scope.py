"""What board and lists are narrowed to by their address (phạm vi), kept in every link and shown above every page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from vaocuoc.core.calendars import Period
from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.acting import actor_or_none
from vaocuoc.documents.library.access import get_document
from vaocuoc.documents.models import Document
from vaocuoc.oversight.coverage.many import TASKS
from vaocuoc.oversight.coverage.models import Group
from vaocuoc.tracking.indicators.queries import IndicatorFilters
from vaocuoc.tracking.tasks.queries import TaskFilters
from vaocuoc.ui.context import Narrowing
from vaocuoc.ui.dates import period_code, period_name, period_named

GROUP = TASKS.parameter
PARAMETERS = ("chu-tri", "van-ban", "ky", "phu-trach", GROUP)
"""What the address calls the unit that leads, the document, the period, what the post oversees, and the group."""
NARROWED = frozenset({"board:home", "board:silent", "board:whence", "tasks:list", "indicators:list"})
"""The pages that the context narrows; the rail carries it from one to the other."""
_LISTS = ("tasks:list", "indicators:list")
_CARRYING = NARROWED | {"board:choose", "tasks:detail", "indicators:detail"}


@dataclass(frozen=True)
class Scope:
    """One document, one unit that leads, one period in which things fall due, what the post oversees, one of the groups
    that a resolution sets above the rest (nhóm việc lớn).
    """

    document: Document | None = None
    lead: Unit | None = None
    period: Period | None = None
    overseen: bool = False
    group: str = ""

    @property
    def group_words(self) -> str:
        return str(Group(self.group).label) if self.group else ""

    @property
    def words(self) -> str:
        """The scope in words for the head of the page; empty where everything is shown."""
        parts = []
        if self.document:
            parts.append(f"{self.document}: {self.document.title}")
        if self.lead:
            parts.append(_("chủ trì: %(unit)s") % {"unit": self.lead.name})
        if self.period:
            parts.append(_("đến hạn trong %(period)s") % {"period": period_name(self.period)})
        if self.overseen:
            parts.append(_("phần được phân công phụ trách"))
        if self.group:
            parts.append(_("nhóm việc: %(group)s") % {"group": self.group_words})
        return " · ".join(parts)

    @property
    def asked(self) -> dict[str, object]:
        """The scope as an address asks for it; empty where everything is shown."""
        given = {
            "chu-tri": self.lead.pk if self.lead else "",
            "van-ban": self.document.pk if self.document else "",
            "ky": period_code(self.period) if self.period else "",
            "phu-trach": "1" if self.overseen else "",
            GROUP: self.group,
        }
        return {key: value for key, value in given.items() if value}

    @property
    def query(self) -> str:
        """The scope as the query of an address."""
        return urlencode(self.asked)

    @property
    def tasks(self) -> TaskFilters:
        """The tasks within the scope."""
        return TaskFilters(
            document=self.document.pk if self.document else None,
            lead=self.lead.pk if self.lead else None,
            period=self.period,
            overseen=self.overseen,
            more=((GROUP, self.group),) if self.group else (),
        )

    @property
    def indicators(self) -> IndicatorFilters:
        """The indicators within the scope."""
        return IndicatorFilters(
            document=self.document.pk if self.document else None,
            lead=self.lead.pk if self.lead else None,
            period=self.period,
            overseen=self.overseen,
            more=((GROUP, self.group),) if self.group else (),
        )

    def address(self, name: str, **filters: object) -> str:
        """The page of that name with these filters and the scope's own, so that a number opens just what it counts.

        A list without any filter is asked for whole: its bare address opens the way in which somebody likes to see it.
        """
        given = {key.replace("_", "-"): value for key, value in filters.items()} | self.asked
        query = urlencode({key: value for key, value in given.items() if value not in (None, "")})
        if not query and name in _LISTS:
            query = "xem=tat-ca"
        return f"{_page(name)}?{query}" if query else _page(name)


@cache
def _page(name: str) -> str:
    """The address of a page without parts of its own; a board leads to the same few dozens of times."""
    return reverse(name)


def scope_of(actor: Actor, parameters: QueryDict) -> Scope:
    """The scope that the address asks for. Raises ``Http404`` for what is not seen or makes no sense."""
    asked = {name: parameters.get(name, "") for name in PARAMETERS}
    return actor.once(("scope", *asked.values()), lambda: _scope(actor, asked))


def _scope(actor: Actor, asked: dict[str, str]) -> Scope:
    period = period_named(asked["ky"])
    if asked["ky"] and period is None:
        raise Http404
    if asked[GROUP] and asked[GROUP] not in Group.values:
        raise Http404
    document, lead = _document(actor, asked["van-ban"]), _unit(asked["chu-tri"])
    return Scope(document, lead, period, asked["phu-trach"] == "1", asked[GROUP])


def _document(actor: Actor, asked: str) -> Document | None:
    return get_document(actor, _key(asked)) if asked else None


def _unit(asked: str) -> Unit | None:
    if not asked:
        return None
    unit = Unit.objects.filter(pk=_key(asked)).first()
    if unit is None:
        raise Http404
    return unit


def _key(asked: str) -> int:
    if not asked.isascii() or not asked.isdigit() or len(asked) > 18:
        raise Http404
    return int(asked)


# --- above every page -------------------------------------------------------------------------------------------------


def narrowing(request: HttpRequest) -> Narrowing | None:
    """What the top bar says of the scope (``settings.FRAME_NARROWING``); None for who sees no register at all."""
    actor = actor_or_none(request)
    if actor is None or actor.post is None:
        return None
    name = request.resolver_match.view_name if request.resolver_match else ""
    try:
        scope = scope_of(actor, request.GET) if name in _CARRYING else Scope()
    except Http404:  # a list leaves out what makes no sense
        scope = Scope()
    choose = scope.address("board:choose")
    group = ((_("Nhóm"), scope.group_words, f"{choose}#scope-group"),) if scope.group else ()
    return Narrowing(
        items=(
            (_("Đơn vị"), scope.lead.name if scope.lead else _("mọi đơn vị"), f"{choose}#scope-lead"),
            (_("Văn bản"), str(scope.document or _("mọi văn bản")), f"{choose}#scope-document"),
            (_("Kỳ"), period_name(scope.period) if scope.period else _("mọi kỳ"), f"{choose}#scope-period"),
            *group,
        ),
        overseen=scope.overseen,
        choose=choose,
        clear=_without(request, name) if scope.asked else "",
        query=urlencode(scope.asked),
        short=" · ".join(_short(scope)),
        pages=NARROWED,
    )


def _short(scope: Scope) -> list[str]:
    """What the scope narrows to, in the few words that a phone has room for."""
    narrowed = [scope.lead.name if scope.lead else "", str(scope.document or "")]
    narrowed.append(period_name(scope.period) if scope.period else "")
    narrowed.append(scope.group_words)
    return [*filter(None, narrowed), *([_("phần phụ trách")] if scope.overseen else [])]


def _without(request: HttpRequest, name: str) -> str:
    """This page without the scope: the other filters stay."""
    kept = request.GET.copy()
    for parameter in (*PARAMETERS, "trang"):
        kept.pop(parameter, None)
    query = kept.urlencode() or ("xem=tat-ca" if name in _LISTS else "")
    return f"{request.path}?{query}" if query else request.path
