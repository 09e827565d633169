"""Facts of entries are sealed by a salted hash from now on, so that they can be destroyed."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("audit", "0002_chain")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="entry",
            name="salt",
            field=models.CharField(blank=True, db_default="", default="", max_length=32, verbose_name="muối"),
        ),
        migrations.AddField(
            model_name="entry",
            name="kept",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=65, verbose_name="mã băm của nội dung đã hủy"
            ),
        ),
    ]
