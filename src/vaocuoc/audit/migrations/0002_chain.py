"""The chain of seals; words to search entries by; personal values of entries so far become hashes."""

from django.db import migrations, models

from vaocuoc.audit.guards import standing_guards
from vaocuoc.audit.personal import readable, without_personal

CHUNK = 500


def guards_off(schema_editor):
    """Entries are rewritten once, before anything is sealed; the guards stand again after every migrate."""
    connection = schema_editor.connection
    for table, name in standing_guards(connection):
        if table == "audit_entry" and name.startswith("guard_"):
            on_table = " ON audit_entry" if connection.vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER {name}{on_table}")


def rewrite(apps, schema_editor):
    guards_off(schema_editor)
    entries = apps.get_model("audit", "Entry").objects.using(schema_editor.connection.alias)
    last = 0
    while chunk := list(entries.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        for entry in chunk:
            entry.facts = without_personal(entry.object_type, entry.facts)
            entry.folded = readable({"who": entry.username, "as": entry.acting_as, "facts": entry.facts})
        entries.bulk_update(chunk, ["facts", "folded"])
        last = chunk[-1].pk


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="folded",
            field=models.TextField(blank=True, db_default="", default="", verbose_name="để tìm"),
        ),
        migrations.AddIndex(model_name="entry", index=models.Index(fields=["at", "id"], name="audit_entry_at")),
        migrations.AddIndex(model_name="entry", index=models.Index(fields=["post_id", "at"], name="audit_entry_post")),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(unique=True, verbose_name="lô")),
                ("first_id", models.BigIntegerField(verbose_name="từ dòng")),
                ("last_id", models.BigIntegerField(verbose_name="đến dòng")),
                ("count", models.PositiveIntegerField(verbose_name="số dòng")),
                ("root", models.CharField(max_length=64, verbose_name="mã băm các dòng")),
                ("leaves", models.BinaryField(verbose_name="mã băm từng dòng")),
                ("previous", models.CharField(max_length=64, unique=True, verbose_name="mã niêm phong lô trước")),
                ("seal", models.CharField(max_length=64, verbose_name="mã niêm phong")),
                ("at", models.DateTimeField(verbose_name="niêm phong lúc")),
            ],
            options={"verbose_name": "lô niêm phong"},
        ),
        migrations.RunPython(rewrite, migrations.RunPython.noop),
    ]
