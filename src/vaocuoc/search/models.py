"""Search keeps no rows of its own; Django tells only apps with a models module that a migration has ended."""
