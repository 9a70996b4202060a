"""Values in words, for paper, window and commands alike; the words stand in language data."""
