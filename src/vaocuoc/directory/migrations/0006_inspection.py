"""What a dated decision opens to those who inspect."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0005_responsibility")]

    operations = [
        migrations.CreateModel(
            name="InspectionDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=80, verbose_name="số, ký hiệu quyết định")),
                ("decided_on", models.DateField(verbose_name="ngày quyết định")),
                ("about", models.CharField(max_length=500, verbose_name="nội dung")),
                ("first_day", models.DateField(verbose_name="xem từ ngày")),
                ("last_day", models.DateField(verbose_name="xem đến hết ngày")),
                ("period_first", models.DateField(blank=True, null=True, verbose_name="số liệu từ ngày")),
                ("period_last", models.DateField(blank=True, null=True, verbose_name="số liệu đến hết ngày")),
                ("registered_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="ghi lúc")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="đóng sớm ngày")),
                ("close_reason", models.CharField(blank=True, max_length=300, verbose_name="lý do đóng sớm")),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đóng",
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="người ra quyết định",
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
            ],
            options={
                "verbose_name": "quyết định kiểm tra",
            },
        ),
        migrations.CreateModel(
            name="InspectionPost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspectors",
                        to="directory.inspectiondecision",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="chức danh",
                    ),
                ),
            ],
            options={
                "verbose_name": "người kiểm tra",
            },
        ),
        migrations.CreateModel(
            name="InspectionSubject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("field", "Lĩnh vực"), ("paper", "Văn bản")], max_length=10, verbose_name="loại"
                    ),
                ),
                ("words", models.CharField(max_length=200, verbose_name="lĩnh vực hoặc số, ký hiệu văn bản")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subjects",
                        to="directory.inspectiondecision",
                        verbose_name="quyết định",
                    ),
                ),
            ],
            options={
                "verbose_name": "nội dung kiểm tra",
            },
        ),
        migrations.CreateModel(
            name="InspectedUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("with_below", models.BooleanField(default=False, verbose_name="cả các đơn vị bên dưới")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="đơn vị",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="directory.inspectiondecision",
                        verbose_name="quyết định",
                    ),
                ),
            ],
            options={
                "verbose_name": "đơn vị được kiểm tra",
                "constraints": [models.UniqueConstraint(fields=("decision", "unit"), name="inspected_unit_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="inspectionpost",
            constraint=models.UniqueConstraint(fields=("decision", "post"), name="inspector_once"),
        ),
        migrations.AddConstraint(
            model_name="inspectiondecision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_on__isnull", True)), fields=("number", "decided_on"), name="inspection_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="inspectiondecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_day__gte", models.F("first_day"))), name="inspection_is_forward"
            ),
        ),
        migrations.AddConstraint(
            model_name="inspectiondecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("period_first__isnull", True),
                    ("period_last__isnull", True),
                    ("period_last__gte", models.F("period_first")),
                    _connector="OR",
                ),
                name="inspection_period_is_forward",
            ),
        ),
        migrations.AddConstraint(
            model_name="inspectiondecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on__isnull", True), models.Q(("close_reason", ""), _negated=True), _connector="OR"
                ),
                name="inspection_closed_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="inspectionsubject",
            constraint=models.UniqueConstraint(fields=("decision", "kind", "words"), name="inspection_subject_once"),
        ),
        migrations.AddConstraint(
            model_name="inspectionsubject",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="inspection_subject_has_words"
            ),
        ),
    ]
