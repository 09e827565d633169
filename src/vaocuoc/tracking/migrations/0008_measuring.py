"""Formulas, versions, roll-ups, criteria sets."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial"), ("documents", "0002_scans"), ("tracking", "0007_submissions")]

    operations = []
