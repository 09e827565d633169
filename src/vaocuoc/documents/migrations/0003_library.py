"""Placeholder: filled by its area."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_scans")]
    operations = []  # type: ignore[var-annotated]
