"""Who is at the keyboard: a person of the agreement, remembered by workspace."""
