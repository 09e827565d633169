"""A message in words (lời thông báo): its sentence, and the same with nothing in it that may not leave the house."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from vaocuoc.ui.dates import format_day
from vaocuoc.ui.numbers import format_decimal

PLAIN_FACTS = frozenset(
    {
        "task", "tasks", "code", "indicator", "number", "round", "due", "old", "new", "day", "days", "count", "level",
        "answer_by", "period", "from", "to", "until", "grade",
    }
)  # fmt: skip
"""The facts that name and count without telling what a thing is about: all that a redacted message keeps."""
HIDDEN = "…"
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


class _Facts(dict[str, object]):
    """Facts to fill words with; one that is missing leaves a gap instead of a failure."""

    def __missing__(self, name: str) -> str:
        return HIDDEN


@cache
def _sentences() -> dict[str, str | Promise]:
    found: dict[str, str | Promise] = {}
    for table in settings.NOTICE_TABLES:
        found |= import_string(table)
    return found


def kinds() -> dict[str, str | Promise]:
    """Every kind of message that some area has words for."""
    return dict(_sentences())


def sentence_of(kind: str, facts: Mapping[str, Any], *, redacted: bool = False) -> str:
    """What a message says, in the language of the reader; ``redacted`` keeps codes, days and counts alone."""
    words = _sentences().get(kind)
    if words is None:
        return _("Có thay đổi cần xem")
    shown = {name: HIDDEN if redacted and name not in PLAIN_FACTS else _shown(value) for name, value in facts.items()}
    return str(words) % _Facts(shown)


def _shown(value: object) -> object:
    if isinstance(value, str) and _ISO.fullmatch(value):
        return format_day(date.fromisoformat(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return format_decimal(value)
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return value
