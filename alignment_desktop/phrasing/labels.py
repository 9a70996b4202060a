"""What the fields of clauses are called."""

from __future__ import annotations

from alignment_desktop.words.language import Language, capital


def label_text(name: str, language: Language, kind: str = "") -> str:
    """What a field is called: “Maximum stay”.

    Args:
        name: Its dotted name.
        language: In whose words.
        kind: The kind of clause that it is a field of, where one is known.
    """
    for code in (f"labels.of-{kind}.{name}", f"labels.{name}"):
        if language.has(code):
            return language.say(code)
    # Problems also name what is no field of a kind, such as a part of a condition.
    return capital(name.rpartition(".")[2].replace("_", " "))
