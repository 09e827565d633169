"""Lists that people lay out for themselves: saved ways of looking, columns to choose, Excel, print."""
