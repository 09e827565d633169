"""What every test shares. Tests under ``tests/database`` run on SQLite and, by `make test`, on a real PostgreSQL."""
