"""Who oversees which units and fields, by dated decision."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_saved_views")]

    operations = [
        migrations.CreateModel(
            name="Oversight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("unit", "Đơn vị"),
                            ("field", "Lĩnh vực"),
                            ("paper", "Văn bản, chương trình, dự án"),
                        ],
                        max_length=10,
                        verbose_name="loại",
                    ),
                ),
                (
                    "words",
                    models.CharField(blank=True, max_length=200, verbose_name="lĩnh vực hoặc số, ký hiệu văn bản"),
                ),
                ("decision", models.CharField(max_length=200, verbose_name="văn bản phân công")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến trước ngày")),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="oversights",
                        to="directory.post",
                        verbose_name="chức danh",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "phân công phụ trách",
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(kind="unit", unit__isnull=False, words="")
                        | (~Q(kind="unit") & Q(unit__isnull=True) & ~Q(words="")),
                        name="oversight_of_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                        name="oversight_is_forward",
                    ),
                ],
            },
        ),
    ]
