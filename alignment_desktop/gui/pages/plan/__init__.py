"""The plan's page: objectives and campaigns, as cards, a timeline and a table."""
