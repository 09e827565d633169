"""Jobs that tests enqueue."""

import time
from pathlib import Path

from django_tasks import task


@task()
def write(file: str) -> None:
    Path(file).write_text("1")


@task()
def fail() -> None:
    raise ValueError("as the test wants")


@task()
def wait_then_write(started: str, done: str) -> None:
    """Says that it has begun, and ends only once it finds ``started``.go."""
    Path(started).touch()
    for _ in range(600):
        if Path(started).with_suffix(".go").exists():
            Path(done).touch()
            return
        time.sleep(0.05)
    raise TimeoutError
