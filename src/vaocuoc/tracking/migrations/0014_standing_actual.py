"""The comparable value kept with the verdict, and the ways in which large tables read them."""

from django.db import migrations, models


def judge_again(apps, schema_editor):
    """Rows kept so far lack the value: whoever reads next judges them again."""
    apps.get_model("tracking", "Standing").objects.update(day=None)


class Migration(migrations.Migration):
    dependencies = [("tracking", "0013_readin")]

    operations = [
        migrations.AddField(
            "standing",
            "actual",
            models.BigIntegerField(null=True, verbose_name="giá trị so sánh"),
        ),
        migrations.AddField(
            "standing",
            "period_end",
            models.DateField(null=True, verbose_name="đến hết ngày"),
        ),
        migrations.AddIndex(
            "standing",
            models.Index(fields=["unit", "code", "indicator"], name="standing_of_unit"),
        ),
        migrations.AddIndex(
            "standing",
            models.Index(fields=["indicator", "code", "unit"], name="standing_of_indicator"),
        ),
        migrations.AddIndex("standing", models.Index(fields=["day", "indicator"], name="standing_day")),
        migrations.RunPython(judge_again, migrations.RunPython.noop, elidable=True),
    ]
