"""Findings that came of others, and what tasks rest on and serve besides their own sentence."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0001_initial"),
        ("documents", "0001_initial"),
        ("tracking", "0002_checking"),
    ]
    operations = [
        migrations.CreateModel(
            name="Descent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "deed",
                    models.CharField(
                        choices=[("split", "Tách"), ("merge", "Gộp"), ("carry", "Nhận lại từ bản trước")],
                        max_length=10,
                        verbose_name="cách",
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="hoàn tác lúc")),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="documents.finding",
                        verbose_name="phát hiện",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người làm",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="documents.finding",
                        verbose_name="phát hiện gốc",
                    ),
                ),
            ],
            options={"verbose_name": "nguồn gốc phát hiện"},
        ),
        migrations.AddConstraint(
            model_name="descent",
            constraint=models.UniqueConstraint(fields=("origin", "finding"), name="descent_once"),
        ),
        migrations.CreateModel(
            name="TaskService",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="serving_tasks",
                        to="tracking.indicator",
                        verbose_name="chỉ tiêu",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="services",
                        to="tracking.task",
                        verbose_name="nhiệm vụ",
                    ),
                ),
            ],
            options={"verbose_name": "nhiệm vụ phục vụ chỉ tiêu"},
        ),
        migrations.AddConstraint(
            model_name="taskservice",
            constraint=models.UniqueConstraint(fields=("task", "indicator"), name="task_serves_once"),
        ),
        migrations.CreateModel(
            name="TaskSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("linked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="gắn lúc")),
                (
                    "finding",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.finding",
                        verbose_name="câu giao",
                    ),
                ),
                (
                    "linked_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="với chức danh",
                    ),
                ),
                (
                    "linked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người gắn",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="further_sources",
                        to="tracking.task",
                        verbose_name="nhiệm vụ",
                    ),
                ),
            ],
            options={"verbose_name": "nguồn khác của nhiệm vụ"},
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("withdrawn_on", models.DateField(verbose_name="ngày thu hồi")),
                ("reason", models.CharField(max_length=300, verbose_name="lý do, văn bản thu hồi")),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="ghi lúc")),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="documents.document",
                        verbose_name="văn bản",
                    ),
                ),
                (
                    "recorded_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="với chức danh",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
            ],
            options={"verbose_name": "thu hồi văn bản nguồn"},
        ),
    ]
