"""Taking words out of messages (bỏ lời văn khỏi thông báo): of things whose content was destroyed by a decision.

Letters are put together from the messages when they go out, so nothing else keeps these words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from vaocuoc.audit.emptying import saying, words_of
from vaocuoc.notices.messages.models import Message

_CHUNK = 500


def forget(objects: Iterable[tuple[str, Iterable[int]]], *, words: Iterable[str], since: datetime, put: str) -> int:
    """Put ``put`` in the place of the words of all messages of these objects, and of those since then that say
    ``words``; give how many there were. Codes, numbers and days stay. Must stand inside the transaction of the deed.
    """
    objects = list(objects)
    found = {message.pk: message for message in _of(objects)}
    # Another thing of the same kind may well be called the same.
    others = Message.objects.filter(at__gte=since).exclude(object_type__in=[kind for kind, _keys in objects])
    found |= {message.pk: message for message in saying(others, words)}
    changed = []
    for message in found.values():
        facts = {name: _without(value, put) for name, value in message.facts.items()}
        if facts != message.facts:
            message.facts = facts
            changed.append(message)
    Message.objects.bulk_update(changed, ["facts"], batch_size=100)
    return len(changed)


def _of(objects: Iterable[tuple[str, Iterable[int]]]) -> Iterator[Message]:
    for object_type, keys in objects:
        numbers = sorted(set(keys))
        for at in range(0, len(numbers), _CHUNK):
            yield from Message.objects.filter(Q(object_type=object_type, object_id__in=numbers[at : at + _CHUNK]))


def _without(value: Any, put: str) -> Any:
    if isinstance(value, str):
        return put if any(" " in text for text in words_of(value)) else value
    if isinstance(value, Mapping):
        return {name: _without(one, put) for name, one in value.items()}
    if isinstance(value, list):
        return [_without(one, put) for one in value]
    return value
