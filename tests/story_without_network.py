"""Run inside a network namespace of its own by ``test_without_network``: serves the demonstration on loopback alone."""

from __future__ import annotations

import fcntl
import signal
import socket
import struct
import subprocess
import sys
import time
import urllib.request

PORT = 8765


def bring_up_loopback() -> None:
    """A new namespace has its loopback down; ``ip`` may be missing, the system call never is."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        up = struct.pack("16sH14s", b"lo", 0x1 | 0x40, b"")  # IFF_UP | IFF_RUNNING
        fcntl.ioctl(probe, 0x8914, up)  # SIOCSIFFLAGS


def answer(path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}", timeout=5) as response:
        return response.read().decode()


def main() -> None:
    bring_up_loopback()
    try:
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    except OSError:
        pass
    else:
        raise SystemExit("there is a network here")
    server = subprocess.Popen(
        [sys.executable, "-m", "vaocuoc", "demo", "--port", str(PORT)], stdout=subprocess.PIPE, text=True
    )
    try:
        deadline = time.monotonic() + 240
        while True:
            try:
                page = answer("/dang-nhap/")
                break
            except OSError as not_yet:
                if server.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit("the demonstration did not come up") from not_yet
                time.sleep(0.5)
        assert "Vào Cuộc" in page
        assert "http://" not in page.replace(f"http://127.0.0.1:{PORT}", ""), "the page asks for something from outside"
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
    print("served without a network")


if __name__ == "__main__":
    main()
