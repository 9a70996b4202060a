"""What leaves the workspace as a file for people: domain values in, files out."""
