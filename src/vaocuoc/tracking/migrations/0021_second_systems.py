"""What stands in a second system too."""

from typing import ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("tracking", "0020_responsibility"),
        ("directory", "0005_responsibility"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="SecondSystem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="tên hệ thống")),
                ("short_name", models.CharField(max_length=30, verbose_name="tên ngắn")),
                ("takes_tasks", models.BooleanField(default=True, verbose_name="nhận nhiệm vụ")),
                ("takes_figures", models.BooleanField(default=False, verbose_name="nhận số liệu")),
                ("takes_targets", models.BooleanField(default=False, verbose_name="nhận mục tiêu")),
                (
                    "entered_by",
                    models.CharField(
                        choices=[
                            ("office", "Văn phòng nhập tất cả"),
                            ("leads", "Đơn vị chủ trì, đơn vị có số liệu tự nhập"),
                        ],
                        default="office",
                        max_length=10,
                        verbose_name="ai nhập",
                    ),
                ),
                ("since", models.DateField(verbose_name="phải nhập từ ngày")),
                (
                    "day_format",
                    models.CharField(
                        choices=[("cell", "Ô ngày của Excel"), ("vn", "Chữ, 31/12/2025"), ("iso", "Chữ, 2025-12-31")],
                        default="cell",
                        max_length=5,
                        verbose_name="cách ghi ngày",
                    ),
                ),
                ("state_words", models.JSONField(blank=True, default=dict, verbose_name="trạng thái ở đó")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="thôi dùng từ ngày")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="khai lúc")),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người khai",
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="cơ quan phải nhập",
                    ),
                ),
            ],
            options={
                "verbose_name": "hệ thống thứ hai",
            },
        ),
        migrations.CreateModel(
            name="SystemColumn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("task", "Nhiệm vụ"), ("figure", "Số liệu"), ("target", "Mục tiêu")],
                        max_length=10,
                        verbose_name="của",
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                ("heading", models.CharField(max_length=200, verbose_name="tiêu đề")),
                ("field", models.CharField(blank=True, max_length=20, verbose_name="lấy từ")),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="columns",
                        to="tracking.secondsystem",
                        verbose_name="hệ thống",
                    ),
                ),
            ],
            options={
                "verbose_name": "cột của hệ thống thứ hai",
                "ordering": ["place", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SystemComparison",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("task", "Nhiệm vụ"), ("figure", "Số liệu"), ("target", "Mục tiêu")],
                        max_length=10,
                        verbose_name="của",
                    ),
                ),
                ("name", models.CharField(max_length=255, verbose_name="tên tệp")),
                ("sha256", models.CharField(max_length=64)),
                ("rows", models.JSONField(default=list, verbose_name="các dòng")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="đưa vào lúc")),
                ("written_at", models.DateTimeField(null=True, verbose_name="ghi lúc")),
                ("written", models.JSONField(blank=True, default=dict, verbose_name="đã ghi")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đưa vào",
                    ),
                ),
                (
                    "by_post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="với chức danh",
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comparisons",
                        to="tracking.secondsystem",
                        verbose_name="hệ thống",
                    ),
                ),
            ],
            options={
                "verbose_name": "đợt đối chiếu",
            },
        ),
        migrations.CreateModel(
            name="SystemEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("task", "Nhiệm vụ"), ("figure", "Số liệu"), ("target", "Mục tiêu")],
                        max_length=10,
                        verbose_name="của",
                    ),
                ),
                (
                    "calendar",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("civil", "Năm dương lịch"),
                            ("state_report", "Kỳ báo cáo hành chính (Nghị định 09/2019)"),
                        ],
                        max_length=15,
                        verbose_name="lịch",
                    ),
                ),
                (
                    "period_kind",
                    models.CharField(
                        blank=True,
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
                ("year", models.PositiveSmallIntegerField(null=True, verbose_name="năm")),
                ("index", models.PositiveSmallIntegerField(null=True, verbose_name="kỳ thứ")),
                (
                    "asked",
                    models.CharField(
                        blank=True,
                        choices=[("", "Theo quy tắc"), ("yes", "Phải nhập"), ("no", "Không phải nhập")],
                        default="",
                        max_length=5,
                        verbose_name="phải nhập",
                    ),
                ),
                ("asked_reason", models.CharField(blank=True, max_length=300, verbose_name="lý do")),
                (
                    "stand",
                    models.CharField(
                        choices=[
                            ("not_entered", "Chưa nhập"),
                            ("same", "Đã nhập, khớp"),
                            ("different", "Đã nhập, khác"),
                        ],
                        default="not_entered",
                        max_length=15,
                        verbose_name="tình trạng",
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=80, verbose_name="mã ở hệ thống đó")),
                ("theirs", models.CharField(blank=True, max_length=300, verbose_name="ở hệ thống đó ghi")),
                ("their_value", models.BigIntegerField(null=True, verbose_name="số ở hệ thống đó")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="khác ở chỗ")),
                ("fingerprint", models.CharField(blank=True, max_length=32, verbose_name="dấu vết giá trị lúc nhập")),
                ("said", models.JSONField(blank=True, default=dict, verbose_name="giá trị lúc nhập")),
                ("entered_on", models.DateField(null=True, verbose_name="nhập ngày")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="ghi lúc")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "by_post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="với chức danh",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tracking.indicator",
                        verbose_name="chỉ tiêu",
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="tracking.secondsystem",
                        verbose_name="hệ thống",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="second_entries",
                        to="tracking.task",
                        verbose_name="nhiệm vụ",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="của đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "mục ở hệ thống thứ hai",
            },
        ),
        migrations.CreateModel(
            name="SystemRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("task", "Nhiệm vụ"), ("figure", "Số liệu"), ("target", "Mục tiêu")],
                        max_length=10,
                        verbose_name="áp dụng cho",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("central", "Trung ương"),
                            ("province", "Cấp tỉnh"),
                            ("district", "Cấp huyện (đến 30/6/2025)"),
                            ("commune", "Cấp xã"),
                            ("base", "Cơ sở"),
                        ],
                        max_length=20,
                        verbose_name="cấp ban hành văn bản",
                    ),
                ),
                (
                    "document_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("resolution", "Nghị quyết"),
                            ("directive", "Chỉ thị"),
                            ("conclusion", "Kết luận"),
                            ("regulation", "Quy định"),
                            ("decision", "Quyết định"),
                            ("programme", "Chương trình"),
                            ("plan", "Kế hoạch"),
                            ("notice", "Thông báo"),
                            ("report", "Báo cáo"),
                            ("letter", "Công văn"),
                            ("telegram", "Công điện"),
                            ("guidance", "Hướng dẫn"),
                            ("scheme", "Đề án"),
                            ("submission", "Tờ trình"),
                            ("other", "Văn bản khác"),
                        ],
                        max_length=20,
                        verbose_name="thể loại văn bản",
                    ),
                ),
                ("field", models.CharField(blank=True, max_length=100, verbose_name="lĩnh vực")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="đặt lúc")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đặt",
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rules",
                        to="tracking.secondsystem",
                        verbose_name="hệ thống",
                    ),
                ),
            ],
            options={
                "verbose_name": "quy tắc phải nhập",
            },
        ),
        migrations.AddConstraint(
            model_name="secondsystem",
            constraint=models.UniqueConstraint(fields=("keeper", "short_name"), name="second_system_name"),
        ),
        migrations.AddConstraint(
            model_name="secondsystem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("takes_tasks", True), ("takes_figures", True), ("takes_targets", True), _connector="OR"
                ),
                name="second_system_takes_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="systemcolumn",
            constraint=models.UniqueConstraint(fields=("system", "kind", "place"), name="second_column_place"),
        ),
        migrations.AddIndex(
            model_name="systementry",
            index=models.Index(fields=["system", "kind", "code"], name="second_entry_code"),
        ),
        migrations.AddIndex(
            model_name="systementry",
            index=models.Index(fields=["indicator", "system"], name="second_entry_indicator"),
        ),
        migrations.AddConstraint(
            model_name="systementry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "task")), fields=("system", "task"), name="second_entry_task"
            ),
        ),
        migrations.AddConstraint(
            model_name="systementry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "figure")),
                fields=("system", "indicator", "unit", "calendar", "period_kind", "year", "index"),
                name="second_entry_figure",
            ),
        ),
        migrations.AddConstraint(
            model_name="systementry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "target")),
                fields=("system", "indicator", "unit"),
                name="second_entry_target",
            ),
        ),
        migrations.AddConstraint(
            model_name="systementry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("indicator__isnull", True), ("kind", "task"), ("task__isnull", False)),
                    models.Q(
                        ("indicator__isnull", False),
                        ("kind", "target"),
                        ("task__isnull", True),
                        ("unit__isnull", False),
                        ("year__isnull", True),
                    ),
                    models.Q(
                        ("index__isnull", False),
                        ("indicator__isnull", False),
                        ("kind", "figure"),
                        ("task__isnull", True),
                        ("unit__isnull", False),
                        ("year__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="second_entry_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="systementry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("entered_on__isnull", True), ("stand", "not_entered")),
                    models.Q(
                        models.Q(("stand", "not_entered"), _negated=True),
                        ("entered_on__isnull", False),
                        models.Q(("fingerprint", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="second_entry_has_day",
            ),
        ),
    ]
