"""``vaocuoc serve``: one process that keeps a web server and one worker running (máy chủ và tiến trình nền)."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

_GRACE_SECONDS = 20.0
_LONGEST_PAUSE = 30.0


@dataclass
class Child:
    """A process that is started again when it ends, after a pause that doubles while it keeps ending at once."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    pause: float = 0.5
    started: float = field(default=0.0)
    next_start: float = field(default=0.0)

    def tend(self, now: float) -> None:
        if self.process is not None and self.process.poll() is None:
            return
        if self.process is not None:
            code = self.process.returncode
            self.pause = 0.5 if now - self.started > 60 else min(self.pause * 2, _LONGEST_PAUSE)
            self.next_start = now + self.pause
            self.process = None
            sys.stderr.write(f"vaocuoc serve: {self.name} đã dừng (mã {code}), khởi động lại sau {self.pause:g} giây\n")
        if now >= self.next_start:
            self.started = now
            # A group of its own: Ctrl+C reaches the supervisor alone, which then stops its children in order.
            self.process = subprocess.Popen(self.command, start_new_session=True)


def serve(*, host: str, port: int, web_processes: int, on_ready: Callable[[], None]) -> int:
    """Run until SIGTERM or SIGINT; gives the exit status. ``on_ready`` is called once the web server answers."""
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    web += ["--workers", str(web_processes), "--blocking-threads", "4", "--no-ws", "--log-level", "warning"]
    children = [
        Child("máy chủ web", [*web, "vaocuoc.config.wsgi:application"]),
        Child("tiến trình nền", [sys.executable, "-m", "vaocuoc", "worker"]),
    ]
    stopping = False

    def stop(signum: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    ready = False
    while not stopping:
        now = time.monotonic()
        for child in children:
            child.tend(now)
        if not ready and _answers(host, port):
            ready = True
            on_ready()
        time.sleep(0.2)
    _stop(children)
    return 0


def _answers(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("127.0.0.1" if host in ("0.0.0.0", "") else host, port)) == 0  # noqa: S104


def _stop(children: list[Child]) -> None:
    """Ask all to end, wait, then kill: a killed worker's job is taken up again by the next."""
    running = [child.process for child in children if child.process is not None and child.process.poll() is None]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + _GRACE_SECONDS
    for process in running:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
