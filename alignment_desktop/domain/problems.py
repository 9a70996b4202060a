"""Expected trouble, as a code with facts; the edges turn it into a sentence."""

from __future__ import annotations


class Problem(Exception):
    """Something a user can mend: what went wrong as a code, and the facts a sentence needs.

    The sentence of each code stands in `resources/words/<language>/problems.toml`. Facts are plain
    text and numbers, already fit to be read (a path as text, a line as a number); what differs
    between clauses is a value (`changes`, `conflicts`), as commands and window word it otherwise.

    Attributes:
        code: Lower-case words joined by hyphens, such as `unknown-clause`.
        facts: What the sentence names: file, sheet, cell, line, key, value.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def with_facts(self, **facts: object) -> Problem:
        """The same trouble, with more of its whereabouts known (facts given here win)."""
        return Problem(self.code, **{**self.facts, **facts})
