"""The level of issuers that are known by their words alone, told by the unit that they name: "Ban Thường vụ Đảng ủy xã"."""

from django.db import migrations

from vaocuoc.directory.organisations.naming import level_named


def find_levels(apps, schema_editor):
    Document = apps.get_model("documents", "Document")
    changed = []
    for document in Document.objects.filter(issuer_unit=None).only("issuer", "issuer_level").iterator():
        level = level_named(document.issuer)
        if document.issuer_level != level:
            document.issuer_level = level
            changed.append(document)
    Document.objects.bulk_update(changed, ["issuer_level"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_destruction")]

    operations = [migrations.RunPython(find_levels, migrations.RunPython.noop)]
