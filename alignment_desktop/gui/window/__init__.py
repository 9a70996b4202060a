"""The main window's own parts: navigation, header, palette, notices, panes, zoom."""
