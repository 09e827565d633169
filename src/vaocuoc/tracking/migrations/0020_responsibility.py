import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0005_responsibility"),
        ("tracking", "0019_speed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LedgerRemark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=1000, verbose_name="ý kiến")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
            ],
            options={
                "verbose_name": "ý kiến về một việc",
            },
        ),
        migrations.CreateModel(
            name="LedgerRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.DateField(verbose_name="từ ngày")),
                ("last", models.DateField(verbose_name="đến hết ngày")),
                ("reason", models.CharField(max_length=300, verbose_name="để làm gì")),
                ("opens_on", models.DateField(verbose_name="người khác xem được từ ngày")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="yêu cầu lúc")),
                ("seen_at", models.DateTimeField(null=True, verbose_name="người giữ chức danh xem lúc")),
                (
                    "answer",
                    models.CharField(blank=True, max_length=2000, verbose_name="ý kiến chung của người giữ chức danh"),
                ),
                ("answered_at", models.DateTimeField(null=True, verbose_name="có ý kiến lúc")),
            ],
            options={
                "verbose_name": "yêu cầu xem sổ trách nhiệm",
            },
        ),
        migrations.CreateModel(
            name="LedgerTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("days", models.PositiveSmallIntegerField(verbose_name="số ngày làm việc")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
            ],
            options={
                "verbose_name": "thời gian xem trước của người giữ chức danh",
            },
        ),
        migrations.CreateModel(
            name="Obstacle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period", models.CharField(max_length=10, verbose_name="kỳ")),
                ("period_end", models.DateField(verbose_name="đến hết ngày")),
                ("text", models.CharField(max_length=1000, verbose_name="khó khăn, vướng mắc")),
                ("removable_by", models.CharField(blank=True, max_length=300, verbose_name="cấp tháo gỡ")),
                ("wanted", models.CharField(blank=True, max_length=500, verbose_name="kiến nghị")),
                ("noted_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="ghi lúc")),
            ],
            options={
                "verbose_name": "ghi nhận khó khăn, vướng mắc",
            },
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(
                condition=models.Q(("accepted__isnull", True)), fields=["submitted_at"], name="evidence_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(condition=models.Q(("phase", 0)), fields=["lead_unit", "due"], name="task_owed_by_unit"),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(condition=models.Q(("phase", 0)), fields=["lead_post", "due"], name="task_owed_by_post"),
        ),
        migrations.AddField(
            model_name="ledgerremark",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người ghi",
            ),
        ),
        migrations.AddField(
            model_name="ledgerremark",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tracking.task",
                verbose_name="nhiệm vụ",
            ),
        ),
        migrations.AddField(
            model_name="ledgerrequest",
            name="asked_as",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.post",
                verbose_name="với chức danh",
            ),
        ),
        migrations.AddField(
            model_name="ledgerrequest",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người yêu cầu",
            ),
        ),
        migrations.AddField(
            model_name="ledgerrequest",
            name="holder",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.person",
                verbose_name="người giữ chức danh",
            ),
        ),
        migrations.AddField(
            model_name="ledgerrequest",
            name="post",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.post",
                verbose_name="chức danh",
            ),
        ),
        migrations.AddField(
            model_name="ledgerremark",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="remarks",
                to="tracking.ledgerrequest",
                verbose_name="yêu cầu",
            ),
        ),
        migrations.AddField(
            model_name="ledgerterm",
            name="set_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người đặt",
            ),
        ),
        migrations.AddField(
            model_name="obstacle",
            name="blocker",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tracking.taskupdate",
                verbose_name="thành vướng mắc",
            ),
        ),
        migrations.AddField(
            model_name="obstacle",
            name="noted_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người ghi",
            ),
        ),
        migrations.AddField(
            model_name="obstacle",
            name="oversight",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.oversight",
                verbose_name="phần phụ trách",
            ),
        ),
        migrations.AddField(
            model_name="obstacle",
            name="post",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.post",
                verbose_name="chức danh phụ trách",
            ),
        ),
        migrations.AddField(
            model_name="obstacle",
            name="proposal",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tracking.proposal",
                verbose_name="thành kiến nghị",
            ),
        ),
        migrations.AddField(
            model_name="obstacle",
            name="replaces",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="tracking.obstacle",
                verbose_name="thay cho",
            ),
        ),
        migrations.AddField(
            model_name="obstacle",
            name="task",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="obstacles",
                to="tracking.task",
                verbose_name="nhiệm vụ",
            ),
        ),
        migrations.AddIndex(
            model_name="ledgerrequest",
            index=models.Index(fields=["post", "-asked_at"], name="ledgers_of_post"),
        ),
        migrations.AddConstraint(
            model_name="ledgerrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("last__gte", models.F("first"))), name="ledger_is_forward"
            ),
        ),
        migrations.AddIndex(
            model_name="obstacle",
            index=models.Index(fields=["post", "-period_end"], name="obstacles_of_post"),
        ),
    ]
