"""What the kinds of clause are called."""

from __future__ import annotations

from alignment_desktop.words.language import Language


def kind_text(kind: str, language: Language, count: int = 1) -> str:
    """What a kind of clause is called, for one clause or several: “scoring rule”.

    Raises:
        KeyError: Where the language has no words for the kind.
    """
    return language.counted(f"kinds.{kind}", count)
