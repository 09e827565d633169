"""A lock that says "this worker is alive", released by the system itself when its process dies (khóa tiến trình).

On SQLite it is a file under the data folder; on PostgreSQL an advisory lock of a session of its own, so that workers
on several machines see each other.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

Release = Callable[[], None]


def hold(worker_id: str) -> Release | None:
    """Take the lock of ``worker_id`` until the returned function is called or the process ends; None if it is held."""
    return _hold_advisory(worker_id) if connection.vendor == "postgresql" else _hold_file(worker_id)


def is_held(worker_id: str) -> bool:
    """Whether a living process holds the lock of ``worker_id``."""
    release = hold(worker_id)
    if release is None:
        return True
    release()
    return False


def _hold_file(worker_id: str) -> Release | None:
    folder = Path(settings.DATA_FOLDER) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(worker_id.encode()).hexdigest()[:32]
    descriptor = os.open(folder / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return lambda: os.close(descriptor)


def _hold_advisory(worker_id: str) -> Release | None:
    key = int.from_bytes(hashlib.sha256(worker_id.encode()).digest()[:8], "big", signed=True)
    session: BaseDatabaseWrapper = connection.copy()  # the lock lives as long as this session, not as a request's
    with session.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        row = cursor.fetchone()
    if not row or not row[0]:
        session.close()
        return None
    return session.close
