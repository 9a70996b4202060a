"""Charts as plain geometry: drawn once here, painted alike in the window and into documents."""
