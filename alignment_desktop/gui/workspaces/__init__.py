"""The workspaces of the window: opened, read again, watched, copied."""
