"""Filters that higher apps add to the lists of tasks and indicators (bộ lọc thêm), named in settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db.models import Q
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.module_loading import import_string

TASKS, INDICATORS = "TASK_NARROWINGS", "INDICATOR_NARROWINGS"

Asked = tuple[tuple[str, str], ...]
"""What an address asks of such filters: the parameter and its value."""


@dataclass(frozen=True)
class Narrowing:
    """One filter: its parameter in the address, its choices, and the condition that a choice sets."""

    parameter: str
    label: str | Promise
    choices: Sequence[tuple[str, str | Promise]]
    keeps: Callable[[str], Q]


@cache
def narrowings(listed: str) -> tuple[Narrowing, ...]:
    """The filters of the list ``settings.<listed>``, in its order."""
    return tuple(import_string(name) for name in getattr(settings, listed))


def asked_of(listed: str, parameters: QueryDict) -> Asked:
    """What an address asks; a value that is no choice narrows nothing."""
    found = ((one.parameter, parameters.get(one.parameter, ""), one.choices) for one in narrowings(listed))
    return tuple((name, value) for name, value, choices in found if value in dict(choices))


def conditions(listed: str, asked: Asked) -> Iterator[Q]:
    """What each filter that is set keeps."""
    values = dict(asked)
    return (one.keeps(values[one.parameter]) for one in narrowings(listed) if one.parameter in values)


def in_words(listed: str, asked: Asked) -> list[tuple[str | Promise, object]]:
    """What a list is narrowed to, for the head of a file: the filter and its choice."""
    values = dict(asked)
    return [(one.label, dict(one.choices).get(values.get(one.parameter, ""), "")) for one in narrowings(listed)]


def fields(listed: str, asked: Asked) -> list[Mapping[str, object]]:
    """What the form above a list shows of them."""
    values = dict(asked)
    return [
        {"name": one.parameter, "label": one.label, "choices": one.choices, "value": values.get(one.parameter, "")}
        for one in narrowings(listed)
    ]
