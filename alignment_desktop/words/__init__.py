"""The words of the program by language: sentences from catalogues, forms of numbers from CLDR."""
