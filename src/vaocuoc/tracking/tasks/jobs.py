"""What is done to tasks by the clock alone (việc định kỳ về nhiệm vụ), named in ``settings.PERIODIC_JOBS``."""

from __future__ import annotations

from django_tasks import task

from vaocuoc.tracking.tasks import closing, following


@task()
def resume_suspended() -> None:
    """Go on with the suspended tasks whose day has come (tiếp tục theo ngày đã hẹn)."""
    closing.resume_by_day()


@task()
def follow_ended_units() -> None:
    """Pass on the open tasks of units whose last day has passed (kế thừa nhiệm vụ của đơn vị đã kết thúc)."""
    following.follow_ended_units()
