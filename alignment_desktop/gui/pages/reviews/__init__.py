"""The reviews: a quarter told, edited, frozen and signed."""
