"""The Django application ``directory``."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "vaocuoc.directory"
    verbose_name = "Danh bạ"
