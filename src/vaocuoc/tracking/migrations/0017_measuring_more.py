"""Terms, regimes of reports and confirmed years; the base of growth; evidence as a paper of the register."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tracking", "0016_counting"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="ConfirmedYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("basis", models.CharField(max_length=300, verbose_name="căn cứ")),
                ("confirmed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="xác nhận lúc")),
            ],
            options={
                "verbose_name": "lịch nghỉ đã xác nhận",
            },
        ),
        migrations.CreateModel(
            name="ReportingRegime",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="tên")),
                (
                    "closing_day",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(28)],
                        verbose_name="ngày chốt số liệu",
                    ),
                ),
                ("days_after", models.JSONField(default=dict, verbose_name="gửi sau khi chốt")),
                ("in_working_days", models.BooleanField(default=True, verbose_name="ngày làm việc")),
                ("leads", models.JSONField(blank=True, default=dict, verbose_name="cấp dưới gửi sớm hơn")),
                ("basis", models.CharField(blank=True, max_length=300, verbose_name="căn cứ")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến trước ngày")),
            ],
            options={
                "verbose_name": "chế độ báo cáo",
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("party", "Hệ thống đảng"),
                            ("state", "Hệ thống chính quyền"),
                            ("territory", "Địa giới"),
                            ("counterpart", "Cùng địa bàn"),
                        ],
                        default="party",
                        max_length=20,
                        verbose_name="và các đơn vị dưới theo",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="tên")),
                ("starts_on", models.DateField(verbose_name="từ ngày")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="đến hết ngày")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="ghi lúc")),
            ],
            options={
                "verbose_name": "nhiệm kỳ",
            },
        ),
        migrations.AddField(
            model_name="cell",
            name="evidence_document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.document",
                verbose_name="văn bản chứng minh trong sổ",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="base",
            field=models.CharField(
                choices=[
                    ("same_last_year", "Cùng kỳ năm trước"),
                    ("previous", "Kỳ liền trước"),
                    ("fixed", "Kỳ gốc cố định"),
                ],
                default="fixed",
                max_length=15,
                verbose_name="kỳ gốc",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="base_year",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="năm gốc"),
        ),
        migrations.AddField(
            model_name="observation",
            name="evidence_document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.document",
                verbose_name="văn bản chứng minh trong sổ",
            ),
        ),
        migrations.AddField(
            model_name="confirmedyear",
            name="confirmed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="xác nhận bởi",
            ),
        ),
        migrations.AddField(
            model_name="confirmedyear",
            name="keeper",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.unit",
                verbose_name="của cơ quan",
            ),
        ),
        migrations.AddField(
            model_name="reportingregime",
            name="created_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="ghi bởi",
            ),
        ),
        migrations.AddField(
            model_name="reportingregime",
            name="keeper",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.unit",
                verbose_name="của cơ quan",
            ),
        ),
        migrations.AddField(
            model_name="term",
            name="created_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="ghi bởi",
            ),
        ),
        migrations.AddField(
            model_name="term",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.document",
                verbose_name="theo văn bản",
            ),
        ),
        migrations.AddField(
            model_name="term",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.unit",
                verbose_name="của đơn vị",
            ),
        ),
        migrations.AddConstraint(
            model_name="confirmedyear",
            constraint=models.UniqueConstraint(fields=("keeper", "year"), name="confirmed_year_once"),
        ),
        migrations.AddConstraint(
            model_name="reportingregime",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to__isnull", True)), fields=("keeper", "name"), name="regime_name_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportingregime",
            constraint=models.CheckConstraint(condition=models.Q(("closing_day__lte", 28)), name="regime_closing_day"),
        ),
        migrations.AddConstraint(
            model_name="reportingregime",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="regime_is_forward",
            ),
        ),
        migrations.AddConstraint(
            model_name="term",
            constraint=models.UniqueConstraint(fields=("unit", "relation", "starts_on"), name="term_begins_once"),
        ),
        migrations.AddConstraint(
            model_name="term",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                name="term_is_forward",
            ),
        ),
    ]
