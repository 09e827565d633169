"""The entry point of the web server."""

import os

from django.core.wsgi import get_wsgi_application

from vaocuoc.config.settled import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vaocuoc.config.settings")
application = get_wsgi_application()
settle()
