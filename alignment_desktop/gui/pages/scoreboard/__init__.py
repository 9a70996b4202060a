"""The scoreboard: each commitment with its figure, and the inspector that says why."""
