"""Help beside the page, and the tour of the window."""
