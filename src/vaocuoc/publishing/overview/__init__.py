"""Large pictures: units by indicators, a resolution's scoreboard, units compared on like terms."""
