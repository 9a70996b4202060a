"""Reading a document in the window: its pages, search, outline, links, printing, comparison."""
