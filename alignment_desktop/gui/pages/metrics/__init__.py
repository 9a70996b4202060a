"""The page of metrics: what each means, and what it comes to."""
