"""``python -m bench``: everything measured once, on a site made for it and thrown away."""

from __future__ import annotations

import os
import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

ROUNDS = 5
PAGES = (
    "board:home",
    "library:list",
    "indicators:list",
    "tasks:list",
    "shortcomings:list",
    "shortcomings:proposals",
    "organisations:units",
)


def main() -> int:
    """Print what was measured; ratios compare runs of this machine at this moment, so they hold on others too."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            DJANGO_SETTINGS_MODULE="vaocuoc.config.settings",
            VAOCUOC_DATA=folder,
            VAOCUOC_TODAY="2026-11-20",
            VAOCUOC_DEBUG="1",
        )
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        small = _measure_pages(Path(folder), communes=6)
        _start_over()
        large = _measure_pages(Path(folder), communes=62)
        print(f"\n{'page':<26}{'queries small':>14}{'large':>7}{'ms small':>10}{'large':>7}")
        for name in PAGES:
            if name in small:
                (few, quick), (many, slow) = small[name], large[name]
                print(f"{name:<26}{few:>14}{many:>7}{quick * 1000:>10.0f}{slow * 1000:>7.0f}")
    return 0


def _measure_pages(folder: Path, *, communes: int) -> dict[str, tuple[int, float]]:
    """Queries and time of each list page for the clerk, on the demonstration with so many communes."""
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import NoReverseMatch, reverse

    from vaocuoc.config import demo
    from vaocuoc.config.tables import make_tables
    from vaocuoc.directory.models import User

    make_tables()
    call_command("migrate", verbosity=0)
    begun = perf_counter()
    demo.load(say=lambda _: None, communes=communes)
    print(f"demonstration with {communes} communes: {perf_counter() - begun:.1f} s, memory {_peak():.0f} MB")
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username="chuyenvien"), backend="django.contrib.auth.backends.ModelBackend")
    found = {}
    for name in PAGES:
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            response: Any = client.get(address)
        assert response.status_code == 200, (name, response.status_code)
        found[name] = (len(queries), _best(lambda address=address: client.get(address)))  # type: ignore[misc]
    return found


def _start_over() -> None:
    from django.conf import settings
    from django.db import connection

    connection.close()
    for file in Path(settings.DATA_FOLDER).glob("vaocuoc.sqlite3*"):
        file.unlink()


def _best(do: Callable[[], object]) -> float:
    """The quickest of some rounds, in seconds: the least disturbed by whatever else the machine does."""
    times = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        do()
        times.append(perf_counter() - begun)
    return min(times)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
