"""Fills the demonstration, keeps a copy in the folder named, and serves it on loopback; run by ``tests/demonstration``.

With ``--no-network`` it is inside a network namespace of its own, and fails where a network is reached.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
import urllib.request

PORT = 8765
DEMO = [sys.executable, "-m", "vaocuoc", "demo"]


def bring_up_loopback() -> None:
    """A new namespace has its loopback down; ``ip`` may be missing, the system call never is."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        up = struct.pack("16sH14s", b"lo", 0x1 | 0x40, b"")  # IFF_UP | IFF_RUNNING
        fcntl.ioctl(probe, 0x8914, up)  # SIOCSIFFLAGS


def answer(path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}", timeout=5) as response:
        return response.read().decode()


def assert_no_network() -> None:
    bring_up_loopback()
    try:
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    except OSError:
        pass
    else:
        raise SystemExit("there is a network here")


def main(folder: str, *rest: str) -> None:
    if "--no-network" in rest:
        assert_no_network()
    subprocess.run([*DEMO, "--load-only"], check=True, stdout=subprocess.PIPE)
    shutil.copytree(os.environ["VAOCUOC_DATA"], folder)  # as it was filled: what serves it does its daily work in it
    if "--no-network" not in rest:
        return
    server = subprocess.Popen([*DEMO, "--port", str(PORT)], stdout=subprocess.PIPE, text=True)
    try:
        deadline = time.monotonic() + 120
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
    main(*sys.argv[1:])
