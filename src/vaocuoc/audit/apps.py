"""The Django application ``audit``."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "vaocuoc.audit"
    verbose_name = "Nhật ký"

    def ready(self) -> None:
        from django.core.checks import Tags, register
        from django.db.models.signals import post_migrate

        from vaocuoc.audit.checks import check_guards
        from vaocuoc.audit.guards import install_guards

        register(check_guards, Tags.database)
        # The one moment that Django tells of by a signal alone: after the migrations of every app.
        post_migrate.connect(install_guards, sender=self, dispatch_uid="audit.guards")
