"""Issued reports read into reports of figures: what was decided on their sentences, and the sentence behind a cell."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0004_district_level"),
        ("documents", "0003_library"),
        ("tracking", "0012_workbooks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="cell",
            name="finding",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.finding",
                verbose_name="câu lấy số",
            ),
        ),
        migrations.CreateModel(
            name="SentenceChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("passage", models.CharField(max_length=64, verbose_name="dấu của câu")),
                (
                    "choice",
                    models.CharField(
                        choices=[("taken", "Đã nhận"), ("refused", "Không lấy")],
                        max_length=10,
                        verbose_name="quyết định",
                    ),
                ),
                ("value", models.BigIntegerField(null=True, verbose_name="số đã nhận")),
                ("is_corrected", models.BooleanField(default=False, verbose_name="đã sửa số đọc được")),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="cách gọi trong văn bản")),
                ("taught", models.BooleanField(default=False, verbose_name="dùng cho lần sau")),
                ("decided_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                (
                    "decided_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="với chức danh",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người quyết định",
                    ),
                ),
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
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="documents.finding",
                        verbose_name="phát hiện",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tracking.indicator",
                        verbose_name="chỉ tiêu",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tracking.submission",
                        verbose_name="báo cáo",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="của đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "quyết định về câu của báo cáo",
                "indexes": [
                    models.Index(fields=["document", "choice"], name="sentence_choices"),
                    models.Index(
                        condition=models.Q(("taught", True)), fields=["indicator"], name="sentence_words_taught"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("submission", "document", "passage", "indicator", "unit"), name="sentence_choice_once"
                    )
                ],
            },
        ),
    ]
