"""Django's system check of the guards, run with ``check --database default``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Warning

from vaocuoc.audit.guards import missing_guards


def check_guards(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None, **options: Any
) -> list[CheckMessage]:
    """A warning and no error: ``migrate`` checks first and is what puts the guards back."""
    return [
        Warning(f"append-only guard is missing: {guard}", hint="Run migrate.", id="audit.W001")
        for using in databases or ()
        for guard in missing_guards(using)
    ]
