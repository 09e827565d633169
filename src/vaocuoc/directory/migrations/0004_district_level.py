"""The level that there was until 30 June 2025, for the history of units."""

from django.db import migrations, models

LEVELS = [
    ("central", "Trung ương"),
    ("province", "Cấp tỉnh"),
    ("district", "Cấp huyện (đến 30/6/2025)"),
    ("commune", "Cấp xã"),
    ("base", "Cơ sở"),
]


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_oversight")]

    operations = [
        migrations.AlterField(
            model_name="unit",
            name="level",
            field=models.CharField(choices=LEVELS, max_length=20, verbose_name="cấp"),
        ),
    ]
