"""Tasks with who, what, when, and what was handed in."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Level, Organ, Post, Unit, User
from vaocuoc.directory.people.recording import Received as Received
from vaocuoc.documents.models import Document, File, Finding


class DeadlineKind(models.TextChoices):
    DAY = "day", _("Có hạn cụ thể")
    AFTER_ISSUE = "after_issue", _("Ký ban hành (n ngày)")
    REGULAR = "regular", _("Thường xuyên")
    CONDITION = "condition", _("Chờ quyết định, điều kiện")


class Urgency(models.TextChoices):
    ORDINARY = "ordinary", _("Thường")
    URGENT = "urgent", _("Khẩn")
    VERY_URGENT = "very_urgent", _("Thượng khẩn")
    EXPRESS = "express", _("Hỏa tốc")


class Closure(models.TextChoices):
    """What a person decided of the task as a whole; every other state is derived for a day."""

    NONE = "", _("Đang theo dõi")
    DONE = "done", _("Hoàn thành")
    SUSPENDED = "suspended", _("Tạm dừng")
    CANCELLED = "cancelled", _("Hủy")


class Grade(models.TextChoices):
    """How the assigner grades what was handed in (366-QĐ/TW needs the third)."""

    NOT_MET = "not_met", _("Không đạt")
    MET = "met", _("Đạt")
    BEYOND = "beyond", _("Vượt")


class Phase(models.IntegerChoices):
    """Where a task stands whatever the day is (giai đoạn): only those that are ``OPEN`` depend on today.

    Disputed tasks are counted apart, whether open or closed; regular ones while they run.
    """

    OPEN = 0, _("Đang theo dõi")
    SUSPENDED = 1, _("Tạm dừng")
    DONE_LATE = 2, _("Hoàn thành quá hạn")
    DONE_ON_TIME = 3, _("Hoàn thành đúng hạn")
    DONE_UNJUDGED = 4, _("Hoàn thành, chưa xét được")
    CANCELLED = 5, _("Đã hủy")
    REGULAR = 6, _("Thường xuyên")
    DISPUTED = 7, _("Đang đính chính")


_PHASE = models.Case(
    models.When(is_disputed=True, then=models.Value(Phase.DISPUTED)),
    models.When(deadline_kind=DeadlineKind.REGULAR, closure=Closure.NONE, then=models.Value(Phase.REGULAR)),
    models.When(closure=Closure.NONE, then=models.Value(Phase.OPEN)),
    models.When(closure=Closure.SUSPENDED, then=models.Value(Phase.SUSPENDED)),
    models.When(closure=Closure.CANCELLED, then=models.Value(Phase.CANCELLED)),
    models.When(completed_on__isnull=True, then=models.Value(Phase.DONE_UNJUDGED)),
    models.When(due__isnull=True, then=models.Value(Phase.DONE_UNJUDGED)),
    models.When(completed_on__gt=F("due"), then=models.Value(Phase.DONE_LATE)),
    default=models.Value(Phase.DONE_ON_TIME),
)


class ClosedOrder(models.Index):
    """The order of closed tasks as an index: the latest completed first, those without a day last.

    SQLite takes no word of an index on where those without a day stand, and puts them last anyway; the closure is in it
    because SQLite opens the row to see it though the condition says it.
    """

    def __init__(self, *, name: str) -> None:
        super().__init__(*self._order(nulls_last=True), condition=~Q(closure=""), name=name)

    def deconstruct(self) -> Any:
        path, _expressions, kwargs = super().deconstruct()
        return path, (), {"name": kwargs["name"]}

    def create_sql(self, model: Any, schema_editor: Any, using: str = "", **kwargs: Any) -> Any:
        if schema_editor.connection.vendor != "sqlite":
            return super().create_sql(model, schema_editor, using, **kwargs)
        plain = models.Index(*self._order(nulls_last=None), condition=self.condition, name=self.name)
        return plain.create_sql(model, schema_editor, using, **kwargs)

    @staticmethod
    def _order(*, nulls_last: bool | None) -> tuple[Any, ...]:
        return F("phase"), F("completed_on").desc(nulls_last=nulls_last), F("due"), F("id"), F("closure")


class Task(models.Model):
    """Something that must be done by someone by a day (nhiệm vụ), whatever it came from.

    Exactly one lead, a unit or a post, answers for the result; ``follower`` is the post in the office that chases and
    answers for nothing else. The first deadline stays beside the one in force. Three dates are kept apart: the
    deadline, the day it was really completed (``completed_on``), the moment that was recorded (``closed_at``). A day
    not yet known needs its reason. The state is derived by ``core.measuring.task_state``, never stored.
    """

    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị giao")
    code = models.CharField("mã nhiệm vụ", max_length=30)
    title = models.CharField("nhiệm vụ", max_length=1000)
    product = models.CharField("sản phẩm", max_length=500, blank=True)
    product_level = models.CharField("cấp nhận sản phẩm", max_length=20, choices=Level.choices, blank=True)
    product_receiver = models.CharField("nơi nhận sản phẩm", max_length=300, blank=True)
    resources = models.CharField("nguồn lực, kinh phí", max_length=500, blank=True)
    lead_unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị chủ trì"
    )
    lead_post = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="chức danh chủ trì"
    )
    follower = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="người theo dõi"
    )
    authority = models.CharField("cấp quyết định", max_length=300, blank=True)
    assigned_by = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="người giao"
    )
    urgency = models.CharField("độ khẩn", max_length=12, choices=Urgency.choices, default=Urgency.ORDINARY)
    received_on = models.DateField("ngày nhận", null=True, blank=True)
    received_is_estimated = models.BooleanField("ngày nhận là ước tính", default=False)
    deadline_kind = models.CharField(
        "loại thời hạn", max_length=12, choices=DeadlineKind.choices, default=DeadlineKind.DAY
    )
    due = models.DateField("hạn", null=True, blank=True)
    first_due = models.DateField("hạn ban đầu", null=True, blank=True)
    no_due_reason = models.CharField("lý do chưa có hạn", max_length=300, blank=True)
    days_after_issue = models.PositiveSmallIntegerField("số ngày sau ban hành", null=True, blank=True)
    condition = models.CharField("điều kiện phải chờ", max_length=300, blank=True)
    recurrence = models.CharField("chu kỳ", max_length=100, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name="thuộc nhiệm vụ"
    )
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="văn bản giao"
    )
    finding = models.ForeignKey(
        Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="câu giao"
    )
    closure = models.CharField("kết thúc", max_length=10, choices=Closure.choices, default=Closure.NONE, blank=True)
    closure_reason = models.CharField("lý do", max_length=300, blank=True)
    completed_on = models.DateField("ngày hoàn thành thực tế", null=True, blank=True)
    closed_at = models.DateTimeField("ghi nhận lúc", null=True, blank=True)
    grade = models.CharField("chất lượng", max_length=10, choices=Grade.choices, blank=True)
    objective_cause = models.CharField("nguyên nhân khách quan đã xác nhận", max_length=300, blank=True)
    suspended_until = models.DateField("tạm dừng đến ngày", null=True, blank=True)
    # Who took the task in, and when: being told of it never stops the clock.
    acknowledged_at = models.DateTimeField("tiếp nhận lúc", null=True, editable=False)
    acknowledged_by = models.ForeignKey(
        User, null=True, editable=False, on_delete=models.PROTECT, related_name="+", verbose_name="người tiếp nhận"
    )
    acknowledged_as = models.ForeignKey(
        Post, null=True, editable=False, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    # The unit that led it until it was dissolved, while no person has given it to somebody else: a successor that is
    # recorded later, or for its subject, still takes it over.
    came_from = models.ForeignKey(
        Unit,
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="đơn vị chủ trì trước đó",
    )
    # One form, one task: the same form sent twice must not give two.
    form_key = models.CharField("khóa của biểu nhập", max_length=40, null=True, unique=True, editable=False)
    is_disputed = models.BooleanField("đang đính chính", default=False)
    # What updates and evidence say, kept beside the task in their own transactions: a hundred thousand states are
    # then derived from one table. `vaocuoc check` compares them with the rows they come from.
    is_started = models.BooleanField("đã có cập nhật", default=False, editable=False)
    evidence_since = models.DateField("minh chứng chờ từ", null=True, editable=False)
    told_at = models.DateTimeField("cập nhật lần cuối", null=True, editable=False)
    is_blocked = models.BooleanField("đã nêu vướng mắc", default=False, editable=False)
    # The database itself keeps this one. What is finished never changes with the day, and is the greater part: it is
    # counted as it stands, and only what is open is derived anew for each day.
    phase = models.GeneratedField(
        expression=_PHASE, output_field=models.SmallIntegerField(choices=Phase.choices), db_persist=True
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")
    created_at = models.DateTimeField("ghi lúc", default=timezone.now)
    version = models.PositiveIntegerField("lần sửa", default=0)
    folded = models.TextField("chữ để tìm", editable=False)

    class Meta:
        verbose_name = _("nhiệm vụ")
        constraints = [
            models.UniqueConstraint(fields=["keeper", "code"], name="task_code_in_register"),
            models.CheckConstraint(
                condition=Q(lead_unit__isnull=False, lead_post__isnull=True)
                | Q(lead_unit__isnull=True, lead_post__isnull=False),
                name="task_one_lead",
            ),
            models.CheckConstraint(
                condition=~Q(deadline_kind="day", due__isnull=True, no_due_reason=""), name="task_due_or_reason"
            ),
            models.CheckConstraint(
                condition=Q(due__isnull=True) | Q(received_on__isnull=True) | Q(due__gte=F("received_on")),
                name="task_due_after_receipt",
            ),
        ]
        indexes = [
            models.Index(fields=["keeper", "closure", "due"], name="task_board"),
            # How many are open and closed in each register: the board of every morning.
            models.Index(fields=["phase", "keeper"], name="task_phase_counts"),
            # All that lists are narrowed by, in the order of phases: counting them opens no row and sorts nothing.
            models.Index(
                fields=["phase", "keeper", "lead_unit", "lead_post", "follower", "document", "due"], name="task_phases"
            ),
            # What a unit or a post still owes, by its day: my work.
            models.Index(fields=["lead_unit", "due"], condition=Q(phase=0), name="task_owed_by_unit"),
            models.Index(fields=["lead_post", "due"], condition=Q(phase=0), name="task_owed_by_post"),
            # Open tasks are the smaller part, and what most is asked of: all that their states are derived from. The
            # phase is in it too, for SQLite opens the row to see it though the condition says it.
            models.Index(
                fields=[
                    "due",
                    "keeper",
                    "deadline_kind",
                    "evidence_since",
                    "is_started",
                    "acknowledged_at",
                    "is_blocked",
                    "told_at",
                    "received_on",
                    "lead_unit",
                    "lead_post",
                    "follower",
                    "document",
                    "phase",
                ],
                condition=Q(phase=0),
                name="task_open_states",
            ),
            # What is closed stands in one order whatever the day is: its last page is read as fast as its first.
            ClosedOrder(name="task_closed_order"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title[:80]}"


class PartyRole(models.TextChoices):
    COOPERATING = "cooperating", _("Phối hợp")
    THROUGH = "through", _("Giao qua")
    OVERSEER = "overseer", _("Phụ trách")


class TaskParty(models.Model):
    """A unit or post beside the lead (các bên): cooperating, relaying (``through``) or overseeing."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="parties", verbose_name="nhiệm vụ")
    role = models.CharField("vai", max_length=12, choices=PartyRole.choices)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị"
    )
    post = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="chức danh"
    )
    words = models.CharField("như văn bản ghi", max_length=300, blank=True)

    class Meta:
        verbose_name = "bên tham gia"

    def __str__(self) -> str:
        return f"{self.role}: {self.unit or self.post or self.words}"


class TaskUpdate(models.Model):
    """What was said of a task (cập nhật): progress in words, a blocker and who can remove it, and how it was removed.

    Who can remove a blocker is a post, an organ, or words where the directory knows neither.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="updates", verbose_name="nhiệm vụ")
    text = models.TextField("nội dung", blank=True)
    blocker = models.CharField("vướng mắc", max_length=500, blank=True)
    blocker_for = models.CharField("cấp tháo gỡ", max_length=300, blank=True)
    blocker_post = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="chức danh tháo gỡ"
    )
    blocker_organ = models.ForeignKey(
        Organ, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="cơ quan tháo gỡ"
    )
    removed_at = models.DateTimeField("tháo gỡ lúc", null=True)
    removed_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi tháo gỡ"
    )
    removed_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    removal = models.CharField("cách tháo gỡ", max_length=500, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người cập nhật")
    by_post = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    on_behalf_of = models.CharField("ghi thay", max_length=300, blank=True)
    received_how = models.CharField("nhận bằng cách", max_length=10, choices=Received.choices, blank=True)
    at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = "cập nhật"
        indexes = [
            models.Index(
                fields=["task", "at"], condition=~Q(blocker="") & Q(removed_at__isnull=True), name="blockers_open"
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Evidence(models.Model):
    """The document that proves completion (minh chứng): number, date, subject, to which level; a file is welcome.

    Confirmed or returned by another than the submitter.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="evidence", verbose_name="nhiệm vụ")
    number = models.CharField("số, ký hiệu", max_length=80)
    date = models.DateField("ngày văn bản")
    subject = models.CharField("trích yếu", max_length=500)
    level = models.CharField("gửi tới cấp", max_length=20, choices=Level.choices)
    file = models.ForeignKey(
        File, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="tệp"
    )
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người nộp")
    submitted_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    submitted_at = models.DateTimeField("nộp lúc", default=timezone.now)
    on_behalf_of = models.CharField("ghi thay", max_length=300, blank=True)
    received_how = models.CharField("nhận bằng cách", max_length=10, choices=Received.choices, blank=True)
    accepted = models.BooleanField("được nhận", null=True)
    decided_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="người xác nhận"
    )
    decided_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    decided_at = models.DateTimeField("xác nhận lúc", null=True)
    reason = models.CharField("lý do trả lại", max_length=300, blank=True)

    class Meta:
        verbose_name = "minh chứng"
        indexes = [models.Index(fields=["submitted_at"], condition=Q(accepted__isnull=True), name="evidence_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted__isnull=True) | ~Q(decided_by=F("submitted_by")),
                name="evidence_confirmed_by_another",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.date:%d/%m/%Y})"


class DeadlineChange(models.Model):
    """A deadline was set or moved (gia hạn, điền hạn): by whom, why; the old day stays."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="deadline_changes", verbose_name="nhiệm vụ")
    old = models.DateField("hạn cũ", null=True)
    new = models.DateField("hạn mới", null=True)
    reason = models.CharField("lý do", max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người quyết định")
    by_post = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = "lần đổi hạn"

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"
