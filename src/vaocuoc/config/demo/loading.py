"""Filling an empty site with the demonstration, all or nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from vaocuoc.audit.sealing import seal
from vaocuoc.config.demo import province, register, reporting
from vaocuoc.config.demo.conclusions import schedule_notices
from vaocuoc.config.demo.counting import schedule_counting
from vaocuoc.config.demo.coverage import schedule_coverage
from vaocuoc.config.demo.desk import CLERK, Desk
from vaocuoc.config.demo.destroying import schedule_destructions
from vaocuoc.config.demo.directing import schedule_directives
from vaocuoc.config.demo.inspections import schedule_inspections
from vaocuoc.config.demo.measured import schedule_measured
from vaocuoc.config.demo.meetings import schedule_meetings
from vaocuoc.config.demo.province import COMMUNES, PASSWORD, Province
from vaocuoc.config.demo.reminding import schedule_reminders
from vaocuoc.config.demo.responsibility import schedule_responsibility
from vaocuoc.config.demo.rounds import schedule_rounds
from vaocuoc.config.demo.second_systems import schedule_second_systems
from vaocuoc.config.demo.timeline import VIETNAM, Timeline, clock_at
from vaocuoc.core.errors import Refused
from vaocuoc.directory.installation.models import Installation
from vaocuoc.directory.models import Unit, User

DAY = date(2026, 11, 20)
"""The day around which the demonstration stands."""
PAPERS = Path(__file__).parent / "papers"
_OPENED = datetime(2025, 8, 1, 8, tzinfo=VIETNAM)
_MORNING = time(8, 30)


def load(
    *,
    say: Callable[[str], object] = print,
    today: date = DAY,
    folder: Path = PAPERS,
    communes: int = len(COMMUNES),
) -> str:
    """Fill the site with the invented province (nạp dữ liệu minh họa); the words that tell its accounts.

    ``today`` is the last day on which anything happens; ``folder`` holds the papers; fewer ``communes`` make a smaller
    one. Loading again changes nothing. Raises ``Refused("demo.site_in_use")`` where a site holds other data.
    """
    if User.objects.filter(username=CLERK).exists() and Unit.objects.filter(name="Tỉnh ủy Minh Giang").exists():
        say("Dữ liệu minh họa đã có, không nạp lại.")
        return accounts()
    if User.objects.exists() or Unit.objects.exists():
        raise Refused("demo.site_in_use")
    say("Đang nạp dữ liệu minh họa…")
    with transaction.atomic(), tempfile.TemporaryDirectory() as written:
        with clock_at(_OPENED):
            founded = _found(communes)
        say(f"  tỉnh Minh Giang: {len(founded.units)} đơn vị")
        desk = Desk(founded, Timeline(datetime.combine(today, _MORNING, tzinfo=VIETNAM)), Path(written))
        with clock_at(_OPENED):
            indicators = reporting.open_register(desk, _OPENED.date())
            reporting.schedule_communes(desk, indicators)
            schedule_measured(desk)
        register.schedule_papers(desk, indicators, folder)
        schedule_notices(desk)
        schedule_directives(desk)
        schedule_responsibility(desk)
        schedule_inspections(desk)
        schedule_counting(desk)
        schedule_meetings(desk)
        schedule_rounds(desk)
        schedule_coverage(desk)
        schedule_second_systems(desk)
        schedule_reminders(desk)
        schedule_destructions(desk)
        reporting.schedule_figures(desk, indicators, register.brought_by_reports())
        say(f"  {desk.timeline.play()} việc đã ghi từ 01/08/2025 đến {today:%d/%m/%Y}")
        seal(now=timezone.now())
    return accounts()


def _found(communes: int) -> Province:
    founded = province.found(communes)
    Installation.objects.create(pk=1, office=founded.units["tinh-uy"], skipped_steps=["backup"], is_demonstration=True)
    return founded


def accounts() -> str:
    """What to tell whoever opens the demonstration: its accounts and their password."""
    users = {user.username: user for user in User.objects.all()}
    return "\n".join(("Tài khoản minh họa, mật khẩu chung: " + PASSWORD, *province.account_lines(users)))
