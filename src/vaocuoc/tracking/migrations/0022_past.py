"""How a task stood on a past day."""

from typing import ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("tracking", "0021_second_systems")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="TaskBefore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "closure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Đang theo dõi"),
                            ("done", "Hoàn thành"),
                            ("suspended", "Tạm dừng"),
                            ("cancelled", "Hủy"),
                        ],
                        max_length=10,
                        verbose_name="kết thúc",
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True, verbose_name="ghi nhận lúc")),
                ("completed_on", models.DateField(null=True, verbose_name="ngày hoàn thành thực tế")),
                (
                    "deadline_kind",
                    models.CharField(
                        choices=[
                            ("day", "Có hạn cụ thể"),
                            ("after_issue", "Ký ban hành (n ngày)"),
                            ("regular", "Thường xuyên"),
                            ("condition", "Chờ quyết định, điều kiện"),
                        ],
                        max_length=12,
                        verbose_name="loại thời hạn",
                    ),
                ),
                ("is_disputed", models.BooleanField(verbose_name="đang đính chính")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="đến lúc")),
                (
                    "follower",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="người theo dõi",
                    ),
                ),
                (
                    "lead_post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="chức danh chủ trì",
                    ),
                ),
                (
                    "lead_unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="đơn vị chủ trì",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tracking.task",
                        verbose_name="nhiệm vụ",
                    ),
                ),
            ],
            options={
                "verbose_name": "nhiệm vụ trước lần đổi",
                "indexes": [models.Index(fields=["at", "task"], name="task_before_at")],
            },
        ),
    ]
