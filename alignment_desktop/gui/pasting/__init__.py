"""Tables of clauses that go to a spreadsheet and come from one: by the clipboard."""
