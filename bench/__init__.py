"""Speed as ratios measured in one run, with memory: how reading and pages grow."""
