"""What day and moment it is, in Vietnam (ngày, giờ); the only place that asks a clock for a page."""

from __future__ import annotations

import os
from datetime import date, datetime

from django.utils import timezone


def today() -> date:
    """The day in Vietnam; ``VAOCUOC_TODAY`` (2026-11-20) freezes it for the demonstration and for pictures."""
    if frozen := os.environ.get("VAOCUOC_TODAY"):
        return date.fromisoformat(frozen)
    return timezone.localdate()


def is_frozen() -> bool:
    """Whether pages stand on a day that is not today's."""
    return "VAOCUOC_TODAY" in os.environ


def now() -> datetime:
    """The moment, aware, in Vietnam's time."""
    return timezone.localtime()
