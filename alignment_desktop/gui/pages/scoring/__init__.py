"""The scoring page: grades by score with what came of them, and the rules."""
