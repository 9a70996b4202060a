"""The compiled forms; made by tools/build_forms.py, never edited."""
