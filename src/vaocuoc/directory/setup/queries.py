"""How far the first run has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.conf import settings

from vaocuoc.directory.installation.models import Installation
from vaocuoc.directory.organisations.queries import living_units
from vaocuoc.directory.people.models import User

STEPS = ("office", "units", "people", "document", "backup")


@dataclass(frozen=True)
class Step:
    """One step: done, put off, or open; ``count`` is what there is of it."""

    code: str
    number: int
    done: bool
    skipped: bool
    count: int = 0

    @property
    def is_open(self) -> bool:
        return not (self.done or self.skipped)


def steps(installation: Installation | None, *, today: date) -> list[Step]:
    """The five steps with their state; three queries once the site is opened."""
    if installation is None:
        return [Step(code, number, done=False, skipped=False) for number, code in enumerate(STEPS, start=1)]
    counts = {
        "office": 1,
        "units": living_units(today).exclude(pk=installation.office_id).count(),
        "people": User.objects.count() - 1,
        "document": apps.get_model(settings.FIRST_DOCUMENT[0])._default_manager.count(),
        "backup": int(bool(installation.backup_folder)),
    }
    return [
        Step(code, number, counts[code] > 0, code in installation.skipped_steps and not counts[code], counts[code])
        for number, code in enumerate(STEPS, start=1)
    ]
