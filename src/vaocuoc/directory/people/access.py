"""Who may do what where: the one authority (quyền). Everything that shows or changes something asks here.

A role of a post reaches a unit and what is below it by one kind of relation; the roles of the organs that a post is in
are its roles too, and who looks after a unit by decision has the role ``OVERSEER`` there. Who inspects by a decision in
force that day sees the objects that it opens (``opened``) and no unit as a whole. Who acts by delegation may do no more
than the delegation covers. What an actor cannot see answers 404; what they see but may not do answers 403
with a sentence (``Refused("access.denied")``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.errors import Refused
from vaocuoc.directory.inspections.models import InspectionPost
from vaocuoc.directory.inspections.scopes import Scope, in_force, scopes_of
from vaocuoc.directory.organisations.models import Post, ReachMark, RelationKind, Unit, UnitReach
from vaocuoc.directory.people import reach
from vaocuoc.directory.people.models import GroupGrant, Oversight, OversightKind, PostHolding, Role, RoleGrant, User
from vaocuoc.directory.people.naming import keepers_of_all, units_named


class Action(StrEnum):
    """What one can be allowed to do; each is checked for a unit."""

    VIEW = "view"  # documents, indicators, tasks of the unit
    UPLOAD = "upload"  # hand in a document
    REVIEW = "review"  # accept, edit, reject findings
    ASSIGN = "assign"  # make and change tasks, targets
    UPDATE = "update"  # report on a task one leads, hand in evidence
    CONFIRM = "confirm"  # accept or return evidence, decide extensions
    REPORT = "report"  # enter values
    APPROVE = "approve"  # approve values
    DIRECT = "direct"  # a leader's directives
    DIRECTORY = "directory"  # units, people, posts, roles
    AUDIT = "audit"  # read the audit trail
    DESTROY = "destroy"  # confirm that content is destroyed, which another has proposed


ACTION_NAMES: dict[Action, str | Promise] = {
    Action.VIEW: _("xem văn bản, chỉ tiêu, nhiệm vụ"),
    Action.UPLOAD: _("đưa văn bản vào"),
    Action.REVIEW: _("rà soát phát hiện, ghi tên gọi khác của đơn vị"),
    Action.ASSIGN: _("giao và sửa nhiệm vụ, chỉ tiêu"),
    Action.UPDATE: _("báo cáo nhiệm vụ được giao, nộp minh chứng"),
    Action.CONFIRM: _("xác nhận hoặc trả lại minh chứng, quyết định gia hạn"),
    Action.REPORT: _("nhập số liệu"),
    Action.APPROVE: _("duyệt số liệu"),
    Action.DIRECT: _("chỉ đạo"),
    Action.DIRECTORY: _("quản lý đơn vị, cán bộ, chức danh, vai trò"),
    Action.AUDIT: _("xem nhật ký"),
    Action.DESTROY: _("đề nghị và xác nhận hủy nội dung không được phép có"),
}

ROLE_ACTIONS: dict[Role, frozenset[Action]] = {
    Role.VIEWER: frozenset({Action.VIEW}),
    Role.REPORTER: frozenset({Action.VIEW, Action.UPDATE, Action.REPORT}),
    Role.APPROVER: frozenset({Action.VIEW, Action.APPROVE}),
    Role.COORDINATOR: frozenset(
        {
            Action.VIEW,
            Action.UPLOAD,
            Action.REVIEW,
            Action.ASSIGN,
            Action.UPDATE,
            Action.CONFIRM,
            Action.REPORT,
            Action.APPROVE,
        }
    ),
    Role.LEADER: frozenset({Action.VIEW, Action.ASSIGN, Action.CONFIRM, Action.APPROVE, Action.DIRECT, Action.DESTROY}),
    Role.INSPECTOR: frozenset({Action.VIEW, Action.AUDIT}),
    Role.OVERSEER: frozenset({Action.VIEW, Action.DIRECT}),
}

T = TypeVar("T")


@dataclass(frozen=True)
class Grant:
    """One role of the acting post, resolved."""

    role: Role
    unit_id: int
    relation: str


def _ways(grants: Iterable[Grant]) -> frozenset[reach.Way]:
    return frozenset((grant.unit_id, grant.relation) for grant in grants)


@dataclass(frozen=True)
class Actor:
    """Who acts (người thực hiện): a user in one chosen post on one day. ``today`` decides which relations hold."""

    user: User
    today: date
    post: Post | None = None
    posts: tuple[Post, ...] = ()
    grants: tuple[Grant, ...] = field(default=())
    # What the post looks after by decision: the units as roles, fields and papers by their words.
    overseeing: tuple[Grant, ...] = ()
    matters: tuple[tuple[str, str], ...] = ()
    # The decisions under which the post inspects today.
    inspecting: tuple[int, ...] = ()
    # Acting by delegation: in whose name, and what it covers (None: all that the post may).
    in_name_of: str = ""
    limited_to: frozenset[Action] | None = None
    # While a page is only read or one deed of many rows is done, what many parts of it ask is asked once; None where
    # nothing may be remembered.
    memory: dict[object, Any] | None = field(default=None, compare=False, repr=False)
    # The mark of the organisation as this request found it; None where what is read must not be kept for other pages.
    reach_mark: str | None = field(default=None, compare=False, repr=False)

    @property
    def is_administrator(self) -> bool:
        return self.user.is_administrator

    @property
    def post_title(self) -> str:
        return self.post.title if self.post else ""

    @property
    def unit_name(self) -> str:
        return self.post.unit.name if self.post else ""

    @property
    def acting_as(self) -> str:
        """The post in words, as the audit trail keeps it; by delegation with the name behind it (theo ủy quyền của)."""
        if self.post is None:
            return ""
        return f"{self.post} (theo ủy quyền của {self.in_name_of})" if self.in_name_of else str(self.post)

    def covers(self, action: Action) -> bool:
        """Whether the action is within what one acts by: always for a holder, else where the delegation covers it."""
        return self.limited_to is None or action is Action.VIEW or action in self.limited_to

    def _roles_for(self, action: Action) -> list[Grant]:
        """The roles that allow an action; none where a delegation does not cover it."""
        if not self.covers(action):
            return []
        return [grant for grant in (*self.grants, *self.overseeing) if action in ROLE_ACTIONS[grant.role]]

    def own_unit(self, action: Action) -> int | None:
        """The unit of the first role given to the post that allows an action: the register one works in (sổ mình)."""
        return next((grant.unit_id for grant in self._roles_for(action) if grant.role is not Role.OVERSEER), None)

    def oversees(self, unit_id: int | None) -> bool:
        """Whether a decision lets the post look after the unit, or one above it (phụ trách)."""
        return unit_id is not None and unit_id in self.overseen_units()

    def overseen_units(self) -> frozenset[int]:
        """The units that a decision lets the post look after, with what is below them; no query where there is none."""
        return self.once("overseen units", self._overseen) if self.overseeing else frozenset()

    def opened(self) -> tuple[Scope, ...]:
        """What the decisions under which the post inspects today open; no query where there is none (được mở)."""
        return self.once("opened", lambda: scopes_of(self.inspecting, self.today)) if self.inspecting else ()

    def _overseen(self) -> frozenset[int]:
        below = UnitReach.objects.filter(
            reach.alive(self.today), ancestor__in={grant.unit_id for grant in self.overseeing}
        )
        return frozenset(below.values_list("descendant_id", flat=True))

    def units(self, action: Action) -> QuerySet[Unit]:
        """The units where this action is allowed, as a query to be used inside others.

        Viewing extends to what these units took over: a successor sees what its predecessors saw.
        """
        keys = self._known_units(action)
        if keys is None or len(keys) > reach.NAMED:
            return self.once(("reaching", action), lambda: self._reached_units(action))
        return self.once(("named", action), lambda: units_named(keys))

    def keepers(self, action: Action) -> QuerySet[Unit]:
        """The same units for a condition on who keeps something (đơn vị giữ sổ): of thousands of units few keep any."""
        keys = self._known_units(action)
        if keys is None or len(keys) <= reach.NAMED:
            return self.units(action)
        kept = self.once("kept", lambda: keepers_of_all(reach.NAMED))
        return self.units(action) if kept is None else units_named(keys & kept)

    def reaching(self, action: Action, column: str) -> Q:
        """The same units for a condition on any unit of a small table: each row is looked up, not every unit read."""
        keys = self._known_units(action)
        if action is Action.VIEW or keys is None or len(keys) <= reach.NAMED:
            return Q(**{f"{column}__in": self.units(action).order_by().values("pk")})
        above = UnitReach.objects.filter(self._reach(action) & reach.alive(self.today), descendant=OuterRef(column))
        return Q(Exists(above))

    def among(self, action: Action, units: Collection[int]) -> frozenset[int]:
        """Those of these units where the action is allowed; costs no query where one's units are known."""
        keys = self._known_units(action)
        if keys is not None:
            return keys.intersection(units)
        return frozenset(self._reached_units(action).filter(pk__in=units).order_by().values_list("pk", flat=True))

    def _known_units(self, action: Action) -> frozenset[int] | None:
        """The units as keys, where they are remembered and few enough to be read."""
        if self.memory is None:
            return None
        return self.once(("units", action), lambda: self._few_units(action))

    def _few_units(self, action: Action) -> frozenset[int] | None:
        """What every role reaches is asked at once; what each action may, is put together from it."""
        all_ways = _ways((*self.grants, *self.overseeing))
        ways, former = _ways(self._roles_for(action)), action is Action.VIEW
        if self.reach_mark is not None:
            return reach.kept_units(self.reach_mark, self.today, all_ways, ways, former=former)
        reached = self.once("reached", lambda: reach.units_by_way(all_ways, self.today))
        return reach.put_together(reached, ways, self.today, former=former)

    def remembering(self) -> Actor:
        """The same actor for one deed of many rows, which asks once what may be done where."""
        return self if self.memory is not None else replace(self, memory={}, reach_mark=None)

    def once(self, key: object, ask: Callable[[], T]) -> T:
        """What ``ask`` gives, remembered for the rest of a request that only reads (hỏi một lần)."""
        if self.memory is None:
            return ask()
        if key not in self.memory:
            self.memory[key] = ask()
        found: T = self.memory[key]
        return found

    def _reach(self, action: Action) -> Q:
        return reach.below(_ways(self._roles_for(action)))

    def _reached_units(self, action: Action) -> QuerySet[Unit]:
        alive = reach.alive(self.today)
        reached = UnitReach.objects.filter(self._reach(action) & alive).values("descendant_id")
        if action is not Action.VIEW:
            return Unit.objects.filter(pk__in=reached)
        taken_over = UnitReach.objects.filter(alive, kind=UnitReach.SUCCESSION, ancestor_id__in=reached)
        return Unit.objects.filter(Q(pk__in=reached) | Q(pk__in=taken_over.values("descendant_id")))

    def may(self, action: Action, unit_id: int | None) -> bool:
        """Whether the action is allowed at the unit; the administrator may everything of the directory alone."""
        if action is Action.DIRECTORY and self.is_administrator:
            return True
        if unit_id is None:
            return False
        keys = self._known_units(action)
        return unit_id in keys if keys is not None else self._reached_units(action).filter(pk=unit_id).exists()

    def reaches_all(self, action: Action, units: Collection[int]) -> bool:
        """Whether the action is allowed at every one of these units; costs no query where one's units are few."""
        keys = self._known_units(action)
        if keys is not None:
            return keys.issuperset(units)
        return self._reached_units(action).filter(pk__in=units).count() == len(set(units))

    def views_all_kept(self) -> bool:
        """Whether this request already knows that one views every unit that keeps anything; costs no query."""
        kept = (self.memory or {}).get("kept")
        keys = self._known_units(Action.VIEW) if kept is not None else None
        return kept is not None and keys is not None and keys >= kept

    def may_somewhere(self, action: Action) -> bool:
        """Whether any role of the post allows the action at all, or a decision to inspect does; costs no query."""
        if action is Action.VIEW and self.inspecting:
            return True
        return (action is Action.DIRECTORY and self.is_administrator) or bool(self._roles_for(action))

    def require(self, action: Action, unit_id: int | None) -> None:
        """Raise ``Refused("access.denied")`` where the action is not allowed."""
        if not self.may(action, unit_id):
            raise Refused("access.denied", action=str(action))

    def visible_units(self, *, keepers: bool = False) -> QuerySet[Unit]:
        """The units whose pages one may read: all for who keeps the directory, else one's own, what one views, and
        what stands above one's unit; with ``keepers`` for a condition on who keeps something.
        """
        if self.may_somewhere(Action.DIRECTORY):
            return Unit.objects.all()
        own = Q(pk__in=[])
        if self.post is not None:
            above = UnitReach.objects.filter(reach.alive(self.today), descendant_id=self.post.unit_id).exclude(
                kind=UnitReach.SUCCESSION
            )
            own = Q(pk__in=above.values("ancestor_id"))
        viewed = self.keepers(Action.VIEW) if keepers else self.units(Action.VIEW)
        return Unit.objects.filter(own | Q(pk__in=viewed.values("pk")))

    def require_directory(self) -> None:
        """Raise ``Refused("access.denied")`` for whoever may not keep units, people, posts and roles."""
        self.require(Action.DIRECTORY, None)

    def may_keep_directory(self) -> bool:
        """Whether one may keep units, people, posts and roles; the administrator alone."""
        return self.may(Action.DIRECTORY, None)

    def require_naming(self, unit_id: int) -> None:
        """Another name of a unit may be noted by who keeps the directory, and by who reviews findings of that unit."""
        if not self.may(Action.DIRECTORY, unit_id):
            self.require(Action.REVIEW, unit_id)

    def may_audit(self) -> bool:
        """Whether one may read the audit trail at all, if only a part of it."""
        return self.is_administrator or self.may_somewhere(Action.AUDIT)

    def may_open(self, object_type: str) -> bool:
        """Whether pages of this kind open to one at all: an administrator without a post reads no registers."""
        return object_type.startswith("directory.") or self.may_somewhere(Action.VIEW)

    def audited_posts(self) -> QuerySet[Post]:
        """The posts whose doings one may read in the audit trail; the administrator's reading has no bounds."""
        return Post.objects.filter(unit__in=self.units(Action.AUDIT))


def actor_for(user: User, *, today: date, post_id: int | None = None) -> Actor:
    """The actor of a signed-in user: the chosen post if they hold it today, else the first they hold.

    Two queries: the posts held today with their units, and the roles of the one acted in.
    """
    now = Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    running = Q(post__valid_from__lte=today) & (Q(post__valid_to__isnull=True) | Q(post__valid_to__gt=today))
    holdings = list(
        PostHolding.objects.filter(now, running, person__user=user)
        .annotate(reach_mark=Subquery(ReachMark.objects.values("mark")[:1]))
        .select_related("post__unit", "delegated_by")
        .order_by("delegated", "id")
    )
    posts = tuple(dict.fromkeys(holding.post for holding in holdings))
    chosen = post_id if any(post.pk == post_id for post in posts) else None
    post = next((post for post in posts if post.pk == chosen), posts[0] if posts else None)
    if post is None:
        return Actor(user=user, today=today)
    grants, overseeing, matters, inspecting = _roles_of(post, now, today)
    return Actor(
        user=user,
        today=today,
        post=post,
        posts=posts,
        grants=grants,
        overseeing=overseeing,
        matters=matters,
        inspecting=inspecting,
        reach_mark=holdings[0].reach_mark or "",
        **_behind([holding for holding in holdings if holding.post_id == post.pk]),
    )


def _behind(held: list[PostHolding]) -> dict[str, Any]:
    """In whose name the post is acted in, where it is held by delegation alone; several parts of it add up."""
    if any(not holding.delegated for holding in held):
        return {}
    first = held[0]
    covered = [frozenset(Action(code) for code in holding.actions) for holding in held]
    return {
        "in_name_of": first.delegated_by.name if first.delegated_by else first.post.title,
        "limited_to": frozenset().union(*covered) if all(covered) else None,
    }


_INSPECTION = "inspection"
_Roles = tuple[tuple[Grant, ...], tuple[Grant, ...], tuple[tuple[str, str], ...], tuple[int, ...]]


def _roles_of(post: Post, now: Q, today: date) -> _Roles:
    """The roles of a post and of its organs, the units that it looks after, other matters, the decisions under which it
    inspects; one query.
    """
    columns = ("said", "about", "more")
    about = F("unit_id")
    own = RoleGrant.objects.filter(now, post=post).annotate(said=F("role"), about=about, more=F("relation"))
    group = GroupGrant.objects.filter(
        now, organ__in=post.organs.filter(now).order_by().values("pk")
    ).annotate(said=F("role"), about=about, more=F("relation"))  # fmt: skip
    looked_after = Oversight.objects.filter(now, post=post).annotate(said=F("kind"), about=about, more=F("words"))
    inspected = InspectionPost.objects.filter(in_force(today, "decision__"), post=post).annotate(
        said=Value(_INSPECTION, CharField()), about=F("decision_id"), more=Value("", CharField())
    )
    others = [found.values_list(*columns) for found in (group, looked_after, inspected)]
    grants: list[Grant] = []
    overseeing: list[Grant] = []
    matters: list[tuple[str, str]] = []
    inspecting: list[int] = []
    for said, number, more in own.values_list(*columns).union(*others, all=True):
        if said == _INSPECTION:
            inspecting.append(number)
        elif said == OversightKind.UNIT:
            overseeing += [Grant(Role.OVERSEER, number, relation) for relation in RelationKind.values]
        elif said in OversightKind.values:
            matters.append((said, more))
        else:
            grants.append(Grant(Role(said), number, more))
    return tuple(dict.fromkeys(grants)), tuple(overseeing), tuple(matters), tuple(sorted(inspecting))
