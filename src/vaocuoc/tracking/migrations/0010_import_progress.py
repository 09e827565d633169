"""How far an import has come; what shortcomings and proposals hang together with."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tracking", "0009_board")]

    operations = [
        migrations.AddField(
            model_name="importbatch",
            name="rows_done",
            field=models.PositiveIntegerField(default=0, verbose_name="số dòng đã xong"),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="rows_total",
            field=models.PositiveIntegerField(default=0, verbose_name="tổng số dòng"),
        ),
        migrations.CreateModel(
            name="Tie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="gắn lúc")),
                (
                    "indicator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tracking.indicator",
                        verbose_name="chỉ tiêu",
                    ),
                ),
                (
                    "made_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="với chức danh",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người gắn",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ties",
                        to="tracking.proposal",
                        verbose_name="kiến nghị",
                    ),
                ),
                (
                    "shortcoming",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ties",
                        to="tracking.shortcoming",
                        verbose_name="hạn chế",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tracking.task",
                        verbose_name="nhiệm vụ",
                    ),
                ),
            ],
            options={
                "verbose_name": "gắn với",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("proposal__isnull", True), ("shortcoming__isnull", False))
                        | models.Q(("proposal__isnull", False), ("shortcoming__isnull", True)),
                        name="tie_of_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("indicator__isnull", True), ("task__isnull", False))
                        | models.Q(("indicator__isnull", False), ("task__isnull", True)),
                        name="tie_with_one",
                    ),
                    models.UniqueConstraint(fields=("shortcoming", "task"), name="tie_shortcoming_task"),
                    models.UniqueConstraint(fields=("shortcoming", "indicator"), name="tie_shortcoming_indicator"),
                    models.UniqueConstraint(fields=("proposal", "task"), name="tie_proposal_task"),
                    models.UniqueConstraint(fields=("proposal", "indicator"), name="tie_proposal_indicator"),
                ],
            },
        ),
    ]
