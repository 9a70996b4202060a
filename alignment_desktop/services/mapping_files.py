"""A mapping text as a file: what an import took, to be corrected and used for the next one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from alignment_desktop.frames import FIELDS, Kind
from alignment_desktop.importing.mapping import mapping_text
from alignment_desktop.phrasing.field_notes import field_note
from alignment_desktop.words.language import user_language

if TYPE_CHECKING:
    from alignment_desktop.documents.output_files import OutputFile
    from alignment_desktop.importing.mapping import Mapping
    from alignment_desktop.services.importing import Prepared

ENDING = ".toml"
Say = Callable[..., str]


def fill_with_mapping(output: OutputFile, prepared: Prepared, say: Say) -> None:
    """Writes what was taken as mapping text, and as comments what else could be named.

    Args:
        output: The file.
        prepared: The import.
        say: Says how to name the fields of a kind, given as `kind`.

    Raises:
        Problem: Where it cannot be written.
    """
    mapping = replace(prepared.checked.as_read, data_as_of=None)
    lines = [mapping_text(mapping).rstrip(), "", *_comments(mapping, prepared, say)]
    with output.filling() as temporary:
        temporary.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _comments(mapping: Mapping, prepared: Prepared, say: Say) -> Iterator[str]:
    kind = mapping.kind or Kind.LEADS
    given = {*mapping.columns.values(), *mapping.also.values(), *mapping.constants}
    kept = [name for name in prepared.checked.columns if name not in mapping.columns]
    yield f"# {say(kind=kind.value)}"
    for name in kept:
        yield f"# {_quoted(name)} = {_quoted('')}"
    yield "#"
    for field in FIELDS[kind]:
        if field not in given:
            note = field_note(kind, field, user_language())
            yield f"# {field}: {note}" if note else f"# {field}"


def _quoted(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + " ".join(plain.split()) + '"'
