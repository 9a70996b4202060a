"""The funnel's page: its stages as a map, and the plan worked backwards from revenue."""
