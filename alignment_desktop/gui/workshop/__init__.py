"""Workshop mode: one clause at a time on the projector, agreed on by single keys."""
