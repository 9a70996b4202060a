"""From somebody's spreadsheet to a typed frame and a list of problems, in stages."""
