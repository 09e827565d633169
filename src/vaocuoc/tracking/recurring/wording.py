"""How a turn and a rule are called (tên kỳ, cách tính hạn)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from vaocuoc.core.calendars import period_containing
from vaocuoc.core.measuring.turns import LAST_DAY, QUARTER, WEEK, WORKING_DAY, YEAR
from vaocuoc.tracking.recurring.models import Recurrence
from vaocuoc.ui.dates import period_name


def turn_name(every: str, first: date) -> str:
    """``tuần 47/2026``, ``tháng 11/2026``, ``quý IV/2026``, ``năm 2026``."""
    if every == WEEK:
        iso = first.isocalendar()
        return _("tuần %(week)s/%(year)s") % {"week": iso.week, "year": iso.year}
    return period_name(period_containing(first, every))


def rule_words(recurrence: Recurrence) -> str:
    """When a turn is due, in words."""
    facts = {"number": recurrence.number, "month": recurrence.month}
    if recurrence.rule == LAST_DAY:
        return _("ngày cuối kỳ")
    if recurrence.rule == WORKING_DAY:
        said = _("ngày làm việc thứ %(number)s") % facts
    elif recurrence.every == WEEK:
        return (_("thứ Hai"), _("thứ Ba"), _("thứ Tư"), _("thứ Năm"), _("thứ Sáu"), _("thứ Bảy"), _("Chủ nhật"))[
            recurrence.number - 1
        ]
    else:
        said = _("ngày %(number)s") % facts
    if recurrence.every == QUARTER:
        return _("%(day)s của tháng thứ %(month)s trong quý") % {"day": said, "month": recurrence.month}
    if recurrence.every == YEAR:
        return _("%(day)s tháng %(month)s") % {"day": said, "month": recurrence.month}
    return said
