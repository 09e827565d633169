"""What messages are of (đối tượng): may it still be seen, where its page is, may its words leave the house.

Messages know no app above them: ``settings.NOTICE_SUBJECTS`` names for each kind of object a :class:`Subjects`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string

from vaocuoc.directory.people.access import Actor
from vaocuoc.notices.messages.models import Message


@dataclass(frozen=True)
class Subjects:
    """What is asked about objects of one kind: those an actor sees, and those of them whose words stay in the house.

    ``internal`` takes all numbers of objects asked about and gives those that come from an internal paper (nội bộ).
    """

    seen: Callable[[Actor], QuerySet[Any]]
    internal: Callable[[Collection[int]], Collection[int]]


def _asked(object_type: str) -> Subjects | None:
    name = settings.NOTICE_SUBJECTS.get(object_type)
    found = import_string(name) if name else None
    return found if isinstance(found, Subjects) else None


def _by_type(messages: Iterable[Message]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for message in messages:
        if message.object_id is not None:
            found.setdefault(message.object_type, set()).add(message.object_id)
    return found


def hidden_subjects(messages: Iterable[Message], actor: Actor) -> set[tuple[str, int]]:
    """Those of the messages' objects that the actor no longer sees; one query for each kind of object."""
    hidden = set()
    for object_type, keys in _by_type(messages).items():
        asked = _asked(object_type)
        if asked is not None:
            seen = set(asked.seen(actor).filter(pk__in=keys).values_list("pk", flat=True))
            hidden |= {(object_type, key) for key in keys - seen}
    return hidden


def internal_subjects(messages: Iterable[Message]) -> set[tuple[str, int]]:
    """Those of the messages' objects whose words may not leave the house; a kind that nobody answers for is one."""
    internal = set()
    for object_type, keys in _by_type(messages).items():
        asked = _asked(object_type)
        internal |= {(object_type, key) for key in (keys if asked is None else asked.internal(keys))}
    return internal


def address_of(object_type: str, object_id: int | None) -> str:
    """The page of an object (``settings.OBJECT_PAGES``); empty where it has none."""
    name = settings.OBJECT_PAGES.get(object_type)
    if not name or object_id is None:
        return ""
    try:
        return reverse(name, args=[object_id])
    except NoReverseMatch:
        return ""
