"""What holds words of a thing that may be destroyed (nơi giữ nội dung): tables that every app gives of its own rows.

``settings.DESTRUCTION_SOURCES`` names :class:`Source` objects. Nothing here knows an app above: a row is tied to what
is destroyed by lookups, and says which of its columns are words and what is put in their place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Case, Model, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.module_loading import import_string

from vaocuoc.core.text import fold
from vaocuoc.directory.people.access import Action, Actor

MARK = "[Nội dung đã hủy]"
"""What stands where words were: Vietnamese in every language of the pages, since it stands in the rows themselves."""

Keys = Mapping[str, frozenset[int]]
"""Rows by their kind ("documents.finding"): their numbers."""


@dataclass(frozen=True)
class Held:
    """Rows of one kind that hold words of it (bản sao): how they are tied to it, which columns are words.

    ``ties`` are pairs (kind, lookup): the rows whose ``lookup`` is among the numbers of that kind. ``blank`` gives each
    column what is put in its place; with ``delete`` the rows go altogether. ``asked``: only where the proposer ticks
    it, which shows ``words``; ``keeper`` is the way to the unit by which such a row is seen. ``quiet`` words stand in
    no entry or message of other objects, so nobody looks for them there. ``carried`` go with the rows that are ticked.
    """

    model: str
    ties: tuple[tuple[str, str], ...]
    blank: Mapping[str, Any] = field(default_factory=dict)
    asked: bool = False
    words: str = ""
    keeper: str = ""
    delete: bool = False
    quiet: bool = False
    carried: tuple[Held, ...] = ()

    @property
    def rows(self) -> QuerySet[Any]:
        """All rows of this kind."""
        found: QuerySet[Any] = apps.get_model(self.model)._default_manager.order_by("pk")
        return found

    def tied(self, keys: Keys) -> QuerySet[Any]:
        """The rows tied to these."""
        wanted = Q(pk__in=())
        for kind, lookup in self.ties:
            if numbers := keys.get(kind):
                wanted |= Q(**{f"{lookup}__in": sorted(numbers)})
        keyed = self.rows.filter(wanted).order_by().values("pk")
        return self.rows.filter(pk__in=keyed)

    @property
    def kind(self) -> str:
        """What such a row is called."""
        return str(apps.get_model(self.model)._meta.verbose_name)

    def written(self) -> dict[str, Any]:
        """The columns with what is put in their place; the words that it is found by go too.

        A mark stands only where there was something, so that an empty field stays empty.
        """
        columns = {
            name: Case(When(Q((name, "")), then=Value("")), default=Value(MARK)) if value == MARK else value
            for name, value in self.blank.items()
        }
        if any(one.name == "folded" for one in apps.get_model(self.model)._meta.concrete_fields):
            columns.setdefault("folded", fold(MARK))
        return columns


@dataclass(frozen=True)
class Kept:
    """A column that names a file of the store by its SHA-256 beside documents' own (tệp còn dùng ở nơi khác)."""

    model: str
    column: str


@dataclass(frozen=True)
class TakenIn:
    """JSON columns that keep what stood in files that were taken in (tệp đã đưa vào): tied to nothing, so they are
    looked through for the words that go.
    """

    model: str
    columns: tuple[str, ...]

    @property
    def rows(self) -> QuerySet[Any]:
        """All rows of this kind."""
        found: QuerySet[Any] = apps.get_model(self.model)._default_manager.all()
        return found


@dataclass(frozen=True)
class Described:
    """What a thing is called without any word of what it says, whose it is, and since when it is there."""

    called: str
    keeper_id: int
    since: datetime


@dataclass(frozen=True)
class Root:
    """A kind of thing whose content can be destroyed (đối tượng hủy): how it is found, called and seen.

    ``visible`` are those an actor sees; ``describe`` says what it is called; ``page`` is the name of its address, and
    ``page_of`` the number that stands there; ``parts`` gives the numbers of what belongs to it, by kind; ``near`` those
    whose history may quote it, however briefly.
    """

    slug: str
    model: str
    visible: Callable[[Actor], QuerySet[Any]]
    describe: Callable[[Any], Described]
    page: str
    page_of: Callable[[Any], int]
    parts: Callable[[Any], Keys] = lambda subject: {}
    near: Callable[[Any], Keys] = lambda subject: {}

    def address_of(self, subject: Any) -> str:
        """The page of the thing, which stays also when its content is gone."""
        return reverse(self.page, args=[self.page_of(subject)])

    @property
    def rows(self) -> QuerySet[Any]:
        """All things of this kind."""
        found: QuerySet[Any] = apps.get_model(self.model)._default_manager.all()
        return found

    def keys(self, subject: Model) -> dict[str, frozenset[int]]:
        """The thing itself and all its parts, by kind."""
        return {self.model: frozenset({int(subject.pk)}), **self.parts(subject)}


@dataclass(frozen=True)
class Source:
    """What one app says of destruction."""

    roots: tuple[Root, ...] = ()
    held: tuple[Held, ...] = ()
    kept: tuple[Kept, ...] = ()
    taken_in: tuple[TakenIn, ...] = ()


@cache
def _sources() -> tuple[Source, ...]:
    return tuple(import_string(name) for name in settings.DESTRUCTION_SOURCES)


def roots() -> dict[str, Root]:
    """Every kind of thing that can be destroyed, by its word in addresses."""
    return {root.slug: root for source in _sources() for root in source.roots}


def root_of(model: str) -> Root:
    """The kind of thing by its model ("documents.document"); ``KeyError`` where it cannot be destroyed."""
    return {root.model: root for root in roots().values()}[model]


def held(*, asked: bool) -> Iterator[Held]:
    """What holds copies: with ``asked`` what goes only where it is ticked, else what always goes."""
    return (one for source in _sources() for one in source.held if one.asked is asked)


def kept() -> tuple[Kept, ...]:
    """The columns that name files of the store, beside those of documents."""
    return tuple(one for source in _sources() for one in source.kept)


def taken_in() -> tuple[TakenIn, ...]:
    """What keeps the cells of files."""
    return tuple(one for source in _sources() for one in source.taken_in)


@dataclass(frozen=True)
class Copy:
    """A copy that goes only where it is ticked: ``key`` is what the form sends; ``hidden`` counts those not shown."""

    key: str
    kind: str
    words: str
    is_own: bool = False
    hidden: int = 0


def copies(actor: Actor, root: Root, subject: Model) -> list[Copy]:
    """What else holds words of it (bản sao ở nơi khác), to be ticked; two queries for each kind of row.

    What the actor does not see is one line with its number and no words.
    """
    keys = root.keys(subject)
    units = frozenset(actor.units(Action.VIEW).values_list("pk", flat=True))
    found: list[Copy] = []
    for one in held(asked=True):
        columns = ("pk", one.words, one.keeper) if one.keeper else ("pk", one.words)
        hidden = 0
        for pk, words, *keeper in one.tied(keys).values_list(*columns):
            own = one.model == root.model and pk == subject.pk
            if words == MARK:
                continue
            if own or not keeper or keeper[0] in units:
                found.append(Copy(f"{one.model}:{pk}", one.kind, str(words), is_own=own))
            else:
                hidden += 1
        if hidden:
            found.append(Copy(f"{one.model}:*", one.kind, "", hidden=hidden))
    return found


def chosen(keys: Keys, ticked: list[str]) -> Iterator[tuple[Held, QuerySet[Any]]]:
    """The rows that were ticked, as far as they are tied to it at all; ``:*`` ticks all that the proposer did not see.

    What was shown and not ticked stays, also where the hidden ones go.
    """
    for one in held(asked=True):
        named = [key.partition(":")[2] for key in ticked if key.partition(":")[0] == one.model]
        numbers = {int(name) for name in named if name.isdecimal()}
        untouched = {int(name[1:]) for name in named if name.startswith("-")}
        tied = one.tied(keys)
        if "*" not in named and not numbers:
            continue
        wanted = tied.exclude(pk__in=untouched) if "*" in named else tied.filter(pk__in=numbers)
        going = frozenset(wanted.values_list("pk", flat=True))
        yield one, one.rows.filter(pk__in=going)
        for more in one.carried:
            yield more, more.tied({one.model: going})
