"""Reports of providers, their approval, locks and corrections."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial"), ("documents", "0002_scans"), ("tracking", "0006_standing")]

    operations = []
