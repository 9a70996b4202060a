"""The workspace on disk: SQLite in one file, or PostgreSQL; the only place that speaks SQL."""
