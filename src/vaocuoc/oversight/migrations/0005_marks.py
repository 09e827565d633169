"""Marks of tasks and targets that were entered by hand or imported, beside those of findings."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


def _one(to: str, verbose_name: str) -> models.OneToOneField:
    return models.OneToOneField(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="+",
        to=to,
        verbose_name=verbose_name,
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("oversight", "0004_inspections"), ("tracking", "0020_responsibility")]

    operations: ClassVar = [
        migrations.AddField(model_name="mark", name="target", field=_one("tracking.target", "mục tiêu")),
        migrations.AddField(model_name="mark", name="task", field=_one("tracking.task", "nhiệm vụ")),
        migrations.AlterField(model_name="mark", name="finding", field=_one("documents.finding", "phát hiện")),
        migrations.AddConstraint(
            model_name="mark",
            constraint=models.CheckConstraint(
                condition=Q(finding__isnull=False, task__isnull=True, target__isnull=True)
                | Q(finding__isnull=True, task__isnull=False, target__isnull=True)
                | Q(finding__isnull=True, task__isnull=True, target__isnull=False),
                name="mark_of_one_thing",
            ),
        ),
    ]
