"""What lists of any length count by: facts beside each task, and verdicts kept as rows."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Exists, OuterRef
from django.utils import timezone


def note_facts(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Fill what updates and evidence say of the tasks that are there."""
    task, update, evidence = (apps.get_model("tracking", name) for name in ("Task", "TaskUpdate", "Evidence"))
    told = Exists(update.objects.filter(task=OuterRef("pk"))) | Exists(evidence.objects.filter(task=OuterRef("pk")))
    task.objects.filter(told).update(is_started=True)
    for waiting in evidence.objects.filter(accepted__isnull=True).order_by("-submitted_at"):
        task.objects.filter(pk=waiting.task_id).update(evidence_since=timezone.localdate(waiting.submitted_at))


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial"), ("tracking", "0005_assignment")]

    operations = [
        migrations.AddField(
            model_name="task",
            name="evidence_since",
            field=models.DateField(editable=False, null=True, verbose_name="minh chứng chờ từ"),
        ),
        migrations.AddField(
            model_name="task",
            name="is_started",
            field=models.BooleanField(default=False, editable=False, verbose_name="đã có cập nhật"),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                fields=[
                    "keeper", "closure", "deadline_kind", "due", "completed_on", "is_started", "evidence_since",
                    "is_disputed", "lead_unit", "lead_post", "follower", "document",
                ],
                name="task_states",
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("closure", "")), fields=["due", "keeper"], name="task_open"
            ),
        ),
        migrations.RunPython(note_facts, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Standing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("leads", models.BooleanField(default=True, verbose_name="trong danh sách chung")),
                ("day", models.DateField(null=True, verbose_name="đánh giá cho ngày")),
                ("code", models.CharField(max_length=12, verbose_name="đánh giá")),
                ("reason", models.CharField(blank=True, max_length=40, verbose_name="lý do")),
                ("place", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                ("progress", models.BigIntegerField(null=True, verbose_name="phần triệu so với kỳ vọng")),
                ("rule_version", models.PositiveSmallIntegerField(verbose_name="phiên bản quy tắc")),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="standings",
                        to="tracking.indicator",
                        verbose_name="chỉ tiêu",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "đánh giá đang giữ",
                "indexes": [models.Index(fields=["leads", "code", "indicator"], name="standing_list")],
                "constraints": [models.UniqueConstraint(fields=("indicator", "unit"), name="standing_once")],
            },
        ),
    ]  # fmt: skip
