"""Changing people: accounts, people, the posts they hold, roles. Each is one transaction with its entry."""

from __future__ import annotations

import re
import secrets
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.directory.organisations.access import require_directory
from vaocuoc.directory.organisations.models import Organ, Post, RelationKind, Unit
from vaocuoc.directory.organisations.naming import clean_name
from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.delegations import end_with_holder
from vaocuoc.directory.people.following import follow_holding
from vaocuoc.directory.people.models import GRANTABLE, GroupGrant, Person, PostHolding, RoleGrant, User

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,149}")
_EASY_TO_COPY = "abcdefghjkmnpqrstuvwxyz23456789"  # no i, l, o, 0, 1: slips are read from paper


# --- accounts ---------------------------------------------------------------------------------------------------------


def create_account(
    actor: Actor | None,
    *,
    username: str,
    password: str,
    email: str = "",
    is_administrator: bool = False,
    must_change_password: bool = False,
) -> User:
    """Open an account (lập tài khoản). Raises ``Refused``: ``people.username_form``, ``username_taken``,
    ``email_form``, ``weak_password``.
    """
    require_directory(actor)
    with transaction.atomic():
        username = username.strip().lower()
        if not _USERNAME.fullmatch(username):
            raise Refused("people.username_form", username=username)
        if User.objects.filter(username=username).exists():
            raise Refused("people.username_taken", username=username)
        user = User(
            username=username,
            email=_checked_email(email),
            is_administrator=is_administrator,
            must_change_password=must_change_password,
        )
        _set_checked_password(user, password)
        user.save()
        record(actor, "people.create_account", user, username=username, is_administrator=is_administrator)
    return user


def initial_password() -> str:
    """A first password for a slip of paper: twelve letters and digits in three groups, about 59 bits."""
    letters = [secrets.choice(_EASY_TO_COPY) for _ in range(12)]
    return "-".join("".join(letters[start : start + 4]) for start in (0, 4, 8))


def lock_account(actor: Actor | None, *, user: User) -> User:
    """Lock an account (khóa tài khoản); its sessions end at once. Accounts are never deleted.

    Raises ``Refused``: ``people.own_account`` (nobody locks themselves out), ``last_administrator``.
    """
    require_directory(actor)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        if actor is not None and actor.user.pk == user.pk:
            raise Refused("people.own_account")
        _keep_an_administrator(user)
        user.is_active = False
        user.save(update_fields=["is_active"])
        record(actor, "people.lock_account", user)
    return user


def unlock_account(actor: Actor | None, *, user: User) -> User:
    """Open a locked account again (mở khóa tài khoản)."""
    require_directory(actor)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        user.is_active = True
        user.save(update_fields=["is_active"])
        record(actor, "people.unlock_account", user)
    return user


def set_administrator(actor: Actor | None, *, user: User, is_administrator: bool) -> User:
    """Give or take the administration of the system (quyền quản trị); one living administrator always stays."""
    require_directory(actor)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        if not is_administrator:
            _keep_an_administrator(user)
        user.is_administrator = is_administrator
        user.save(update_fields=["is_administrator"])
        record(actor, "people.set_administrator", user, is_administrator=is_administrator)
    return user


def set_password(actor: Actor | None, *, user: User, password: str, must_change: bool = True) -> User:
    """Set another's password (đặt lại mật khẩu); its sessions end, the next sign-in asks for an own one."""
    require_directory(actor)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        _set_checked_password(user, password)
        user.must_change_password = must_change
        user.save(update_fields=["password", "must_change_password"])
        record(actor, "people.set_password", user)
    return user


def change_own_password(actor: Actor, *, old: str, new: str) -> User:
    """Change one's own password (đổi mật khẩu). Raises ``Refused``: ``people.wrong_password``, ``same_password``,
    ``weak_password``.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=actor.user.pk)
        if not user.check_password(old):
            raise Refused("people.wrong_password")
        if old == new:
            raise Refused("people.same_password")
        _set_checked_password(user, new)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
        record(actor, "people.change_own_password", user)
    return user


def save_preferences(actor: Actor, *, language: str | None = None, theme: str | None = None) -> User:
    """Keep one's own language and look (ngôn ngữ, giao diện); no entry is written, nobody else is concerned."""
    user = actor.user
    if language is not None:
        user.language = language
    if theme is not None:
        user.theme = theme
    user.save(update_fields=["language", "theme"])
    return user


def _set_checked_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused("people.weak_password", reasons=" ".join(error.messages)) from error
    user.set_password(password)


def _checked_email(email: str) -> str:
    email = email.strip()
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise Refused("people.email_form", email=email) from error
    return email


def _keep_an_administrator(user: User) -> None:
    others = User.objects.select_for_update().filter(is_administrator=True, is_active=True).exclude(pk=user.pk)
    if user.is_administrator and user.is_active and not others.exists():
        raise Refused("people.last_administrator")


# --- people and posts -------------------------------------------------------------------------------------------------


def create_person(actor: Actor | None, *, name: str, user: User | None = None) -> Person:
    """Note someone who holds posts (thêm cán bộ), with their account where they have one."""
    require_directory(actor)
    with transaction.atomic():
        if user is not None and Person.objects.filter(user=user).exists():
            raise Refused("people.account_in_use", username=user.username)
        person = Person.objects.create(name=clean_name(name, longest=200), user=user)
        record(actor, "people.create_person", person, name=person.name, username=user.username if user else "")
    return person


def take_on(
    actor: Actor | None, *, name: str, username: str, email: str, post: Post | None, valid_from: date
) -> tuple[Person, str]:
    """A new person with an account and, where said, a post (thêm cán bộ), or nothing; returns the first password."""
    with transaction.atomic():
        password = initial_password()
        user = create_account(actor, username=username, password=password, email=email, must_change_password=True)
        person = create_person(actor, name=name, user=user)
        if post is not None:
            hold_post(actor, person=person, post=post, valid_from=valid_from)
    return person, password


def hand_out_password(actor: Actor | None, *, person: Person, username: str = "") -> str:
    """A new first password for a slip (phát lại mật khẩu); opens the account where the person has none yet."""
    with transaction.atomic():
        password = initial_password()
        if person.user is not None:
            set_password(actor, user=person.user, password=password)
        else:
            user = create_account(actor, username=username, password=password, must_change_password=True)
            edit_person(actor, person=person, name=person.name, user=user)
    return password


def edit_person(actor: Actor | None, *, person: Person, name: str, user: User | None) -> Person:
    """Correct a name, give or take the account (sửa cán bộ)."""
    require_directory(actor)
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        if user is not None and Person.objects.filter(user=user).exclude(pk=person.pk).exists():
            raise Refused("people.account_in_use", username=user.username)
        before = person.name
        person.name, person.user = clean_name(name, longest=200), user
        person.save()
        record(
            actor, "people.edit_person", person, before=before, name=person.name, username=user.username if user else ""
        )
    return person


def hold_post(
    actor: Actor | None, *, person: Person, post: Post, valid_from: date, valid_to: date | None = None
) -> PostHolding:
    """Let a person hold a post from a day on (giữ chức danh); acting in its name is ``delegations.delegate_post``.

    One post has one holder at a time. Raises ``Refused``: ``people.post_held``, ``days_backwards``, ``outside_post``.
    """
    require_directory(actor)
    with transaction.atomic():
        post = Post.objects.select_for_update().get(pk=post.pk)
        if valid_to is not None and valid_to <= valid_from:
            raise Refused("organisations.days_backwards", start=valid_from, end=valid_to)
        if valid_from < post.valid_from or (post.valid_to is not None and valid_from >= post.valid_to):
            raise Refused("people.outside_post", title=post.title, day=valid_from)
        overlapping = PostHolding.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from), post=post)
        if valid_to is not None:
            overlapping = overlapping.filter(valid_from__lt=valid_to)
        for holding in overlapping.select_related("person"):
            if holding.person_id == person.pk or not holding.delegated:
                raise Refused("people.post_held", title=post.title, by=holding.person.name)
        holding = PostHolding.objects.create(person=person, post=post, valid_from=valid_from, valid_to=valid_to)
        record(
            actor,
            "people.hold_post",
            post,
            person=person.pk,
            person_name=person.name,
            valid_from=valid_from.isoformat(),
        )
        follow_holding(actor, holding, begins=True)
    return holding


def end_holding(actor: Actor | None, *, holding: PostHolding, valid_to: date) -> PostHolding:
    """Let a person hold a post no longer (thôi giữ chức danh); ``valid_to`` is the first day without it.

    What they delegated of it ends with it (``delegations.end_with_holder``).
    """
    require_directory(actor)
    with transaction.atomic():
        holding = PostHolding.objects.select_for_update().select_related("person", "post").get(pk=holding.pk)
        if valid_to <= holding.valid_from:
            raise Refused("organisations.days_backwards", start=holding.valid_from, end=valid_to)
        if holding.valid_to is not None and holding.valid_to <= valid_to:
            raise Refused("organisations.already_ended", name=holding.post.title, day=holding.valid_to)
        holding.valid_to = valid_to
        holding.save(update_fields=["valid_to"])
        record(
            actor,
            "people.end_holding",
            holding.post,
            person=holding.person_id,
            person_name=holding.person.name,
            valid_to=valid_to.isoformat(),
        )
        end_with_holder(actor, holding)
        follow_holding(actor, holding, begins=False)
    return holding


# --- roles ------------------------------------------------------------------------------------------------------------


def grant_role(actor: Actor | None, *, post: Post, role: str, unit: Unit, relation: str, valid_from: date) -> RoleGrant:
    """Give a post a role over a unit and what is below it by one kind of relation (giao vai trò).

    Raises ``Refused``: ``people.unknown_role``, ``people.role_granted`` where it already runs.
    """
    require_directory(actor)
    _check_role(role, relation)
    with transaction.atomic():
        running = Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from)
        if RoleGrant.objects.filter(running, post=post, role=role, unit=unit, relation=relation).exists():
            raise Refused("people.role_granted", title=post.title, unit=unit.name)
        grant = RoleGrant.objects.create(post=post, role=role, unit=unit, relation=relation, valid_from=valid_from)
        record(
            actor,
            "people.grant_role",
            post,
            role=role,
            unit=unit.pk,
            unit_name=unit.name,
            relation=relation,
            valid_from=valid_from.isoformat(),
        )
    return grant


def end_role(actor: Actor | None, *, grant: RoleGrant, valid_to: date) -> RoleGrant:
    """Take a role back from a day on (thôi vai trò); a role given today can be taken back today and then never held."""
    require_directory(actor)
    with transaction.atomic():
        grant = RoleGrant.objects.select_for_update().select_related("post", "unit").get(pk=grant.pk)
        if grant.valid_to is not None and grant.valid_to <= valid_to:
            raise Refused("organisations.already_ended", name=grant.post.title, day=grant.valid_to)
        if valid_to < grant.valid_from:
            raise Refused("organisations.days_backwards", start=grant.valid_from, end=valid_to)
        grant.valid_to = valid_to
        grant.save(update_fields=["valid_to"])
        record(
            actor,
            "people.end_role",
            grant.post,
            role=grant.role,
            unit=grant.unit_id,
            unit_name=grant.unit.name,
            valid_to=valid_to.isoformat(),
        )
    return grant


def grant_role_to_group(
    actor: Actor | None, *, organ: Organ, role: str, unit: Unit, relation: str, valid_from: date
) -> GroupGrant:
    """Give an organ a role (giao vai trò cho tập thể): every post in it has it, any member may decide.

    Raises ``Refused``: ``people.unknown_role``, ``people.role_granted``.
    """
    require_directory(actor)
    _check_role(role, relation)
    with transaction.atomic():
        running = Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from)
        if GroupGrant.objects.filter(running, organ=organ, role=role, unit=unit, relation=relation).exists():
            raise Refused("people.role_granted", title=organ.name, unit=unit.name)
        grant = GroupGrant.objects.create(organ=organ, role=role, unit=unit, relation=relation, valid_from=valid_from)
        facts = {"role": role, "unit_name": unit.name, "relation": relation, "valid_from": valid_from.isoformat()}
        record(actor, "people.grant_group_role", organ, **facts)
    return grant


def end_group_role(actor: Actor | None, *, grant: GroupGrant, valid_to: date) -> GroupGrant:
    """Take a role back from an organ from a day on (thôi vai trò của tập thể)."""
    require_directory(actor)
    with transaction.atomic():
        row = GroupGrant.objects.select_for_update(of=("self",)).select_related("organ", "unit").get(pk=grant.pk)
        if row.valid_to is not None and row.valid_to <= valid_to:
            raise Refused("organisations.already_ended", name=row.organ.name, day=row.valid_to)
        if valid_to < row.valid_from:
            raise Refused("organisations.days_backwards", start=row.valid_from, end=valid_to)
        row.valid_to = valid_to
        row.save(update_fields=["valid_to"])
        facts = {"role": row.role, "unit_name": row.unit.name, "valid_to": valid_to.isoformat()}
        record(actor, "people.end_group_role", row.organ, **facts)
    return row


def place_in_organ(actor: Actor | None, *, organ: Organ, post: Post, is_member: bool) -> Organ:
    """Let a post be in an organ, or no longer (thành viên của tập thể)."""
    require_directory(actor)
    with transaction.atomic():
        organ = Organ.objects.select_for_update().get(pk=organ.pk)
        (organ.posts.add if is_member else organ.posts.remove)(post)
        record(actor, "people.join_organ" if is_member else "people.leave_organ", organ, post=str(post))
    return organ


def _check_role(role: str, relation: str) -> None:
    if role not in dict(GRANTABLE) or relation not in RelationKind.values:
        raise Refused("people.unknown_role", role=role, relation=relation)
