"""The mark by which pages know that the organisation is still as they read it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0006_inspection")]

    operations = [
        migrations.CreateModel(
            name="ReachMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(max_length=32)),
            ],
            options={
                "verbose_name": "dấu của phạm vi",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="reach_mark_is_one"),
                ],
            },
        ),
    ]
