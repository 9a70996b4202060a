"""Paints chart geometry on screen."""
