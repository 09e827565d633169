"""What a post answers for over time: an overseer's notes of obstacles, and the ledger of a post, its holder first."""
