"""Changing many things in one go, by the operation that changes one, done on all at once (đổi hàng loạt).

What a preview says is what the operation itself answered: it is carried out and taken back. The deed then does it again
in one transaction, each row with its own audit entry, and leaves alone what somebody changed since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction
from django.http import QueryDict
from django.utils.functional import Promise

from vaocuoc.core.errors import Refused
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.ui.refusals import sentence

Words = str | Promise

MOST = 500
"""So many rows are changed in one go."""


@dataclass(frozen=True)
class Change:
    """One thing that can be changed on many rows.

    ``do`` is the operation on all rows at once; it gives what it refused, by their keys, and leaves those as they were.
    ``mark`` tells what stands now as a short code and ``aim`` what the form asks for, so that
    rows that are so already are told apart, and those that changed since the preview; ``now`` and ``then`` say the same
    in words. ``prepare`` is shown all rows first, for what these have to know of them beside the rows themselves.
    """

    label: Words
    form: Callable[..., forms.Form]
    do: Callable[[Actor, Sequence[Any], dict[str, Any]], Mapping[int, Refused]]
    mark: Callable[[Any], str]
    aim: Callable[[dict[str, Any]], str]
    now: Callable[[Any], str]
    then: Callable[[dict[str, Any]], str]
    hint: Words = ""
    prepare: Callable[[Sequence[Any]], None] | None = None


@dataclass(frozen=True)
class Many:
    """A list whose rows can be changed together.

    ``rows`` gives the visible ones of some keys, in any order; ``within`` the keys that an address' filters keep, at
    most as many as asked for. ``named`` is code and words of a row, ``actions`` any of which lets one try.
    """

    title: Words
    one: Words
    list_url: str
    url: str
    actions: Sequence[Action]
    rows: Callable[[Actor, Sequence[int]], Iterable[Any]]
    within: Callable[[Actor, QueryDict, int], Sequence[int]]
    named: Callable[[Any], tuple[str, str]]
    changes: Mapping[str, Change]

    def may(self, actor: Actor) -> bool:
        """Whether one may change any row at all; each row's own operation decides for itself."""
        return any(actor.may_somewhere(action) for action in self.actions)


@dataclass(frozen=True)
class Outcome:
    """What a change makes of one row: its words now and then, why it is refused, whether it is so already."""

    row: Any
    code: str
    title: str
    now: str
    then: str
    mark: str
    refusal: str = ""
    is_same: bool = False

    @property
    def is_changed(self) -> bool:
        return not self.refusal and not self.is_same


class _TakenBack(Exception):
    """Ends a transaction of which nothing may stay."""


def rehearse(*, actor: Actor, many: Many, change: Change, keys: Sequence[int], data: dict[str, Any]) -> list[Outcome]:
    """What the change would make of each row (xem trước); nothing of it stays."""
    outcomes: list[Outcome] = []
    try:
        with transaction.atomic():
            outcomes = _all(actor, many, change, keys, data, {})
            raise _TakenBack
    except _TakenBack:
        return outcomes


def carry_out(
    *,
    actor: Actor,
    many: Many,
    change: Change,
    keys: Sequence[int],
    data: dict[str, Any],
    seen: Mapping[int, str],
    skip_refused: bool,
) -> tuple[list[Outcome], bool]:
    """Change the rows in one transaction (đổi hàng loạt); whether anything was done stands beside the outcomes.

    ``seen`` holds the marks that the preview showed: a row that changed since is refused. Without ``skip_refused`` one
    refusal takes everything back.
    """
    outcomes: list[Outcome] = []
    try:
        with transaction.atomic():
            outcomes = _all(actor, many, change, keys, data, seen)
            if not skip_refused and any(outcome.refusal for outcome in outcomes):
                raise _TakenBack
    except _TakenBack:
        return outcomes, False
    return outcomes, any(outcome.is_changed for outcome in outcomes)


def _all(
    actor: Actor, many: Many, change: Change, keys: Sequence[int], data: dict[str, Any], seen: Mapping[int, str]
) -> list[Outcome]:
    if len(keys) > MOST:
        raise Refused("bulk.too_many", count=len(keys), most=MOST)
    # None of the changes touches anybody's rights: what is asked of them again for each row is remembered.
    actor = actor.remembering()
    # In the order of their keys, so that two such changes at once wait for each other instead of blocking.
    rows = sorted(many.rows(actor, keys), key=lambda row: row.pk)
    if change.prepare is not None:
        change.prepare(rows)
    marks = {row.pk: change.mark(row) for row in rows}
    now = {row.pk: change.now(row) for row in rows}
    aim, then = change.aim(data), change.then(data)
    stale = {pk: Refused("conflict.bulk_changed") for pk, mark in marks.items() if seen.get(pk, mark) != mark}
    wanted = [row for row in rows if row.pk not in stale and marks[row.pk] != aim]
    refused: dict[int, Refused] = {**stale, **(change.do(actor, wanted, data) if wanted else {})}
    outcomes = []
    for row in rows:
        refusal = sentence(refused[row.pk]) if row.pk in refused else ""
        is_same = not refusal and marks[row.pk] == aim
        outcomes.append(Outcome(row, *many.named(row), now[row.pk], then, marks[row.pk], refusal, is_same))
    return outcomes
