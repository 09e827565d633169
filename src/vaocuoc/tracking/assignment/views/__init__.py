"""The pages of giving work: a paper's plan, the letters, the office's tables."""
