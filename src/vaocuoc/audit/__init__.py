"""Who did what, when, to what (nhật ký); append-only, guarded by triggers in the database."""
