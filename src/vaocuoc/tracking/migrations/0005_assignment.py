"""An office's tables for giving work, its letters of assignment, and papers that need none of their own."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0001_initial"),
        ("documents", "0001_initial"),
        ("tracking", "0004_importing"),
    ]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=500, verbose_name="trích yếu")),
                ("opening", models.CharField(max_length=1500, verbose_name="đoạn mở đầu")),
                ("closing", models.CharField(blank=True, max_length=1000, verbose_name="câu kết")),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("ordinary", "Thường"),
                            ("urgent", "Khẩn"),
                            ("very_urgent", "Thượng khẩn"),
                            ("express", "Hỏa tốc"),
                        ],
                        default="ordinary",
                        max_length=12,
                        verbose_name="độ khẩn",
                    ),
                ),
                ("signer_post", models.CharField(blank=True, max_length=200, verbose_name="chức vụ người ký")),
                ("signer_name", models.CharField(blank=True, max_length=200, verbose_name="họ tên người ký")),
                ("number", models.CharField(blank=True, max_length=20, verbose_name="số")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="ngày ban hành")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="soạn lúc")),
                ("version", models.PositiveIntegerField(default=0, verbose_name="lần sửa")),
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
                        verbose_name="người soạn",
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="văn bản đã ban hành",
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="cơ quan ban hành",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="văn bản nguồn",
                    ),
                ),
            ],
            options={
                "verbose_name": "công văn giao việc",
            },
        ),
        migrations.CreateModel(
            name="LetterSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "regime",
                    models.CharField(
                        choices=[
                            ("party", "Văn bản của Đảng (Hướng dẫn 05-HD/VPTW)"),
                            ("state", "Văn bản hành chính (Nghị định 30/2020/NĐ-CP)"),
                        ],
                        default="party",
                        max_length=10,
                        verbose_name="thể thức",
                    ),
                ),
                ("superior", models.CharField(blank=True, max_length=200, verbose_name="cơ quan cấp trên")),
                ("issuer", models.CharField(max_length=200, verbose_name="cơ quan ban hành")),
                ("speaks_as", models.CharField(max_length=200, verbose_name="chủ thể giao việc")),
                ("symbol", models.CharField(max_length=40, verbose_name="ký hiệu")),
                ("place", models.CharField(max_length=100, verbose_name="địa danh")),
                ("authority", models.CharField(blank=True, max_length=200, verbose_name="thẩm quyền ký")),
                ("signer_post", models.CharField(blank=True, max_length=200, verbose_name="chức vụ người ký")),
                ("signer_name", models.CharField(blank=True, max_length=200, verbose_name="họ tên người ký")),
                ("archive", models.CharField(blank=True, max_length=200, verbose_name="nơi lưu")),
                ("closing", models.CharField(blank=True, max_length=1000, verbose_name="câu kết")),
                (
                    "due_words",
                    models.CharField(
                        choices=[
                            ("before", "trước ngày (ghi ngày kế tiếp của hạn)"),
                            ("by", "chậm nhất ngày (ghi đúng ngày hạn)"),
                        ],
                        default="before",
                        max_length=10,
                        verbose_name="cách ghi hạn",
                    ),
                ),
                ("old_tones", models.BooleanField(default=False, verbose_name="bỏ dấu kiểu “uỷ, hoà”")),
                ("with_annex", models.BooleanField(default=False, verbose_name="kèm phụ lục bảng nhiệm vụ")),
                ("version", models.PositiveIntegerField(default=0, verbose_name="lần sửa")),
                (
                    "keeper",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="của cơ quan",
                    ),
                ),
            ],
            options={
                "verbose_name": "thể thức văn bản của cơ quan",
            },
        ),
        migrations.CreateModel(
            name="LetterTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="given",
                        to="tracking.letter",
                        verbose_name="công văn",
                    ),
                ),
                (
                    "task",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="given_by",
                        to="tracking.task",
                        verbose_name="nhiệm vụ",
                    ),
                ),
            ],
            options={
                "verbose_name": "nhiệm vụ trong công văn",
            },
        ),
        migrations.CreateModel(
            name="NoOwnPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=300, verbose_name="lý do")),
                ("said_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="documents.document",
                        verbose_name="văn bản cấp trên",
                    ),
                ),
                (
                    "said_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="với chức danh",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
            ],
            options={
                "verbose_name": "văn bản không phải cụ thể hóa",
            },
        ),
        migrations.CreateModel(
            name="OfficeDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="ngày")),
                ("is_worked", models.BooleanField(default=False, verbose_name="làm việc")),
                ("reason", models.CharField(max_length=200, verbose_name="lý do")),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="của cơ quan",
                    ),
                ),
            ],
            options={
                "verbose_name": "ngày nghỉ, ngày làm bù",
            },
        ),
        migrations.CreateModel(
            name="DueRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        verbose_name="loại văn bản",
                    ),
                ),
                ("days", models.PositiveSmallIntegerField(verbose_name="số ngày")),
                ("working", models.BooleanField(default=False, verbose_name="ngày làm việc")),
                (
                    "counted_from",
                    models.CharField(
                        choices=[
                            ("letter", "ngày giao"),
                            ("received", "ngày nhận văn bản"),
                            ("issued", "ngày ban hành văn bản"),
                        ],
                        default="letter",
                        max_length=10,
                        verbose_name="tính từ",
                    ),
                ),
                ("basis", models.CharField(blank=True, max_length=300, verbose_name="căn cứ")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến trước ngày")),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="của cơ quan",
                    ),
                ),
            ],
            options={
                "verbose_name": "quy tắc hạn",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True)),
                        fields=("keeper", "document_type"),
                        name="due_rule_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days__gte", 1), ("days__lte", 3650)), name="due_rule_days"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyPhrase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=200, verbose_name="cụm từ")),
                ("folded", models.CharField(editable=False, max_length=200, verbose_name="cụm từ để so")),
                ("exclusions", models.JSONField(default=list, verbose_name="trừ khi có")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến trước ngày")),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="của cơ quan",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="đơn vị phụ trách",
                    ),
                ),
            ],
            options={
                "verbose_name": "cụm từ chức năng",
                "indexes": [models.Index(fields=["keeper", "valid_to"], name="duty_phrases_of_keeper")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True)),
                        fields=("keeper", "organ", "folded"),
                        name="duty_phrase_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="duty_phrase_forward",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["source"], name="letters_of_source"),
        ),
        migrations.AddConstraint(
            model_name="officeday",
            constraint=models.UniqueConstraint(fields=("keeper", "day"), name="office_day_once"),
        ),
    ]
