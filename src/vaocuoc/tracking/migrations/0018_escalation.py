"""The table of reminders and what it sent; letters that push."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracking", "0017_measuring_more"),
        ("notices", "0001_initial"),
        ("documents", "0004_from_above"),
        ("directory", "0005_responsibility"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EscalationScan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True, verbose_name="ngày")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                ("raised", models.PositiveIntegerField(default=0, verbose_name="lên mức")),
                ("repeated", models.PositiveIntegerField(default=0, verbose_name="nhắc lại")),
                ("lowered", models.PositiveIntegerField(default=0, verbose_name="hạ mức")),
                ("told", models.PositiveIntegerField(default=0, verbose_name="lượt báo")),
            ],
            options={
                "verbose_name": "lượt quét nhắc việc",
            },
        ),
        migrations.CreateModel(
            name="ChasingLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=500, verbose_name="trích yếu")),
                ("opening", models.CharField(max_length=1500, verbose_name="đoạn mở đầu")),
                ("closing", models.CharField(blank=True, max_length=1000, verbose_name="câu kết")),
                ("answer_by", models.DateField(verbose_name="báo cáo trước hết ngày")),
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
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="gửi đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "công văn đôn đốc",
            },
        ),
        migrations.CreateModel(
            name="ChasingTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due", models.DateField(null=True, verbose_name="hạn công văn nêu")),
                ("days_late", models.IntegerField(null=True, verbose_name="quá hạn, ngày")),
                (
                    "letter",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chased",
                        to="tracking.chasingletter",
                        verbose_name="công văn",
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
            ],
            options={
                "verbose_name": "nhiệm vụ được đôn đốc",
            },
        ),
        migrations.CreateModel(
            name="EscalationEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(db_index=True, verbose_name="ngày")),
                (
                    "ladder",
                    models.CharField(
                        choices=[
                            ("deadline", "Hạn của nhiệm vụ"),
                            ("acceptance", "Xác nhận minh chứng"),
                            ("directive", "Trả lời chỉ đạo"),
                            ("receipt", "Tiếp nhận"),
                        ],
                        max_length=12,
                        verbose_name="thang",
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(verbose_name="mức")),
                ("name", models.CharField(blank=True, max_length=60, verbose_name="tên mức")),
                (
                    "event",
                    models.CharField(
                        choices=[("raised", "Lên mức"), ("repeated", "Nhắc lại"), ("lowered", "Hạ mức")],
                        max_length=10,
                        verbose_name="việc",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=20, verbose_name="vì sao hạ mức")),
                ("due", models.DateField(null=True, verbose_name="hạn lúc đó")),
                ("answer_by", models.DateField(null=True, verbose_name="trả lời trước")),
                ("told", models.JSONField(default=list, verbose_name="đã báo")),
                (
                    "task",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tracking.task",
                        verbose_name="nhiệm vụ",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần nhắc",
            },
        ),
        migrations.CreateModel(
            name="EscalationTable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                (
                    "quiet",
                    models.CharField(
                        choices=[
                            ("repeats", "Không nhắc lại vào ngày nghỉ"),
                            ("all", "Không gửi gì vào ngày nghỉ, dồn sang ngày làm việc kế tiếp"),
                            ("none", "Ngày nghỉ vẫn nhắc"),
                        ],
                        default="repeats",
                        max_length=10,
                        verbose_name="ngày nghỉ",
                    ),
                ),
                (
                    "hierarchy",
                    models.CharField(
                        choices=[
                            ("party", "Hệ thống đảng"),
                            ("state", "Hệ thống chính quyền"),
                            ("territory", "Địa giới"),
                            ("counterpart", "Cùng địa bàn"),
                        ],
                        default="party",
                        max_length=20,
                        verbose_name="cấp trên theo quan hệ",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="lý do")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lập lúc")),
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
                        verbose_name="người lập",
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
                "verbose_name": "bảng nhắc việc",
            },
        ),
        migrations.CreateModel(
            name="EscalationRung",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                ("name", models.CharField(max_length=60, verbose_name="mức")),
                (
                    "condition",
                    models.CharField(
                        choices=[
                            ("before_due", "Còn … ngày đến hạn"),
                            ("overdue", "Quá hạn … ngày"),
                            ("evidence_waits", "Minh chứng chờ … ngày làm việc"),
                            ("late_acceptance", "Minh chứng chờ, đã qua hạn … ngày"),
                            ("directive_unanswered", "Chỉ đạo quá ngày trả lời … ngày làm việc"),
                            ("not_acknowledged", "Chưa tiếp nhận sau … ngày làm việc"),
                        ],
                        max_length=20,
                        verbose_name="điều kiện",
                    ),
                ),
                ("days", models.JSONField(verbose_name="số ngày")),
                ("repeat", models.JSONField(verbose_name="nhắc lại sau")),
                ("answer", models.JSONField(verbose_name="trả lời trong")),
                ("whom", models.JSONField(verbose_name="nhắc ai")),
                ("steps_up", models.PositiveSmallIntegerField(default=1, verbose_name="lên mấy cấp")),
                ("posts", models.JSONField(default=list, verbose_name="chức danh ghi tên")),
                (
                    "table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rungs",
                        to="tracking.escalationtable",
                        verbose_name="bảng",
                    ),
                ),
            ],
            options={
                "verbose_name": "nấc nhắc việc",
            },
        ),
        migrations.CreateModel(
            name="TaskLevel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ladder",
                    models.CharField(
                        choices=[
                            ("deadline", "Hạn của nhiệm vụ"),
                            ("acceptance", "Xác nhận minh chứng"),
                            ("directive", "Trả lời chỉ đạo"),
                            ("receipt", "Tiếp nhận"),
                        ],
                        max_length=12,
                        verbose_name="thang",
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(verbose_name="mức")),
                ("sent_on", models.DateField(null=True, verbose_name="gửi lần cuối")),
                ("due", models.DateField(null=True, verbose_name="hạn lúc đó")),
                (
                    "task",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tracking.task",
                        verbose_name="nhiệm vụ",
                    ),
                ),
            ],
            options={
                "verbose_name": "mức nhắc của nhiệm vụ",
            },
        ),
        migrations.AddIndex(
            model_name="chasingletter",
            index=models.Index(fields=["keeper", "-created_at"], name="chasing_of_office"),
        ),
        migrations.AddConstraint(
            model_name="chasingtask",
            constraint=models.UniqueConstraint(fields=("letter", "task"), name="chased_once_a_letter"),
        ),
        migrations.AddConstraint(
            model_name="escalationentry",
            constraint=models.UniqueConstraint(
                fields=("task", "ladder", "day", "event", "level"), name="escalation_entry_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="escalationtable",
            constraint=models.UniqueConstraint(fields=("keeper", "valid_from"), name="escalation_table_once_a_day"),
        ),
        migrations.AddConstraint(
            model_name="escalationrung",
            constraint=models.UniqueConstraint(fields=("table", "place"), name="escalation_rung_place"),
        ),
        migrations.AddConstraint(
            model_name="tasklevel",
            constraint=models.UniqueConstraint(fields=("task", "ladder"), name="task_level_once"),
        ),
    ]
