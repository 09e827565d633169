"""What the board counts by: since when nothing was told, whether something blocks, and the phase of each task."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Greatest

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


def note_facts(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Fill what updates and evidence say of the tasks that are there."""
    task, update, evidence = (apps.get_model("tracking", name) for name in ("Task", "TaskUpdate", "Evidence"))
    said = update.objects.filter(task=OuterRef("pk")).order_by().values("task").annotate(last=Max("at"))
    handed = evidence.objects.filter(task=OuterRef("pk")).order_by().values("task").annotate(last=Max("submitted_at"))
    for moment in (Subquery(said.values("last")), Subquery(handed.values("last"))):
        later = task.objects.annotate(moment=moment).filter(moment__isnull=False)
        later.filter(told_at__isnull=False).update(told_at=Greatest(F("told_at"), moment))
        later.filter(told_at__isnull=True).update(told_at=moment)
    task.objects.filter(pk__in=update.objects.exclude(blocker="").values("task")).update(is_blocked=True)


class Migration(migrations.Migration):
    dependencies = [("tracking", "0008_measuring")]

    operations = [
        migrations.AddField(
            model_name="task",
            name="told_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="cập nhật lần cuối"),
        ),
        migrations.AddField(
            model_name="task",
            name="is_blocked",
            field=models.BooleanField(default=False, editable=False, verbose_name="đã nêu vướng mắc"),
        ),
        migrations.RunPython(note_facts, migrations.RunPython.noop),
        migrations.AddField(
            model_name="task",
            name="phase",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(is_disputed=True, then=models.Value(7)),
                    models.When(deadline_kind="regular", then=models.Value(6)),
                    models.When(closure="", then=models.Value(0)),
                    models.When(closure="suspended", then=models.Value(1)),
                    models.When(closure="cancelled", then=models.Value(5)),
                    models.When(completed_on__isnull=True, then=models.Value(4)),
                    models.When(due__isnull=True, then=models.Value(4)),
                    models.When(completed_on__gt=F("due"), then=models.Value(2)),
                    default=models.Value(3),
                ),
                output_field=models.SmallIntegerField(choices=PHASES),
            ),
        ),
        migrations.RemoveIndex(model_name="task", name="task_open"),
        migrations.RemoveIndex(model_name="task", name="task_states"),
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
                    "due", "keeper", "deadline_kind", "evidence_since", "is_started", "is_blocked", "told_at",
                    "received_on", "lead_unit", "lead_post", "follower", "document", "phase",
                ],
                condition=Q(phase=0),
                name="task_open_states",
            ),
        ),
    ]  # fmt: skip
