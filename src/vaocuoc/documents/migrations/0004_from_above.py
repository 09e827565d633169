import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0004_district_level"),
        ("documents", "0003_library"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Dissemination",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due", models.DateField(blank=True, null=True, verbose_name="hoàn thành chậm nhất")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="mở lúc")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="kết thúc ngày")),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người mở",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disseminations",
                        to="documents.document",
                        verbose_name="văn bản",
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="đơn vị tổ chức",
                    ),
                ),
            ],
            options={
                "verbose_name": "đợt quán triệt",
            },
        ),
        migrations.CreateModel(
            name="DisseminationUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("excused", models.CharField(blank=True, max_length=300, verbose_name="lý do không phải tổ chức")),
                (
                    "dissemination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="owed",
                        to="documents.dissemination",
                        verbose_name="đợt quán triệt",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "đơn vị phải quán triệt",
            },
        ),
        migrations.CreateModel(
            name="StudySession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("held_on", models.DateField(verbose_name="ngày tổ chức")),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("in_person", "Trực tiếp"),
                            ("online", "Trực tuyến"),
                            ("both", "Trực tiếp kết hợp trực tuyến"),
                        ],
                        default="in_person",
                        max_length=10,
                        verbose_name="hình thức",
                    ),
                ),
                ("speaker", models.CharField(blank=True, max_length=200, verbose_name="báo cáo viên")),
                ("attended", models.PositiveIntegerField(verbose_name="số đảng viên dự")),
                ("members", models.PositiveIntegerField(verbose_name="tổng số đảng viên")),
                ("others", models.PositiveIntegerField(default=0, verbose_name="người dự khác")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="ghi chú")),
                ("on_behalf_of", models.CharField(blank=True, max_length=300, verbose_name="ghi thay")),
                ("reported_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="báo cáo lúc")),
                ("taken_back", models.CharField(blank=True, max_length=300, verbose_name="lý do rút")),
                (
                    "dissemination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="documents.dissemination",
                        verbose_name="đợt quán triệt",
                    ),
                ),
                (
                    "reported_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="với chức danh",
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người báo cáo",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="đơn vị tổ chức",
                    ),
                ),
            ],
            options={
                "verbose_name": "buổi quán triệt",
            },
        ),
        migrations.AddConstraint(
            model_name="dissemination",
            constraint=models.UniqueConstraint(fields=("keeper", "document"), name="dissemination_once"),
        ),
        migrations.AddConstraint(
            model_name="disseminationunit",
            constraint=models.UniqueConstraint(fields=("dissemination", "unit"), name="dissemination_unit_once"),
        ),
        migrations.AddIndex(
            model_name="studysession",
            index=models.Index(fields=["dissemination", "unit"], name="session_of_unit"),
        ),
        migrations.AddConstraint(
            model_name="studysession",
            constraint=models.CheckConstraint(
                condition=models.Q(("attended__lte", models.F("members"))), name="session_attended_of_members"
            ),
        ),
    ]
