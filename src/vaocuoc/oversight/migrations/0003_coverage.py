import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0002_meetings"),
        ("directory", "0001_initial"),
        ("documents", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Rollout",
            fields=[
                ("id", KEY.clone()),
                ("due", models.DateField(blank=True, null=True, verbose_name="ban hành chậm nhất")),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="ghi lúc")),
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
                    "set_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="với chức danh",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
            ],
            options={"verbose_name": "yêu cầu triển khai văn bản"},
        ),
        migrations.CreateModel(
            name="NotedProgramme",
            fields=[
                ("id", KEY.clone()),
                ("number", models.CharField(max_length=80, verbose_name="số, ký hiệu")),
                ("issued_on", models.DateField(verbose_name="ngày ban hành")),
                ("noted_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="ghi lúc")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="documents.document",
                        verbose_name="văn bản",
                    ),
                ),
                (
                    "noted_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="với chức danh",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="đơn vị ban hành",
                    ),
                ),
            ],
            options={
                "verbose_name": "chương trình riêng được ghi thay",
                "constraints": [models.UniqueConstraint(fields=("document", "unit"), name="noted_programme_once")],
            },
        ),
        migrations.CreateModel(
            name="RolloutUnit",
            fields=[
                ("id", KEY.clone()),
                (
                    "rollout",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="owed",
                        to="oversight.rollout",
                        verbose_name="yêu cầu",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "đơn vị phải ban hành chương trình",
                "constraints": [models.UniqueConstraint(fields=("rollout", "unit"), name="rollout_unit_once")],
            },
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                ("id", KEY.clone()),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("breakthrough", "Đột phá"),
                            ("key", "Nhiệm vụ trọng tâm"),
                            ("programme", "Chương trình toàn khóa"),
                        ],
                        max_length=12,
                        verbose_name="nhóm",
                    ),
                ),
                ("marked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="đánh dấu lúc")),
                (
                    "finding",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="documents.finding",
                        verbose_name="phát hiện",
                    ),
                ),
                (
                    "marked_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="với chức danh",
                    ),
                ),
                (
                    "marked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đánh dấu",
                    ),
                ),
            ],
            options={"verbose_name": "đánh dấu nhóm"},
        ),
    ]
