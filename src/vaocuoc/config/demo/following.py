"""What became of each task of the demonstration: updates, blockers, evidence, extensions, endings, on their days."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

from vaocuoc.config.demo import notices
from vaocuoc.config.demo.desk import Desk
from vaocuoc.config.demo.figures import SEED
from vaocuoc.config.demo.reporting import workday
from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.models import Task
from vaocuoc.tracking.tasks.operations import (
    add_update,
    cancel_task,
    change_deadline,
    decide_evidence,
    submit_evidence,
    suspend_task,
)

CHIEF = "chanhvanphong"
FOCAL_POINTS = {
    "so-tai-chinh": "dautaichinh",
    "so-xay-dung": "dauxaydung",
    "so-nong-nghiep": "daunongnghiep",
    "to-chuc": "dautochuc",
    "dang-uy xã Yên Thượng": "dauyenthuong",
}
"""Leads whose focal point has an account; for the others the clerk records what was told by phone (ghi thay)."""

STEPS = (
    "Đã phân công, lập tiến độ chi tiết.",
    "Đã có dự thảo lần một, gửi lấy ý kiến các cơ quan liên quan.",
    "Đã tiếp thu ý kiến, đang hoàn thiện hồ sơ.",
    "Đã họp rà soát tiến độ, khối lượng đạt khoảng hai phần ba.",
    "Đang trình lãnh đạo cơ quan cho ý kiến trước khi ban hành.",
)
REGULAR_STEPS = ("Đã thực hiện nội dung trong kỳ, gửi báo cáo theo quy định.", "Không có phát sinh trong kỳ.")
OBJECTIVE = "Khối lượng phát sinh ngoài kế hoạch, đơn vị có văn bản đề nghị"


def schedule_fate(desk: Desk, task: Task, lead: str, fate: str, *, blocker: str = "", remover: str = "") -> None:
    """Write down what happens to a task from the day it was received until the demonstration's day."""
    story = _Story(desk, task, lead, blocker, remover)
    tell = {
        notices.ON_TIME: story.done_on_time,
        notices.LATE: story.done_late,
        notices.UNDATED: story.done_undated,
        notices.OVERDUE: story.stuck,
        notices.RUNNING: story.running,
        notices.SUBMITTED: story.handed_in,
        notices.RETURNED: story.returned,
        notices.REGULAR: story.regular,
        notices.SUSPENDED: story.suspended,
        notices.CANCELLED: story.cancelled,
        notices.EXTENDED: story.extended,
        notices.SLIPPED: story.slipped,
        notices.FOLLOWED_ON: story.day_filled_in,
    }
    if fate in tell:
        tell[fate]()


class _Story:
    """One task's course, drawn from its own seed."""

    def __init__(self, desk: Desk, task: Task, lead: str, blocker: str, remover: str) -> None:
        self.desk, self.task, self.lead, self.blocker, self.remover = desk, task, lead, blocker, remover
        self.chance = random.Random(f"{SEED} {task.title}")  # noqa: S311 - invented, not secret
        self.today = desk.timeline.today
        self.begun = task.received_on or self.today

    # --- courses ------------------------------------------------------------------------------------------------------

    def done_on_time(self) -> None:
        assert self.task.due is not None
        room = max(1, (self.task.due - self.begun).days)
        self._finish(self._weekday_before(self.task.due - timedelta(days=self.chance.randint(0, min(6, room // 3)))))

    def done_late(self) -> None:
        assert self.task.due is not None
        self._finish(workday(self.task.due, self.chance.randint(3, 18)))

    def done_undated(self) -> None:
        assert self.task.due is not None
        self._finish(workday(self.task.due, 20), dated=False)

    def stuck(self) -> None:
        """Overdue: told of until some days ago, then nothing."""
        assert self.task.due is not None
        self._steps(self.task.due, 2)
        if self.blocker:
            day = workday(self.task.due, -self.chance.randint(3, 20))
            self._at(max(day, self.begun + timedelta(days=2)), 15, self._say, "", self.blocker, self.remover)

    def running(self) -> None:
        self._steps(self.today, self.chance.choice((0, 1, 2, 3)))
        if self.blocker:
            self._at(workday(self.today, -self.chance.randint(4, 12)), 15, self._say, "", self.blocker, self.remover)

    def handed_in(self) -> None:
        """Evidence waits for the office: for a task whose day has passed, that is the office's lateness."""
        due = self.task.due or self.today
        self._steps(min(due, self.today), 2)
        written = min(self._weekday_before(due), self._weekday_before(self.today - timedelta(days=3)))
        self._at(max(written, workday(self.today, -9)), 16, self._hand_in, written)

    def returned(self) -> None:
        day = workday(self.today, -12)
        self._steps(day, 1)
        self._at(day, 9, self._hand_in, day)
        self._at(workday(day, 2), 10, self._send_back)

    def regular(self) -> None:
        month = self.begun.replace(day=1) + timedelta(days=32)
        while month <= self.today:
            day = workday(month.replace(day=1), 23)
            self._at(day, 16, self._say, self.chance.choice(REGULAR_STEPS), "", "")
            month = month.replace(day=1) + timedelta(days=32 if self.chance.random() < 0.7 else 64)

    def suspended(self) -> None:
        self._at(workday(self.today, -25), 9, self._suspend)

    def cancelled(self) -> None:
        self._at(workday(self.begun, 8), 9, self._cancel)

    def extended(self) -> None:
        assert self.task.due is not None
        self._steps(self.task.due, 2)
        self._at(
            self._weekday_before(self.task.due - timedelta(days=2)),
            11,
            self._extend,
            self.task.due + timedelta(days=45),
        )
        self._at(workday(self.task.due, 40), 11, self._extend, workday(self.today, 24))

    def slipped(self) -> None:
        """Extended twice, and overdue all the same."""
        assert self.task.due is not None
        self._steps(self.task.due, 2)
        second = self.today - timedelta(days=34)
        self._at(
            self._weekday_before(self.task.due - timedelta(days=1)),
            11,
            self._extend,
            self.task.due + timedelta(days=60),
        )
        self._at(self.task.due + timedelta(days=58), 11, self._extend, second)
        self._at(second - timedelta(days=4), 15, self._say, "", self.blocker, self.remover)

    def day_filled_in(self) -> None:
        self._at(workday(self.begun, 9), 9, self._fill_day, workday(self.today, 20))

    # --- steps --------------------------------------------------------------------------------------------------------

    def _at(self, day: date, hour: float, do: Callable[..., object], *arguments: object) -> None:
        self.desk.timeline.add(day, hour + self.chance.choice((0, 0.25, 0.5, 0.75)), do, *arguments)

    def _weekday_before(self, day: date) -> date:
        return day - timedelta(days=max(0, day.weekday() - 4))

    def _steps(self, until: date, count: int) -> None:
        """So many updates between the day after receipt and ``until``, in the order work goes."""
        span = (until - self.begun).days
        if span < count + 2 or not count:
            return
        days = sorted(self.chance.sample(range(2, span), count))
        for place, after in enumerate(days):
            self._at(workday(self.begun, after), 8 + self.chance.randint(0, 8), self._say, STEPS[place], "", "")

    def _finish(self, written: date, *, dated: bool = True) -> None:
        self._steps(written, self.chance.choice((0, 1, 2)))
        handed_in = workday(written, 1)
        self._at(handed_in, 9, self._hand_in, written)
        self._at(workday(handed_in, self.chance.randint(1, 4)), 15, self._confirm, written if dated else None)

    def _teller(self, day: date) -> tuple[Actor, str]:
        """Who types, and for whom: the focal point itself, or the clerk for a unit without an account."""
        focal = FOCAL_POINTS.get(self.lead, "")
        if focal in self.desk.province.users:
            return self.desk.province.actor(focal, day), ""
        return self.desk.clerk(day), self.desk.province.units[self.lead].name

    def _say(self, day: date, text: str, blocker: str, remover: str) -> None:
        actor, behalf = self._teller(day)
        add_update(actor=actor, task=self.task, text=text, blocker=blocker, blocker_for=remover, on_behalf_of=behalf)

    def _hand_in(self, day: date, written: date) -> None:
        actor, _ = self._teller(day)
        number = self.chance.randint(11, 480)
        symbol = f"{number}-BC/ĐU" if self.lead.startswith("dang-uy") else f"{number}/BC-{self._letters()}"
        self.evidence = submit_evidence(
            actor=actor,
            task=self.task,
            number=symbol,
            date=written,
            subject=f"{self.task.product or 'Báo cáo'}: {self.task.title}"[:300],
            level=self.task.product_level or "province",
        )

    def _letters(self) -> str:
        unit = self.desk.province.units[self.lead]
        return unit.short_name if unit.short_name and " " not in unit.short_name else "VP"

    def _confirm(self, day: date, completed: date | None) -> None:
        actor = self.desk.province.actor(CHIEF, day)
        grade = "beyond" if self.chance.random() < 0.08 else "met"
        decide_evidence(actor=actor, evidence=self.evidence, accepted=True, completed_on=completed, grade=grade)

    def _send_back(self, day: date) -> None:
        actor = self.desk.province.actor(CHIEF, day)
        reason = "Chưa gửi tới cấp nhận sản phẩm, đề nghị trình Ban Thường vụ Tỉnh ủy"
        decide_evidence(actor=actor, evidence=self.evidence, accepted=False, reason=reason)

    def _extend(self, day: date, new: date) -> None:
        actor = self.desk.province.actor("lanhdao", day)
        change_deadline(actor=actor, task=self.task, new=self._weekday_before(new), reason=OBJECTIVE)

    def _fill_day(self, day: date, new: date) -> None:
        actor = self.desk.province.actor(CHIEF, day)
        change_deadline(actor=actor, task=self.task, new=new, reason="Ấn định hạn sau khi làm việc với cơ quan chủ trì")

    def _suspend(self, day: date) -> None:
        actor = self.desk.province.actor("lanhdao", day)
        suspend_task(actor=actor, task=self.task, reason="Chờ điều chỉnh kế hoạch đầu tư công trung hạn")

    def _cancel(self, day: date) -> None:
        actor = self.desk.province.actor("lanhdao", day)
        cancel_task(actor=actor, task=self.task, reason="Lồng ghép vào chương trình xúc tiến du lịch của tỉnh")
