"""Indexes by which pages at national size read what they show, and no more."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("tracking", "0022_past")]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(fields=["indicator", "period_end"], name="observation_period"),
        ),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(fields=["indicator", "place"], name="standing_first"),
        ),
        migrations.AddIndex(
            model_name="target",
            index=models.Index(fields=["indicator", "unit"], name="target_at"),
        ),
        migrations.AddIndex(
            model_name="target",
            index=models.Index(fields=["part_of", "part_as", "withdrawn_at", "unit", "value"], name="target_parts"),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(fields=["phase", "keeper"], name="task_phase_counts"),
        ),
    ]
