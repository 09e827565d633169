"""What every test shares. Tests under ``tests/database`` run on SQLite and, by `make test`, on a real PostgreSQL."""

from hypothesis import settings

# A law holds or not; how long an example takes depends on the machine, and speed is measured in bench/.
settings.register_profile("laws", deadline=None, print_blob=True)
settings.load_profile("laws")
