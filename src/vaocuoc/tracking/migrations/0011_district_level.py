"""The level that there was until 30 June 2025, for products handed in before."""

from django.db import migrations, models

LEVELS = [
    ("central", "Trung ương"),
    ("province", "Cấp tỉnh"),
    ("district", "Cấp huyện (đến 30/6/2025)"),
    ("commune", "Cấp xã"),
    ("base", "Cơ sở"),
]


class Migration(migrations.Migration):
    dependencies = [("tracking", "0010_import_progress")]

    operations = [
        migrations.AlterField(
            model_name="evidence",
            name="level",
            field=models.CharField(choices=LEVELS, max_length=20, verbose_name="gửi tới cấp"),
        ),
        migrations.AlterField(
            model_name="task",
            name="product_level",
            field=models.CharField(blank=True, choices=LEVELS, max_length=20, verbose_name="cấp nhận sản phẩm"),
        ),
    ]
