"""Everything measured and everything to be done (theo dõi): indicators, tasks, shortcomings, intake."""
