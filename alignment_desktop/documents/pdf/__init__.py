"""The layer beneath documents: letters of every script, tagged content, and the archival file."""
