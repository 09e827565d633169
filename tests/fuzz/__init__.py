"""Whatever comes in, one of three answers goes out: findings, an empty reading, or one clear line."""
