"""Letters that chase a round."""

from typing import ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

URGENCY = [("ordinary", "Thường"), ("urgent", "Khẩn"), ("very_urgent", "Thượng khẩn"), ("express", "Hỏa tốc")]
STATES = [
    ("none", "Chưa nhập"),
    ("draft", "Đang nhập"),
    ("submitted", "Chờ duyệt"),
    ("checked", "Đã duyệt bước một, chờ duyệt"),
    ("returned", "Trả lại"),
    ("approved", "Đã duyệt"),
    ("sent", "Đã gửi ra ngoài"),
    ("dropped", "Không phải báo cáo"),
]


def to(model: str, words: str, *, null: bool = False) -> models.ForeignKey:
    """A reference that keeps what it points to."""
    return models.ForeignKey(
        null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=model, verbose_name=words
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("oversight", "0005_marks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="RoundLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=500, verbose_name="trích yếu")),
                ("opening", models.CharField(max_length=1500, verbose_name="đoạn mở đầu")),
                ("closing", models.CharField(blank=True, max_length=1000, verbose_name="câu kết")),
                ("answer_by", models.DateField(verbose_name="báo cáo trước hết ngày")),
                (
                    "urgency",
                    models.CharField(choices=URGENCY, default="ordinary", max_length=12, verbose_name="độ khẩn"),
                ),
                ("signer_post", models.CharField(blank=True, max_length=200, verbose_name="chức vụ người ký")),
                ("signer_name", models.CharField(blank=True, max_length=200, verbose_name="họ tên người ký")),
                ("number", models.CharField(blank=True, max_length=20, verbose_name="số")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="ngày ban hành")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="soạn lúc")),
                ("version", models.PositiveIntegerField(default=0, verbose_name="lần sửa")),
                ("created_as", to("directory.post", "với chức danh", null=True)),
                ("created_by", to(settings.AUTH_USER_MODEL, "người soạn")),
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
                ("keeper", to("directory.unit", "cơ quan ban hành")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="oversight.round",
                        verbose_name="kỳ",
                    ),
                ),
            ],
            options={"verbose_name": "công văn đôn đốc kỳ báo cáo"},
        ),
        migrations.CreateModel(
            name="ChasedReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(blank=True, choices=STATES, max_length=10, verbose_name="tình trạng công văn nêu"),
                ),
                ("due", models.DateField(null=True, verbose_name="hạn công văn nêu")),
                ("days_late", models.IntegerField(null=True, verbose_name="quá hạn, ngày")),
                (
                    "letter",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chased",
                        to="oversight.roundletter",
                        verbose_name="công văn",
                    ),
                ),
                ("report", to("oversight.roundreport", "báo cáo")),
            ],
            options={
                "verbose_name": "báo cáo được đôn đốc",
                "constraints": [models.UniqueConstraint(fields=("letter", "report"), name="round_letter_names_once")],
            },
        ),
        migrations.AddIndex(
            model_name="roundreport",
            index=models.Index(fields=["state", "handed_at"], name="round_reports_waiting"),
        ),
    ]
