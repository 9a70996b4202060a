"""The inspector: one clause as a form, who agrees to it, what came of it, and its history."""
