"""The Django application ``search``."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _install(using: str, **_: Any) -> None:
    from vaocuoc.search.indexes import install

    install(using)


class SearchConfig(AppConfig):
    name = "vaocuoc.search"
    verbose_name = "Tìm kiếm"

    def ready(self) -> None:
        """Indexes over other apps' columns cannot stand in their migrations: they are made when a migration ends."""
        post_migrate.connect(_install, sender=self, dispatch_uid="vaocuoc.search")
