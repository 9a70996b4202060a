"""Item models: they show values handed to them, and never fetch."""
