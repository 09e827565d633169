"""Workbooks of a period given out in one go, and those that came back."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0004_district_level"),
        ("tracking", "0011_district_level"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReturnBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_for", models.JSONField(default=dict, verbose_name="dành cho")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="số tệp đã đọc")),
                ("total", models.PositiveIntegerField(verbose_name="tổng số tệp")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                (
                    "created_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="với chức danh",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nhập",
                    ),
                ),
            ],
            options={
                "verbose_name": "đợt nhập bảng Excel",
            },
        ),
        migrations.CreateModel(
            name="ReturnedBook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveIntegerField(verbose_name="thứ tự")),
                ("name", models.CharField(max_length=255, verbose_name="tên tệp")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="mã SHA-256")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unread", "Đang đọc"),
                            ("ready", "Chờ ghi"),
                            ("faulty", "Có dòng cần sửa"),
                            ("same", "Không có gì thay đổi"),
                            ("refused", "Không nhận"),
                            ("written", "Đã ghi"),
                        ],
                        default="unread",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("period", models.CharField(blank=True, max_length=30, verbose_name="kỳ")),
                ("error_code", models.CharField(blank=True, max_length=60, verbose_name="mã lỗi")),
                ("error_facts", models.JSONField(default=dict, verbose_name="chi tiết lỗi")),
                ("said", models.JSONField(default=list, verbose_name="nội dung")),
                ("plan", models.JSONField(default=list, verbose_name="dự kiến")),
                ("counts", models.JSONField(default=dict, verbose_name="số dòng theo kết quả")),
                ("written_at", models.DateTimeField(null=True, verbose_name="ghi lúc")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="books",
                        to="tracking.returnbatch",
                        verbose_name="đợt",
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="báo cáo cho",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="đơn vị",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="tracking.submission",
                        verbose_name="báo cáo đã ghi",
                    ),
                ),
            ],
            options={
                "verbose_name": "bảng Excel gửi lại",
            },
        ),
        migrations.CreateModel(
            name="WorkbookRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "calendar",
                    models.CharField(
                        choices=[
                            ("civil", "Năm dương lịch"),
                            ("state_report", "Kỳ báo cáo hành chính (Nghị định 09/2019)"),
                        ],
                        default="civil",
                        max_length=15,
                        verbose_name="lịch",
                    ),
                ),
                (
                    "period_kind",
                    models.CharField(
                        choices=[
                            ("month", "Hằng tháng"),
                            ("quarter", "Hằng quý"),
                            ("year", "Hằng năm"),
                            ("date", "Theo mốc"),
                        ],
                        max_length=10,
                        verbose_name="loại kỳ",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("index", models.PositiveSmallIntegerField(default=1, verbose_name="kỳ thứ")),
                (
                    "state",
                    models.CharField(
                        choices=[("making", "Đang làm các bảng"), ("done", "Đã xong"), ("failed", "Không làm được")],
                        default="making",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0, verbose_name="số bảng đã làm")),
                ("total", models.PositiveIntegerField(verbose_name="tổng số bảng")),
                ("error_code", models.CharField(blank=True, max_length=60, verbose_name="mã lỗi")),
                ("error_facts", models.JSONField(default=dict, verbose_name="chi tiết lỗi")),
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
                        verbose_name="người lấy",
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="báo cáo cho",
                    ),
                ),
            ],
            options={
                "verbose_name": "đợt làm bảng Excel",
            },
        ),
        migrations.AddIndex(
            model_name="returnbatch",
            index=models.Index(fields=["created_by", "-created_at"], name="return_batches_mine"),
        ),
        migrations.AddConstraint(
            model_name="returnedbook",
            constraint=models.UniqueConstraint(fields=("batch", "place"), name="returned_book_once"),
        ),
    ]
