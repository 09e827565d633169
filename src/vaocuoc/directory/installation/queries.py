"""Reading what the site knows of itself."""

from __future__ import annotations

from django.utils.translation import gettext as _

from vaocuoc.directory.installation.models import Installation
from vaocuoc.ui import clock
from vaocuoc.ui.context import Site
from vaocuoc.ui.dates import format_day


def installation() -> Installation | None:
    """The site's one row with its office; None before the first run."""
    return Installation.objects.select_related("office").first()


def office_name() -> str:
    """Whose site this is, for the log-in page and the heads of papers; empty before the first run."""
    return Installation.objects.values_list("office__name", flat=True).first() or ""


def site() -> Site:
    """The office, and that its data are invented (dữ liệu minh họa), with the day that they stand on; one query."""
    name, invented = Installation.objects.values_list("office__name", "is_demonstration").first() or ("", False)
    return Site(name, _notice() if invented else "")


def _notice() -> str:
    if clock.is_frozen():
        return _("Dữ liệu minh họa, không có thật. Ngày minh họa: %(day)s.") % {"day": format_day(clock.today())}
    return _("Dữ liệu minh họa, không có thật.")
