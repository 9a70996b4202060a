"""The page of one lead, and lists of leads behind figures."""
