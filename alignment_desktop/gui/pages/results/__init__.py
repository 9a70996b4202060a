"""The results: what was imported, the funnel against the plan, and the gap bridge."""
