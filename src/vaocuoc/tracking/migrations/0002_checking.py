"""Faults of drafts that somebody looked at and leaves as they are."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0001_initial"),
        ("documents", "0001_initial"),
        ("tracking", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="FaultSetAside",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, verbose_name="khóa")),
                ("rule", models.CharField(max_length=60, verbose_name="luật")),
                ("quote", models.CharField(max_length=500, verbose_name="trích nguyên văn")),
                ("reason", models.CharField(max_length=300, verbose_name="lý do")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+",
                        to=settings.AUTH_USER_MODEL, verbose_name="người xem",
                    ),
                ),
                (
                    "by_post",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                        to="directory.post", verbose_name="với chức danh",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+",
                        to="documents.document", verbose_name="dự thảo",
                    ),
                ),
            ],
            options={
                "verbose_name": "lỗi dự thảo đã bỏ qua",
                "constraints": [models.UniqueConstraint(fields=("document", "key"), name="fault_set_aside_once")],
            },
        ),
    ]  # fmt: skip
