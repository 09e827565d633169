"""Reading what the site knows of itself."""

from __future__ import annotations

from vaocuoc.directory.installation.models import Installation


def installation() -> Installation | None:
    """The site's one row with its office; None before the first run."""
    return Installation.objects.select_related("office").first()


def office_name() -> str:
    """Whose site this is, for the log-in page and the heads of papers; empty before the first run."""
    return Installation.objects.values_list("office__name", flat=True).first() or ""
