"""What every page of clauses shares: its table, its picture, and what is done with a selection."""
