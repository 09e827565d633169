"""Reading what the site knows of itself."""

from __future__ import annotations

from django.utils.translation import gettext as _

from vaocuoc.directory.installation.models import Installation
from vaocuoc.ui import clock
from vaocuoc.ui.dates import format_day


def installation() -> Installation | None:
    """The site's one row with its office; None before the first run."""
    return Installation.objects.select_related("office").first()


def office_name() -> str:
    """Whose site this is, for the log-in page and the heads of papers; empty before the first run."""
    return Installation.objects.values_list("office__name", flat=True).first() or ""


def notice() -> str:
    """What every page of a demonstration says above all (dữ liệu minh họa), with the day it stands on; else empty."""
    if not Installation.objects.filter(is_demonstration=True).exists():
        return ""
    if clock.is_frozen():
        return _("Dữ liệu minh họa, không có thật. Ngày minh họa: %(day)s.") % {"day": format_day(clock.today())}
    return _("Dữ liệu minh họa, không có thật.")
