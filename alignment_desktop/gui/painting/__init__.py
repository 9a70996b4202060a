"""What the window paints by hand: the consent mark, chips, text."""
