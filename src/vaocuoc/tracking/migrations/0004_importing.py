"""Batches of an import with their sheets and rows; remembered shapes of trackers and choices of values."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0001_initial"),
        ("tracking", "0003_review"),
    ]
    operations = [
        migrations.CreateModel(
            name="ImportProfile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("tasks", "Nhiệm vụ"),
                            ("indicators", "Chỉ tiêu, mục tiêu, số liệu"),
                            ("units", "Đơn vị"),
                            ("posts", "Chức danh"),
                            ("accounts", "Cán bộ và tài khoản"),
                        ],
                        max_length=12,
                        verbose_name="loại bảng",
                    ),
                ),
                ("name", models.CharField(max_length=255, verbose_name="tên")),
                ("headings", models.JSONField(default=list, verbose_name="tiêu đề cột")),
                ("mapping", models.JSONField(default=dict, verbose_name="nghĩa của cột")),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lưu lúc")),
                (
                    "keeper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="đơn vị giữ",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người lưu",
                    ),
                ),
            ],
            options={
                "verbose_name": "hồ sơ cột",
            },
        ),
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("tasks", "Nhiệm vụ"),
                            ("indicators", "Chỉ tiêu, mục tiêu, số liệu"),
                            ("units", "Đơn vị"),
                            ("posts", "Chức danh"),
                            ("accounts", "Cán bộ và tài khoản"),
                        ],
                        max_length=12,
                        verbose_name="loại bảng",
                    ),
                ),
                ("name", models.CharField(max_length=255, verbose_name="tên tệp")),
                ("sha256", models.CharField(max_length=64, verbose_name="mã băm")),
                ("size", models.PositiveBigIntegerField(verbose_name="dung lượng (byte)")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("columns", "Đang chọn cột"),
                            ("preparing", "Đang đọc các dòng"),
                            ("ready", "Chờ ghi vào sổ"),
                            ("applying", "Đang ghi vào sổ"),
                            ("applied", "Đã ghi vào sổ"),
                            ("undone", "Đã hoàn tác"),
                            ("failed", "Không ghi được"),
                        ],
                        default="columns",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("sheets_chosen", models.JSONField(default=list, verbose_name="trang tính được chọn")),
                ("mapping", models.JSONField(default=dict, verbose_name="nghĩa của cột")),
                ("options", models.JSONField(default=dict, verbose_name="tùy chọn")),
                ("counts", models.JSONField(default=dict, verbose_name="số dòng theo kết quả")),
                ("error_code", models.CharField(blank=True, max_length=60, verbose_name="mã lỗi")),
                ("error_facts", models.JSONField(default=dict, verbose_name="chi tiết lỗi")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="đưa vào lúc")),
                ("applied_at", models.DateTimeField(null=True, verbose_name="ghi vào sổ lúc")),
                ("undone_at", models.DateTimeField(null=True, verbose_name="hoàn tác lúc")),
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
                (
                    "keeper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="đơn vị giữ",
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="batches",
                        to="tracking.importprofile",
                        verbose_name="hồ sơ cột",
                    ),
                ),
            ],
            options={
                "verbose_name": "đợt nhập",
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveIntegerField(verbose_name="thứ tự")),
                ("sheet", models.CharField(blank=True, max_length=255, verbose_name="trang tính")),
                ("number", models.PositiveIntegerField(verbose_name="dòng số")),
                ("cells", models.JSONField(default=dict, verbose_name="các ô")),
                ("group", models.CharField(blank=True, max_length=500, verbose_name="nhóm")),
                ("hidden", models.BooleanField(default=False, verbose_name="đang ẩn")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("new", "Thêm mới"),
                            ("update", "Cập nhật"),
                            ("done_outside", "Đã xong từ trước, không xét đúng hạn"),
                            ("done_dated", "Đã xong, có ngày hoàn thành"),
                            ("awaiting", "Chờ nghiệm thu"),
                            ("held", "Chờ bổ sung"),
                            ("same", "Không đổi"),
                            ("skipped", "Bỏ qua"),
                        ],
                        max_length=12,
                        verbose_name="kết quả",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=40, verbose_name="lý do bỏ qua")),
                ("values", models.JSONField(default=dict, verbose_name="đã đọc thành")),
                ("missing", models.JSONField(default=list, verbose_name="còn thiếu")),
                ("notes", models.JSONField(default=list, verbose_name="cần xem")),
                ("changes", models.JSONField(default=list, verbose_name="thay đổi")),
                ("key", models.CharField(blank=True, max_length=64, verbose_name="khóa nội dung")),
                ("own_key", models.CharField(blank=True, max_length=64, verbose_name="khóa nội dung kèm hạn")),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Chưa ghi"),
                            ("written", "Đã ghi"),
                            ("waiting", "Chờ bổ sung"),
                            ("completed", "Đã bổ sung"),
                            ("dropped", "Đã bỏ"),
                            ("undone", "Đã hoàn tác"),
                            ("kept", "Giữ lại khi hoàn tác"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("undo", models.JSONField(default=dict, verbose_name="để hoàn tác")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="tracking.importbatch",
                        verbose_name="đợt nhập",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="import_rows",
                        to="tracking.indicator",
                        verbose_name="chỉ tiêu",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="import_rows",
                        to="tracking.task",
                        verbose_name="nhiệm vụ",
                    ),
                ),
            ],
            options={
                "verbose_name": "dòng nhập",
            },
        ),
        migrations.CreateModel(
            name="ImportSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveIntegerField(verbose_name="thứ tự")),
                ("name", models.CharField(blank=True, max_length=255, verbose_name="tên")),
                ("hidden", models.BooleanField(default=False, verbose_name="đang ẩn")),
                ("headings", models.JSONField(default=list, verbose_name="tiêu đề cột")),
                ("rows", models.PositiveIntegerField(default=0, verbose_name="số dòng")),
                ("grid", models.JSONField(default=dict, verbose_name="lưới ô")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sheets",
                        to="tracking.importbatch",
                        verbose_name="đợt nhập",
                    ),
                ),
            ],
            options={
                "verbose_name": "trang tính",
            },
        ),
        migrations.CreateModel(
            name="ImportChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("field", models.CharField(max_length=20, verbose_name="loại giá trị")),
                ("text", models.CharField(max_length=500, verbose_name="chữ trong bảng")),
                ("folded", models.CharField(max_length=500, verbose_name="chữ để đối chiếu")),
                ("value", models.CharField(max_length=200, verbose_name="nghĩa là")),
                ("chosen_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="chọn lúc")),
                (
                    "chosen_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người chọn",
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="đơn vị giữ",
                    ),
                ),
            ],
            options={
                "verbose_name": "cách hiểu đã nhớ",
                "constraints": [
                    models.UniqueConstraint(fields=("keeper", "field", "folded"), name="import_choice_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="importbatch",
            index=models.Index(fields=["keeper", "-created_at"], name="import_batches"),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(fields=["batch", "outcome", "place"], name="import_outcomes"),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(fields=["key"], name="import_keys"),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(fields=["state", "batch"], name="import_waiting"),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.UniqueConstraint(fields=("batch", "place"), name="import_row_once"),
        ),
        migrations.AddConstraint(
            model_name="importsheet",
            constraint=models.UniqueConstraint(fields=("batch", "place"), name="import_sheet_once"),
        ),
    ]
