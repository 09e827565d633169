"""The invented papers of the demonstration: their words, and how official papers are laid out."""
