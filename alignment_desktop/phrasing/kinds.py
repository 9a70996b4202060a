"""What the kinds of clause are called."""

from __future__ import annotations

from alignment_desktop.phrasing.language import Language


def kind_text(kind: str, language: Language, count: int = 1) -> str:
    """What a kind of clause is called, for one clause or several: “scoring rule”.

    Raises:
        KeyError: Where the language has no words for the kind.
    """
    return language(f"kinds.{kind}.{'one' if count == 1 else 'many'}")
