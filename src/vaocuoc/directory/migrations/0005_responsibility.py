import django.db.models.deletion
from django.db import migrations, models

ROLES = [
    ("viewer", "Người xem"),
    ("reporter", "Đầu mối báo cáo"),
    ("approver", "Người duyệt"),
    ("coordinator", "Chuyên viên tổng hợp"),
    ("leader", "Lãnh đạo"),
    ("inspector", "Kiểm tra, giám sát"),
]
RELATIONS = [
    ("party", "Hệ thống đảng"),
    ("state", "Hệ thống chính quyền"),
    ("territory", "Địa giới"),
    ("counterpart", "Cùng địa bàn"),
]


class Migration(migrations.Migration):
    dependencies = [("directory", "0004_district_level")]
    operations = [
        migrations.AddField(
            "postholding",
            "delegated_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.person",
                verbose_name="người ủy quyền",
            ),
        ),
        migrations.AddField(
            "postholding",
            "decision",
            models.CharField(blank=True, default="", max_length=200, verbose_name="văn bản ủy quyền"),
            preserve_default=False,
        ),
        migrations.AddField(
            "postholding",
            "scope",
            models.CharField(blank=True, default="", max_length=300, verbose_name="nội dung ủy quyền"),
            preserve_default=False,
        ),
        migrations.AddField(
            "postholding",
            "actions",
            models.JSONField(blank=True, default=list, verbose_name="việc được ủy quyền"),
        ),
        migrations.CreateModel(
            name="GroupGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(choices=ROLES, max_length=20, verbose_name="vai trò")),
                ("relation", models.CharField(choices=RELATIONS, max_length=20, verbose_name="theo quan hệ")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến trước ngày")),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="directory.organ",
                        verbose_name="tập thể",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="trên đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "vai trò của tập thể",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True)),
                        fields=("organ", "role", "unit", "relation"),
                        name="group_grant_once",
                    )
                ],
            },
        ),
    ]
