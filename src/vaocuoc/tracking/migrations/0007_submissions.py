"""Reports of providers, their approval, locks and corrections."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial"), ("documents", "0002_scans"), ("tracking", "0006_standing")]

    operations = [
        migrations.AddField(
            model_name="approval",
            name="signed_by",
            field=models.CharField(blank=True, max_length=200, verbose_name="người ký duyệt trên giấy"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="official_provider",
            field=models.CharField(
                choices=[
                    ("lead", "Cơ quan theo dõi; thiếu thì lấy số của chính đơn vị"),
                    ("subject", "Chính đơn vị; thiếu thì lấy số của cơ quan theo dõi"),
                ],
                default="lead",
                max_length=10,
                verbose_name="nơi báo cáo chính thức",
            ),
        ),
        migrations.AddField(
            model_name="observation",
            name="evidence",
            field=models.CharField(blank=True, max_length=300, verbose_name="tài liệu chứng minh"),
        ),
        migrations.CreateModel(
            name="Difference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "calendar",
                    models.CharField(
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
                ("period_end", models.DateField(verbose_name="đến ngày")),
                ("is_open", models.BooleanField(default=True, verbose_name="chưa thống nhất")),
                ("noticed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="thấy lúc")),
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
                "verbose_name": "số liệu cần đối chiếu",
            },
        ),
        migrations.CreateModel(
            name="PeriodLock",
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
                ("closed_from", models.DateField(verbose_name="khóa từ ngày")),
                ("reason", models.CharField(max_length=300, verbose_name="lý do")),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="ghi lúc")),
                ("lifted_at", models.DateTimeField(blank=True, null=True, verbose_name="mở khóa lúc")),
                ("lift_reason", models.CharField(blank=True, max_length=300, verbose_name="lý do mở khóa")),
                (
                    "keeper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="sổ của đơn vị",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người mở khóa",
                    ),
                ),
                (
                    "set_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="với chức danh",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người khóa",
                    ),
                ),
            ],
            options={
                "verbose_name": "khóa kỳ",
            },
        ),
        migrations.CreateModel(
            name="ProviderDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=500, verbose_name="lý do")),
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
                    "difference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="tracking.difference",
                        verbose_name="số liệu cần đối chiếu",
                    ),
                ),
                (
                    "observation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tracking.observation",
                        verbose_name="số được chọn",
                    ),
                ),
            ],
            options={
                "verbose_name": "quyết định chọn số",
            },
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("turn", models.PositiveSmallIntegerField(verbose_name="lần gửi")),
                ("code", models.CharField(max_length=12, unique=True, verbose_name="mã bản in")),
                ("digest", models.CharField(max_length=64, verbose_name="mã kiểm tra nội dung")),
                ("printed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="in lúc")),
                (
                    "printed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người in",
                    ),
                ),
            ],
            options={
                "verbose_name": "bản in để ký",
            },
        ),
        migrations.CreateModel(
            name="Submission",
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
                ("period_start", models.DateField(verbose_name="từ ngày")),
                ("period_end", models.DateField(verbose_name="đến ngày")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Đang nhập"),
                            ("submitted", "Chờ duyệt"),
                            ("checked", "Đã duyệt bước một, chờ duyệt"),
                            ("returned", "Trả lại"),
                            ("approved", "Đã duyệt"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("steps", models.PositiveSmallIntegerField(default=1, verbose_name="số bước duyệt")),
                ("turn", models.PositiveSmallIntegerField(default=0, verbose_name="lần gửi")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="gửi lúc")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lập lúc")),
                ("version", models.PositiveIntegerField(default=0, verbose_name="lần đổi")),
                (
                    "keeper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="báo cáo cho",
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
                    "submitted_as",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="với chức danh",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người gửi",
                    ),
                ),
            ],
            options={
                "verbose_name": "báo cáo số liệu kỳ",
            },
        ),
        migrations.CreateModel(
            name="Step",
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
                        ],
                        max_length=10,
                        verbose_name="việc",
                    ),
                ),
                ("turn", models.PositiveSmallIntegerField(verbose_name="lần gửi")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="lý do")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="số ô")),
                ("done_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                ("signed_by", models.CharField(blank=True, max_length=200, verbose_name="người ký duyệt trên giấy")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="ký ngày")),
                ("scan_name", models.CharField(blank=True, max_length=255, verbose_name="tên tệp quét")),
                ("scan_sha256", models.CharField(blank=True, max_length=64, verbose_name="mã SHA-256")),
                ("scan_size", models.PositiveBigIntegerField(default=0, verbose_name="cỡ tệp")),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người làm",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tracking.sheet",
                        verbose_name="bản in",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="story",
                        to="tracking.submission",
                        verbose_name="báo cáo",
                    ),
                ),
            ],
            options={
                "verbose_name": "bước của báo cáo",
            },
        ),
        migrations.AddField(
            model_name="sheet",
            name="submission",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sheets",
                to="tracking.submission",
                verbose_name="báo cáo",
            ),
        ),
        migrations.CreateModel(
            name="Cell",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("typed", models.CharField(blank=True, max_length=60, verbose_name="số đã gõ")),
                ("value", models.BigIntegerField(null=True, verbose_name="giá trị")),
                ("missing_reason", models.CharField(blank=True, max_length=300, verbose_name="lý do không có số")),
                ("is_estimate", models.BooleanField(default=False, verbose_name="số ước")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="giải thích")),
                ("evidence", models.CharField(blank=True, max_length=300, verbose_name="tài liệu chứng minh")),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lưu lúc")),
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
                    "observation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tracking.observation",
                        verbose_name="số đã báo cáo",
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="của đơn vị",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cells",
                        to="tracking.submission",
                        verbose_name="báo cáo",
                    ),
                ),
            ],
            options={
                "verbose_name": "ô số liệu",
            },
        ),
        migrations.AddField(
            model_name="observation",
            name="submission",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="figures",
                to="tracking.submission",
                verbose_name="báo cáo kỳ",
            ),
        ),
        migrations.CreateModel(
            name="ApprovalRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("steps", models.PositiveSmallIntegerField(default=1, verbose_name="số bước duyệt")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                (
                    "keeper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="sổ của đơn vị",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đặt",
                    ),
                ),
            ],
            options={
                "verbose_name": "số bước duyệt",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("steps__gte", 1), ("steps__lte", 2)), name="approval_rule_one_or_two_steps"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.BigIntegerField(null=True, verbose_name="số đúng")),
                ("missing_reason", models.CharField(blank=True, max_length=300, verbose_name="lý do không có số")),
                ("reason", models.CharField(max_length=500, verbose_name="lý do đính chính")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Chờ quyết định"),
                            ("approved", "Đã đính chính"),
                            ("refused", "Không đồng ý"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("touched", models.JSONField(default=dict, verbose_name="ảnh hưởng")),
                ("proposed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="đề nghị lúc")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="quyết định lúc")),
                ("decision_reason", models.CharField(blank=True, max_length=500, verbose_name="lý do quyết định")),
                (
                    "decided_as",
                    models.ForeignKey(
                        blank=True,
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người quyết định",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="căn cứ",
                    ),
                ),
                (
                    "observation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="tracking.observation",
                        verbose_name="số đã duyệt",
                    ),
                ),
                (
                    "proposed_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="với chức danh",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đề nghị",
                    ),
                ),
                (
                    "result",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="tracking.observation",
                        verbose_name="số đính chính",
                    ),
                ),
            ],
            options={
                "verbose_name": "đính chính số liệu",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("observation",),
                        name="correction_one_waiting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("missing_reason", ""), ("value__isnull", False)),
                            models.Q(("value__isnull", True), models.Q(("missing_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="correction_value_or_reason",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="difference",
            index=models.Index(fields=["is_open", "indicator", "period_end"], name="differences_open"),
        ),
        migrations.AddConstraint(
            model_name="difference",
            constraint=models.UniqueConstraint(
                fields=("indicator", "unit", "calendar", "period_kind", "year", "index"), name="difference_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="periodlock",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lifted_at__isnull", True)),
                fields=("keeper", "calendar", "period_kind", "year", "index"),
                name="period_lock_once",
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["state", "keeper", "period_end"], name="submissions_by_state"),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(
                fields=("keeper", "provider", "calendar", "period_kind", "year", "index"), name="submission_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("steps__gte", 1), ("steps__lte", 2)), name="submission_one_or_two_steps"
            ),
        ),
        migrations.AddConstraint(
            model_name="cell",
            constraint=models.UniqueConstraint(fields=("submission", "indicator", "unit"), name="cell_once"),
        ),
    ]
