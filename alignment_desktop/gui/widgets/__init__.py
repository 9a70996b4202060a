"""Small widgets that pages are put together from."""
