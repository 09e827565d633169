"""Evidence taken out for an inspection."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("oversight", "0003_coverage"), ("directory", "0006_inspection")]

    operations = [
        migrations.CreateModel(
            name="EvidenceExport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked", models.JSONField(default=dict, verbose_name="đã chọn")),
                ("about", models.CharField(max_length=500, verbose_name="nội dung")),
                (
                    "state",
                    models.CharField(
                        choices=[("making", "Đang lập"), ("done", "Đã lập xong"), ("failed", "Không lập được")],
                        default="making",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0, verbose_name="số mục đã lập")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="tổng số mục")),
                ("files", models.PositiveIntegerField(default=0, verbose_name="số tệp")),
                ("manifest_sha256", models.CharField(blank=True, max_length=64, verbose_name="mã băm bản kê")),
                ("error_code", models.CharField(blank=True, max_length=60, verbose_name="mã lỗi")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                (
                    "asked_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="với chức danh",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người trích xuất",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.inspectiondecision",
                        verbose_name="theo quyết định",
                    ),
                ),
            ],
            options={
                "verbose_name": "hồ sơ trích xuất",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            models.Q(("manifest_sha256", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="export_done_with_hash",
                    )
                ],
            },
        ),
    ]
