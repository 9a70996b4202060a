"""The commands: words in, text or JSON out; the only place that prints."""
