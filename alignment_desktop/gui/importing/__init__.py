"""The import assistant: from a dropped file to a batch, in the page and never in a dialog."""
