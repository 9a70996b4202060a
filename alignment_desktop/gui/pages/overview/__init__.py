"""The overview: the one next step, what waits for whom, the next meeting, figures at a glance."""
