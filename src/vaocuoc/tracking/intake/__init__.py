"""Review of findings beside the text, and what they become (rà soát, đưa vào theo dõi)."""
