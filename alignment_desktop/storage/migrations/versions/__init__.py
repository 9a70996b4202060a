"""One module per step; each is kept as it was first released."""
