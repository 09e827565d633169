"""Who may do what where: the one authority (quyền). Everything that shows or changes something asks here.

A role of a post reaches a unit and what is below it by one kind of relation. What an actor cannot see answers 404;
what they see but may not do answers 403 with a sentence (``Refused("access.denied")``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.errors import Refused
from vaocuoc.directory.organisations.models import Post, Unit, UnitReach
from vaocuoc.directory.people.models import PostHolding, Role, RoleGrant, User
from vaocuoc.directory.people.naming import units_named


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
    Role.LEADER: frozenset({Action.VIEW, Action.ASSIGN, Action.CONFIRM, Action.APPROVE, Action.DIRECT}),
    Role.INSPECTOR: frozenset({Action.VIEW, Action.AUDIT}),
}

T = TypeVar("T")
_NAMED_UNITS = 1_000
"""So many units are named in a query; more are looked up by it."""
_REACHED = 3_000
"""So many rows of what the roles of a post reach are read to put together what each action may."""


@dataclass(frozen=True)
class Grant:
    """One role of the acting post, resolved."""

    role: Role
    unit_id: int
    relation: str


@dataclass(frozen=True)
class Actor:
    """Who acts (người thực hiện): a user in one chosen post on one day. ``today`` decides which relations hold."""

    user: User
    today: date
    post: Post | None = None
    posts: tuple[Post, ...] = ()
    grants: tuple[Grant, ...] = field(default=())
    # While a page is only read or one deed of many rows is done, what many parts of it ask is asked once; None where
    # nothing may be remembered.
    memory: dict[object, Any] | None = field(default=None, compare=False, repr=False)

    @property
    def is_administrator(self) -> bool:
        return self.user.is_administrator

    @property
    def post_title(self) -> str:
        return self.post.title if self.post else ""

    @property
    def unit_name(self) -> str:
        return self.post.unit.name if self.post else ""

    def units(self, action: Action) -> QuerySet[Unit]:
        """The units where this action is allowed, as a query to be used inside others.

        Viewing extends to what these units took over: a successor sees what its predecessors saw.
        """
        keys = self._known_units(action)
        return self._reached_units(action) if keys is None else units_named(keys)

    def _known_units(self, action: Action) -> frozenset[int] | None:
        """The units as keys, where they are remembered and few enough to be named one by one."""
        if self.memory is None:
            return None
        return self.once(("units", action), lambda: self._few_units(action))

    def _few_units(self, action: Action) -> frozenset[int] | None:
        """What every role reaches is asked at once; what each action may, is put together from it."""
        reached = self.once("reached", self._reached_by_grant)
        if reached is None:
            return None
        keys = frozenset(
            unit
            for grant in self.grants
            if action in ROLE_ACTIONS[grant.role]
            for unit in reached.get((grant.unit_id, grant.relation), ())
        )
        if action is Action.VIEW and keys:
            taken_over = UnitReach.objects.filter(self._alive(), kind=UnitReach.SUCCESSION, ancestor_id__in=keys)
            keys |= frozenset(taken_over.values_list("descendant_id", flat=True)[: _NAMED_UNITS + 1])
        return keys if len(keys) <= _NAMED_UNITS else None

    def _reached_by_grant(self) -> dict[tuple[int, str], set[int]] | None:
        """The units below each unit and relation of a role; None where there are too many to be named."""
        reach = Q(pk__in=[])
        for grant in self.grants:
            reach |= Q(ancestor_id=grant.unit_id, kind=grant.relation)
        below = UnitReach.objects.filter(reach & self._alive()).values_list("ancestor_id", "kind", "descendant_id")
        rows = list(below[: _REACHED + 1])
        found: dict[tuple[int, str], set[int]] = {}
        for ancestor, kind, unit in rows:
            found.setdefault((ancestor, kind), set()).add(unit)
        return found if len(rows) <= _REACHED else None

    def _alive(self) -> Q:
        return Q(valid_from__lte=self.today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=self.today))

    def remembering(self) -> Actor:
        """The same actor for one deed of many rows, which asks once what may be done where."""
        return self if self.memory is not None else replace(self, memory={})

    def once(self, key: object, ask: Callable[[], T]) -> T:
        """What ``ask`` gives, remembered for the rest of a request that only reads (hỏi một lần)."""
        if self.memory is None:
            return ask()
        if key not in self.memory:
            self.memory[key] = ask()
        found: T = self.memory[key]
        return found

    def _reached_units(self, action: Action) -> QuerySet[Unit]:
        reach = Q(pk__in=[])
        for grant in self.grants:
            if action in ROLE_ACTIONS[grant.role]:
                reach |= Q(ancestor_id=grant.unit_id, kind=grant.relation)
        alive = Q(valid_from__lte=self.today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=self.today))
        reached = UnitReach.objects.filter(reach & alive).values("descendant_id")
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

    def may_somewhere(self, action: Action) -> bool:
        """Whether any role of the post allows the action at all; costs no query."""
        return (action is Action.DIRECTORY and self.is_administrator) or any(
            action in ROLE_ACTIONS[grant.role] for grant in self.grants
        )

    def require(self, action: Action, unit_id: int | None) -> None:
        """Raise ``Refused("access.denied")`` where the action is not allowed."""
        if not self.may(action, unit_id):
            raise Refused("access.denied", action=str(action))

    def visible_units(self) -> QuerySet[Unit]:
        """The units whose pages one may read: all for who keeps the directory, else one's own, what one views, and
        what stands above one's unit.
        """
        if self.may_somewhere(Action.DIRECTORY):
            return Unit.objects.all()
        own = Q(pk__in=[])
        if self.post is not None:
            alive = Q(valid_from__lte=self.today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=self.today))
            above = UnitReach.objects.filter(alive, descendant_id=self.post.unit_id).exclude(kind=UnitReach.SUCCESSION)
            own = Q(pk__in=above.values("ancestor_id"))
        return Unit.objects.filter(own | Q(pk__in=self.units(Action.VIEW).values("pk")))

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
    holdings = (
        PostHolding.objects.filter(now, running, person__user=user)
        .select_related("post__unit")
        .order_by("delegated", "id")
    )
    posts = tuple(holding.post for holding in holdings)
    post = next((post for post in posts if post.pk == post_id), posts[0] if posts else None)
    grants = (
        tuple(
            Grant(Role(role), unit_id, relation)
            for role, unit_id, relation in RoleGrant.objects.filter(now, post=post).values_list(
                "role", "unit_id", "relation"
            )
        )
        if post
        else ()
    )
    return Actor(user=user, today=today, post=post, posts=posts, grants=grants)
