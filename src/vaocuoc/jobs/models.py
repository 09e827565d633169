"""What keeps jobs honest: which worker holds which job, which slot of periodic work has been claimed."""

from __future__ import annotations

from django.db import models


class PeriodicRun(models.Model):
    """Periodic work was claimed for a slot (việc định kỳ): unique, so that it runs once whatever the workers."""

    name = models.CharField("việc", max_length=100)
    slot = models.DateTimeField("lượt")
    worker = models.CharField("tiến trình", max_length=100)
    claimed_at = models.DateTimeField("nhận lúc")
    finished_at = models.DateTimeField("xong lúc", null=True)

    class Meta:
        verbose_name = "lượt chạy định kỳ"
        constraints = [models.UniqueConstraint(fields=["name", "slot"], name="periodic_once_a_slot")]

    def __str__(self) -> str:
        return f"{self.name} {self.slot:%Y-%m-%d %H:%M}"
