"""Ways of looking at a list that people keep."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("listing", models.CharField(max_length=40, verbose_name="danh sách")),
                ("name", models.CharField(max_length=80, verbose_name="tên")),
                ("query", models.CharField(blank=True, max_length=2000, verbose_name="bộ lọc và cột")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lưu lúc")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người lưu",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="dùng chung trong đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "cách xem",
                "indexes": [models.Index(fields=["unit", "listing"], name="saved_view_shared")],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "listing", "name"), name="saved_view_name_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="DefaultView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("listing", models.CharField(max_length=40, verbose_name="danh sách")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người dùng",
                    ),
                ),
                (
                    "view",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="defaults",
                        to="directory.savedview",
                        verbose_name="cách xem",
                    ),
                ),
            ],
            options={
                "verbose_name": "cách xem mặc định",
                "constraints": [models.UniqueConstraint(fields=("user", "listing"), name="default_view_once")],
            },
        ),
    ]
