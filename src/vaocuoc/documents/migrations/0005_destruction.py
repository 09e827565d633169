"""Content destroyed by two people, and the day on which a document's content was."""

from typing import ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

STATES = [
    ("proposed", "Chờ xác nhận"),
    ("confirmed", "Đã hủy nội dung"),
    ("refused", "Không đồng ý"),
    ("withdrawn", "Đã rút"),
    ("lapsed", "Hết hiệu lực"),
]


def _key(to, words, *, null=False):
    return models.ForeignKey(
        null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to, verbose_name=words
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("documents", "0004_from_above"),
        ("directory", "0005_responsibility"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="document",
            name="destroyed_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="hủy nội dung lúc"),
        ),
        migrations.CreateModel(
            name="Destruction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("object_type", models.CharField(max_length=80, verbose_name="loại đối tượng")),
                ("object_id", models.BigIntegerField(verbose_name="đối tượng")),
                ("called", models.CharField(max_length=300, verbose_name="tên gọi")),
                ("reason", models.CharField(max_length=500, verbose_name="lý do")),
                ("decision", models.CharField(max_length=200, verbose_name="quyết định")),
                ("also", models.JSONField(default=list, verbose_name="bản sao cùng hủy")),
                ("proposed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="đề nghị lúc")),
                ("lapses_on", models.DateField(verbose_name="hiệu lực đến hết ngày")),
                (
                    "state",
                    models.CharField(choices=STATES, default="proposed", max_length=10, verbose_name="tình trạng"),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="quyết định lúc")),
                ("refusal", models.CharField(blank=True, max_length=500, verbose_name="lý do không đồng ý")),
                ("removed", models.JSONField(default=dict, verbose_name="đã hủy")),
                ("elsewhere", models.PositiveIntegerField(default=0, verbose_name="còn ở nơi khác")),
                ("cleaned_at", models.DateTimeField(null=True, verbose_name="dọn xong lúc")),
                ("decided_as", _key("directory.post", "với chức danh", null=True)),
                ("decided_by", _key(settings.AUTH_USER_MODEL, "người quyết định", null=True)),
                ("keeper", _key("directory.unit", "đơn vị giữ")),
                ("proposed_as", _key("directory.post", "với chức danh", null=True)),
                ("proposed_by", _key(settings.AUTH_USER_MODEL, "người đề nghị")),
            ],
            options={
                "verbose_name": "đề nghị hủy nội dung",
                "indexes": [
                    models.Index(fields=["keeper", "-proposed_at"], name="destruction_of_keeper"),
                    models.Index(condition=Q(state="proposed"), fields=["lapses_on"], name="destruction_waiting"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(state__in=["proposed", "confirmed"]),
                        fields=["object_type", "object_id"],
                        name="destruction_once",
                    ),
                    models.CheckConstraint(
                        condition=~Q(state="confirmed") | Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by")),
                        name="destruction_by_two_people",
                    ),
                ],
            },
        ),
    ]
