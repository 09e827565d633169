"""Placeholder: filled by its area."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("tracking", "0002_checking")]
    operations = []  # type: ignore[var-annotated]
