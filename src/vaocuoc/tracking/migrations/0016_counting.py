"""Regular work that is finished counts as finished; tasks that come again, and the progress of a task with children."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

PHASES = [
    (0, "Đang theo dõi"),
    (1, "Tạm dừng"),
    (2, "Hoàn thành quá hạn"),
    (3, "Hoàn thành đúng hạn"),
    (4, "Hoàn thành, chưa xét được"),
    (5, "Đã hủy"),
    (6, "Thường xuyên"),
    (7, "Đang đính chính"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("tracking", "0015_proposals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(model_name="task", name="task_phases"),
        migrations.RemoveIndex(model_name="task", name="task_open_states"),
        migrations.RemoveField(model_name="task", name="phase"),
        migrations.AddField(
            model_name="task",
            name="phase",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(is_disputed=True, then=models.Value(7)),
                    models.When(closure="", deadline_kind="regular", then=models.Value(6)),
                    models.When(closure="", then=models.Value(0)),
                    models.When(closure="suspended", then=models.Value(1)),
                    models.When(closure="cancelled", then=models.Value(5)),
                    models.When(completed_on__isnull=True, then=models.Value(4)),
                    models.When(due__isnull=True, then=models.Value(4)),
                    models.When(completed_on__gt=models.F("due"), then=models.Value(2)),
                    default=models.Value(3),
                ),
                output_field=models.SmallIntegerField(choices=PHASES),
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                fields=["phase", "keeper", "lead_unit", "lead_post", "follower", "document", "due"], name="task_phases"
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                fields=[
                    "due", "keeper", "deadline_kind", "evidence_since", "is_started", "acknowledged_at", "is_blocked", "told_at",
                    "received_on", "lead_unit", "lead_post", "follower", "document", "phase",
                ],
                condition=models.Q(phase=0),
                name="task_open_states",
            ),
        ),
        migrations.CreateModel(
            name="ProgressWay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("way", models.CharField(choices=[("computed", "Tính từ việc con theo trọng số"), ("reported", "Đơn vị chủ trì báo cáo")], max_length=10, verbose_name="cách tính tiến độ")),
                ("version", models.PositiveIntegerField(default=0, verbose_name="lần sửa")),
                ("task", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="progress_way", to="tracking.task", verbose_name="nhiệm vụ")),
            ],
            options={
                "verbose_name": "cách tính tiến độ",
            },
        ),
        migrations.CreateModel(
            name="Recurrence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("every", models.CharField(choices=[("week", "Hằng tuần"), ("month", "Hằng tháng"), ("quarter", "Hằng quý"), ("year", "Hằng năm")], max_length=8, verbose_name="chu kỳ")),
                ("rule", models.CharField(choices=[("day", "Ngày thứ n"), ("working_day", "Ngày làm việc thứ n"), ("last_day", "Ngày cuối kỳ")], default="day", max_length=12, verbose_name="cách tính hạn")),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="thứ")),
                ("month", models.PositiveSmallIntegerField(default=1, verbose_name="tháng thứ")),
                ("starts_on", models.DateField(verbose_name="từ ngày")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                ("made_until", models.DateField(editable=False, null=True, verbose_name="đã mở kỳ đến")),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="đặt lúc")),
                ("version", models.PositiveIntegerField(default=0, verbose_name="lần sửa")),
                ("set_as", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.post", verbose_name="với chức danh")),
                ("set_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="người đặt")),
                ("task", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="turning", to="tracking.task", verbose_name="nhiệm vụ")),
            ],
            options={
                "verbose_name": "chu kỳ nhiệm vụ",
            },
        ),
        migrations.CreateModel(
            name="RecurringTurn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("every", models.CharField(choices=[("week", "Hằng tuần"), ("month", "Hằng tháng"), ("quarter", "Hằng quý"), ("year", "Hằng năm")], max_length=8, verbose_name="chu kỳ")),
                ("first", models.DateField(verbose_name="từ ngày")),
                ("last", models.DateField(verbose_name="đến ngày")),
                ("recurrence", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="turns", to="tracking.recurrence", verbose_name="chu kỳ")),
                ("task", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="turn", to="tracking.task", verbose_name="nhiệm vụ của kỳ")),
            ],
            options={
                "verbose_name": "kỳ của nhiệm vụ",
            },
        ),
        migrations.CreateModel(
            name="ChildWeight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("weight", models.PositiveSmallIntegerField(verbose_name="trọng số (phần vạn)")),
                ("task", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="weight", to="tracking.task", verbose_name="việc con")),
            ],
            options={
                "verbose_name": "trọng số việc con",
                "constraints": [models.CheckConstraint(condition=models.Q(("weight__gte", 0), ("weight__lte", 10000)), name="child_weight_within_whole")],
            },
        ),
        migrations.CreateModel(
            name="ProgressReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("done", models.PositiveSmallIntegerField(verbose_name="tiến độ (phần vạn)")),
                ("note", models.CharField(max_length=300, verbose_name="căn cứ")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="người báo cáo")),
                ("by_post", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.post", verbose_name="với chức danh")),
                ("task", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="progress_reports", to="tracking.task", verbose_name="nhiệm vụ")),
            ],
            options={
                "verbose_name": "tiến độ báo cáo",
                "constraints": [models.CheckConstraint(condition=models.Q(("done__gte", 0), ("done__lte", 10000)), name="progress_report_within_whole")],
            },
        ),
        migrations.AddConstraint(
            model_name="recurrence",
            constraint=models.CheckConstraint(condition=models.Q(("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"), name="recurrence_ends_after_start"),
        ),
        migrations.AddConstraint(
            model_name="recurringturn",
            constraint=models.UniqueConstraint(fields=("recurrence", "every", "first"), name="recurring_turn_once"),
        ),
        migrations.AddConstraint(
            model_name="recurringturn",
            constraint=models.CheckConstraint(condition=models.Q(("last__gte", models.F("first"))), name="recurring_turn_stretch"),
        ),
    ]  # fmt: skip
