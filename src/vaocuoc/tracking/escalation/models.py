"""An office's table of reminders by its days, and what was sent by it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.measuring.escalation import (
    ACCEPTANCE,
    BEFORE_DUE,
    DEADLINE,
    DIRECTIVE,
    LATE_ACCEPTANCE,
    LOWERED,
    OVERDUE,
    RAISED,
    RECEIPT,
    REPEATED,
    UNACKNOWLEDGED,
    UNANSWERED,
    WAITING,
)
from vaocuoc.directory.models import Post, RelationKind, Unit, User
from vaocuoc.tracking.tasks.models import Task


class Ladder(models.TextChoices):
    DEADLINE = DEADLINE, _("Hạn của nhiệm vụ")
    ACCEPTANCE = ACCEPTANCE, _("Xác nhận minh chứng")
    DIRECTIVE = DIRECTIVE, _("Trả lời chỉ đạo")
    RECEIPT = RECEIPT, _("Tiếp nhận")


class Condition(models.TextChoices):
    BEFORE_DUE = BEFORE_DUE, _("Còn … ngày đến hạn")
    OVERDUE = OVERDUE, _("Quá hạn … ngày")
    WAITING = WAITING, _("Minh chứng chờ … ngày làm việc")
    LATE_ACCEPTANCE = LATE_ACCEPTANCE, _("Minh chứng chờ, đã qua hạn … ngày")
    UNANSWERED = UNANSWERED, _("Chỉ đạo quá ngày trả lời … ngày làm việc")
    UNACKNOWLEDGED = UNACKNOWLEDGED, _("Chưa tiếp nhận sau … ngày làm việc")


class Whom(models.TextChoices):
    """To whom a reminder goes (nhắc ai); people are found by hierarchy and by who oversees what, on the day."""

    OWNER = "owner", _("Chủ trì")
    FOLLOWER = "follower", _("Người theo dõi")
    SUPERIOR = "superior", _("Cấp trên của chủ trì")
    OVERSEER = "overseer", _("Người phụ trách đơn vị, lĩnh vực")
    ACCEPTOR = "acceptor", _("Người xác nhận")
    CHIEF = "chief", _("Lãnh đạo cơ quan giao")
    NAMED = "named", _("Chức danh ghi tên")


class Quiet(models.TextChoices):
    """What waits on days off (ngày nghỉ)."""

    REPEATS = "repeats", _("Không nhắc lại vào ngày nghỉ")
    ALL = "all", _("Không gửi gì vào ngày nghỉ, dồn sang ngày làm việc kế tiếp")
    NONE = "none", _("Ngày nghỉ vẫn nhắc")


class Event(models.TextChoices):
    RAISED = RAISED, _("Lên mức")
    REPEATED = REPEATED, _("Nhắc lại")
    LOWERED = LOWERED, _("Hạ mức")


class EscalationTable(models.Model):
    """An office's table from a day on (bảng nhắc việc): a change is a new table, what was sent keeps its own."""

    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="của cơ quan")
    valid_from = models.DateField("từ ngày")
    quiet = models.CharField("ngày nghỉ", max_length=10, choices=Quiet.choices, default=Quiet.REPEATS)
    hierarchy = models.CharField(
        "cấp trên theo quan hệ", max_length=20, choices=RelationKind.choices, default=RelationKind.PARTY
    )
    reason = models.CharField("lý do", max_length=300, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người lập")
    created_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    created_at = models.DateTimeField("lập lúc", default=timezone.now)

    class Meta:
        verbose_name = _("bảng nhắc việc")
        constraints = [models.UniqueConstraint(fields=["keeper", "valid_from"], name="escalation_table_once_a_day")]

    def __str__(self) -> str:
        return f"{self.keeper}: {self.valid_from:%d/%m/%Y}"


class EscalationRung(models.Model):
    """One level of a table (nấc): on which ladder, when, whom, how often again. Numbers stand by urgency."""

    table = models.ForeignKey(EscalationTable, on_delete=models.CASCADE, related_name="rungs", verbose_name="bảng")
    place = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("mức", max_length=60)
    condition = models.CharField("điều kiện", max_length=20, choices=Condition.choices)
    days = models.JSONField("số ngày")
    repeat = models.JSONField("nhắc lại sau")
    answer = models.JSONField("trả lời trong")
    whom = models.JSONField("nhắc ai")
    steps_up = models.PositiveSmallIntegerField("lên mấy cấp", default=1)
    posts = models.JSONField("chức danh ghi tên", default=list)

    class Meta:
        verbose_name = "nấc nhắc việc"
        constraints = [models.UniqueConstraint(fields=["table", "place"], name="escalation_rung_place")]

    def __str__(self) -> str:
        return self.name


class EscalationScan(models.Model):
    """A morning's reminders were sent (lượt quét): one a day, whoever asks again."""

    day = models.DateField("ngày", unique=True)
    at = models.DateTimeField("lúc", default=timezone.now)
    raised = models.PositiveIntegerField("lên mức", default=0)
    repeated = models.PositiveIntegerField("nhắc lại", default=0)
    lowered = models.PositiveIntegerField("hạ mức", default=0)
    told = models.PositiveIntegerField("lượt báo", default=0)

    class Meta:
        verbose_name = "lượt quét nhắc việc"

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"


class TaskLevel(models.Model):
    """Where a task was last written to stand on a ladder (mức hiện tại), by which deadline, when last sent."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+", verbose_name="nhiệm vụ", db_index=False)
    ladder = models.CharField("thang", max_length=12, choices=Ladder.choices)
    level = models.PositiveSmallIntegerField("mức")
    sent_on = models.DateField("gửi lần cuối", null=True)
    due = models.DateField("hạn lúc đó", null=True)

    class Meta:
        verbose_name = "mức nhắc của nhiệm vụ"
        constraints = [models.UniqueConstraint(fields=["task", "ladder"], name="task_level_once")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.ladder}: {self.level}"


class EscalationEntry(models.Model):
    """One step of a task on a ladder (lịch sử nhắc): a level reached, sent again, or lowered with its reason."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+", verbose_name="nhiệm vụ", db_index=False)
    day = models.DateField("ngày", db_index=True)
    ladder = models.CharField("thang", max_length=12, choices=Ladder.choices)
    level = models.PositiveSmallIntegerField("mức")
    name = models.CharField("tên mức", max_length=60, blank=True)
    event = models.CharField("việc", max_length=10, choices=Event.choices)
    reason = models.CharField("vì sao hạ mức", max_length=20, blank=True)
    due = models.DateField("hạn lúc đó", null=True)
    answer_by = models.DateField("trả lời trước", null=True)
    told = models.JSONField("đã báo", default=list)

    class Meta:
        verbose_name = "lần nhắc"
        constraints = [
            models.UniqueConstraint(fields=["task", "ladder", "day", "event", "level"], name="escalation_entry_once")
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.day:%d/%m/%Y} {self.event} {self.level}"
