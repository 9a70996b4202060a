"""The page of the agreement: standing, versions, comparisons, what is in the way of a freeze."""
