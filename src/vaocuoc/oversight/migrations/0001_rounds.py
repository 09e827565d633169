"""Rounds of reports: regimes with their versions, rounds, and what units owe to them."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0005_responsibility"),
        ("documents", "0004_from_above"),
        ("tracking", "0020_responsibility"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Regime",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("periodic", "Định kỳ"), ("thematic", "Chuyên đề"), ("ad_hoc", "Đột xuất")],
                        default="periodic",
                        max_length=10,
                        verbose_name="loại",
                    ),
                ),
                ("is_outward", models.BooleanField(default=False, verbose_name="báo cáo ra ngoài")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="hết hiệu lực từ ngày")),
                ("end_reason", models.CharField(blank=True, max_length=300, verbose_name="lý do")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lập lúc")),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người lập",
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="đơn vị giữ",
                    ),
                ),
            ],
            options={
                "verbose_name": "chế độ báo cáo",
            },
        ),
        migrations.CreateModel(
            name="RegimeVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="hiệu lực từ ngày")),
                ("name", models.CharField(max_length=300, verbose_name="tên báo cáo")),
                ("content", models.TextField(blank=True, verbose_name="nội dung yêu cầu báo cáo")),
                (
                    "relation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("party", "Hệ thống đảng"),
                            ("state", "Hệ thống chính quyền"),
                            ("territory", "Địa giới"),
                            ("counterpart", "Cùng địa bàn"),
                        ],
                        max_length=20,
                        verbose_name="theo hệ thống",
                    ),
                ),
                ("unit_kinds", models.JSONField(blank=True, default=list, verbose_name="loại đơn vị")),
                ("unit_levels", models.JSONField(blank=True, default=list, verbose_name="cấp")),
                ("directly", models.BooleanField(default=True, verbose_name="chỉ đơn vị trực thuộc")),
                ("by_obligation", models.BooleanField(default=False, verbose_name="đơn vị có chỉ tiêu phải báo cáo")),
                ("receiver", models.CharField(blank=True, max_length=300, verbose_name="cơ quan nhận")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("here", "Trên phần mềm này"),
                            ("axis", "Trục liên thông văn bản"),
                            ("paper", "Văn bản giấy"),
                            ("mail", "Thư điện tử"),
                            ("other_system", "Hệ thống của nơi nhận"),
                        ],
                        default="here",
                        max_length=15,
                        verbose_name="phương thức gửi",
                    ),
                ),
                (
                    "working_days",
                    models.JSONField(
                        blank=True, default=dict, verbose_name="số ngày làm việc sau chốt số liệu, theo cấp"
                    ),
                ),
                (
                    "on_day",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="ngày cố định trong tháng"),
                ),
                (
                    "cycle",
                    models.CharField(
                        choices=[
                            ("month", "Hằng tháng"),
                            ("quarter", "Hằng quý"),
                            ("half_year", "6 tháng"),
                            ("nine_months", "9 tháng"),
                            ("year", "Hằng năm"),
                            ("once", "Khi có yêu cầu"),
                        ],
                        default="month",
                        max_length=12,
                        verbose_name="tần suất",
                    ),
                ),
                (
                    "calendar",
                    models.CharField(default="civil", max_length=15, verbose_name="thời gian chốt số liệu"),
                ),
                ("opens_before", models.PositiveSmallIntegerField(default=3, verbose_name="mở trước ngày chốt")),
                (
                    "figures",
                    models.CharField(
                        choices=[
                            ("none", "Không lấy số liệu"),
                            ("all", "Mọi chỉ tiêu đơn vị phải báo cáo trong kỳ"),
                            ("listed", "Các chỉ tiêu nêu trong chế độ"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="số liệu",
                    ),
                ),
                ("asks_tasks", models.BooleanField(default=False, verbose_name="hỏi nhiệm vụ đang làm")),
                ("guidance", models.TextField(blank=True, verbose_name="mẫu đề cương, hướng dẫn")),
                ("forms", models.CharField(blank=True, max_length=300, verbose_name="biểu mẫu số liệu")),
                ("basis", models.CharField(blank=True, max_length=300, verbose_name="căn cứ")),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="ghi lúc")),
                (
                    "basis_document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="văn bản căn cứ",
                    ),
                ),
                (
                    "indicators",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="tracking.indicator", verbose_name="chỉ tiêu"
                    ),
                ),
                (
                    "named",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="directory.unit", verbose_name="đơn vị nêu tên"
                    ),
                ),
                (
                    "regime",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="oversight.regime",
                        verbose_name="chế độ",
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
                (
                    "task_document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="nhiệm vụ của văn bản",
                    ),
                ),
            ],
            options={
                "verbose_name": "nội dung chế độ báo cáo",
            },
        ),
        migrations.CreateModel(
            name="RegimeSection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                ("heading", models.CharField(max_length=300, verbose_name="mục")),
                ("required", models.BooleanField(default=True, verbose_name="bắt buộc")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="oversight.regimeversion",
                        verbose_name="chế độ",
                    ),
                ),
            ],
            options={
                "verbose_name": "mục của đề cương",
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=300, verbose_name="tên kỳ")),
                (
                    "cycle",
                    models.CharField(
                        choices=[
                            ("month", "Hằng tháng"),
                            ("quarter", "Hằng quý"),
                            ("half_year", "6 tháng"),
                            ("nine_months", "9 tháng"),
                            ("year", "Hằng năm"),
                            ("once", "Khi có yêu cầu"),
                        ],
                        max_length=12,
                        verbose_name="loại kỳ",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("index", models.PositiveSmallIntegerField(default=1, verbose_name="kỳ thứ")),
                ("starts_on", models.DateField(verbose_name="từ ngày")),
                ("cutoff", models.DateField(verbose_name="chốt số liệu ngày")),
                ("opened_on", models.DateField(verbose_name="mở ngày")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="đóng ngày")),
                ("close_reason", models.CharField(blank=True, max_length=300, verbose_name="lý do đóng")),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người mở",
                    ),
                ),
                (
                    "regime",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="oversight.regime",
                        verbose_name="chế độ",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="oversight.regimeversion",
                        verbose_name="theo bản",
                    ),
                ),
            ],
            options={
                "verbose_name": "kỳ báo cáo",
            },
        ),
        migrations.CreateModel(
            name="RoundDeadline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.CharField(max_length=20, verbose_name="cấp")),
                ("due", models.DateField(verbose_name="hạn gửi")),
                ("first_due", models.DateField(verbose_name="hạn ban đầu")),
                ("is_computed", models.BooleanField(default=True, verbose_name="tính theo ngày làm việc")),
                ("days_off", models.CharField(blank=True, max_length=300, verbose_name="dời vì nghỉ các ngày")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deadlines",
                        to="oversight.round",
                        verbose_name="kỳ",
                    ),
                ),
            ],
            options={
                "verbose_name": "hạn gửi của cấp",
            },
        ),
        migrations.CreateModel(
            name="RoundReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due", models.DateField(verbose_name="hạn gửi")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("none", "Chưa nhập"),
                            ("draft", "Đang nhập"),
                            ("submitted", "Chờ duyệt"),
                            ("checked", "Đã duyệt bước một, chờ duyệt"),
                            ("returned", "Trả lại"),
                            ("approved", "Đã duyệt"),
                            ("sent", "Đã gửi ra ngoài"),
                            ("dropped", "Không phải báo cáo"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("steps", models.PositiveSmallIntegerField(default=1, verbose_name="số bước duyệt")),
                ("turn", models.PositiveSmallIntegerField(default=0, verbose_name="lần gửi")),
                ("handed_on", models.DateField(blank=True, null=True, verbose_name="ngày gửi lần đầu")),
                ("handed_at", models.DateTimeField(blank=True, null=True, verbose_name="gửi lúc")),
                ("missing_reason", models.CharField(blank=True, max_length=300, verbose_name="lý do còn thiếu")),
                ("chased_at", models.DateTimeField(blank=True, null=True, verbose_name="đôn đốc lần cuối")),
                ("sent_number", models.CharField(blank=True, max_length=80, verbose_name="số, ký hiệu văn bản gửi")),
                ("sent_on", models.DateField(blank=True, null=True, verbose_name="ngày văn bản gửi")),
                ("dropped_why", models.CharField(blank=True, max_length=300, verbose_name="vì sao không phải báo cáo")),
                ("version", models.PositiveIntegerField(default=0, verbose_name="lần đổi")),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="văn bản gửi",
                    ),
                ),
                (
                    "handed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người gửi",
                    ),
                ),
                (
                    "moved_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="đơn vị báo cáo thay",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="đơn vị cấp trên",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="đơn vị báo cáo",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="oversight.round",
                        verbose_name="kỳ",
                    ),
                ),
            ],
            options={
                "verbose_name": "báo cáo kỳ của đơn vị",
            },
        ),
        migrations.CreateModel(
            name="ReportStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "deed",
                    models.CharField(
                        choices=[
                            ("submit", "Gửi báo cáo"),
                            ("take_back", "Rút lại"),
                            ("return", "Trả lại"),
                            ("check", "Duyệt bước một"),
                            ("approve", "Duyệt"),
                            ("send", "Ghi đã gửi ra ngoài"),
                            ("chase", "Đôn đốc"),
                            ("move", "Chuyển đơn vị kế thừa"),
                            ("drop", "Không phải báo cáo"),
                        ],
                        max_length=10,
                        verbose_name="việc",
                    ),
                ),
                ("turn", models.PositiveSmallIntegerField(default=0, verbose_name="lần gửi")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="lý do")),
                ("done_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                (
                    "done_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="với chức danh",
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người làm",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="story",
                        to="oversight.roundreport",
                        verbose_name="báo cáo",
                    ),
                ),
            ],
            options={
                "verbose_name": "bước của báo cáo kỳ",
            },
        ),
        migrations.CreateModel(
            name="TaskAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(blank=True, max_length=2000, verbose_name="kết quả trong kỳ")),
                ("blocker", models.CharField(blank=True, max_length=500, verbose_name="vướng mắc")),
                ("blocker_for", models.CharField(blank=True, max_length=300, verbose_name="cấp tháo gỡ")),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lưu lúc")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="oversight.roundreport",
                        verbose_name="báo cáo",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nhập",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tracking.task",
                        verbose_name="nhiệm vụ",
                    ),
                ),
                (
                    "written",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tracking.taskupdate",
                        verbose_name="cập nhật đã ghi",
                    ),
                ),
            ],
            options={
                "verbose_name": "kết quả nhiệm vụ trong kỳ",
            },
        ),
        migrations.CreateModel(
            name="TextAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="nội dung")),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lưu lúc")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="oversight.roundreport",
                        verbose_name="báo cáo",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nhập",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="oversight.regimesection",
                        verbose_name="mục",
                    ),
                ),
            ],
            options={
                "verbose_name": "nội dung của mục",
            },
        ),
        migrations.AddConstraint(
            model_name="regimeversion",
            constraint=models.UniqueConstraint(fields=("regime", "valid_from"), name="regime_version_once"),
        ),
        migrations.AddConstraint(
            model_name="regimeversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("on_day__isnull", True), models.Q(("on_day__gte", 1), ("on_day__lte", 31)), _connector="OR"
                ),
                name="regime_day_of_month",
            ),
        ),
        migrations.AddConstraint(
            model_name="regimesection",
            constraint=models.UniqueConstraint(fields=("version", "place"), name="regime_section_place"),
        ),
        migrations.AddIndex(
            model_name="round",
            index=models.Index(fields=["closed_on", "cutoff"], name="rounds_running"),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(fields=("regime", "cycle", "year", "index"), name="round_once"),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("cutoff__gte", models.F("starts_on"))), name="round_is_forward"
            ),
        ),
        migrations.AddConstraint(
            model_name="rounddeadline",
            constraint=models.UniqueConstraint(fields=("round", "level"), name="round_deadline_once"),
        ),
        migrations.AddIndex(
            model_name="roundreport",
            index=models.Index(fields=["round", "state", "due", "handed_on", "parent"], name="round_progress"),
        ),
        migrations.AddIndex(
            model_name="roundreport",
            index=models.Index(fields=["provider", "state", "due"], name="round_reports_of_unit"),
        ),
        migrations.AddConstraint(
            model_name="roundreport",
            constraint=models.UniqueConstraint(fields=("round", "provider"), name="round_report_once"),
        ),
        migrations.AddIndex(
            model_name="reportstep",
            index=models.Index(fields=["report", "turn", "deed"], name="report_steps"),
        ),
        migrations.AddConstraint(
            model_name="taskanswer",
            constraint=models.UniqueConstraint(fields=("report", "task"), name="task_answer_once"),
        ),
        migrations.AddConstraint(
            model_name="textanswer",
            constraint=models.UniqueConstraint(fields=("report", "section"), name="text_answer_once"),
        ),
    ]
