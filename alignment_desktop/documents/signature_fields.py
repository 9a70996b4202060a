"""The fields of a document that people sign in: one for each party, and the sponsor's."""

from __future__ import annotations

from reportlab.platypus import Flowable
from typing_extensions import override

from alignment_desktop.documents.pdf.tagged_canvas import TaggedCanvas
from alignment_desktop.domain.signatures import FIELDS

SEAL = "Seal"
"""The name of the field in which an authority seals a document of its own."""
HEIGHT = 40.0
"""The height of a field in points."""


class SignatureField(Flowable):
    """Room for a signature above a line; it becomes a field of the file.

    `signer` is a party, or the name of a field of no party.
    """

    def __init__(self, signer: str, title: str) -> None:
        super().__init__()
        self._name = FIELDS.get(signer, signer)
        self._title = title

    @override
    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, HEIGHT
        return width, HEIGHT

    @override
    def draw(self) -> None:
        canvas = self.canv
        assert isinstance(canvas, TaggedCanvas)
        if not canvas.silent:
            canvas.signature_field(self._name, self._title, self.width, HEIGHT)
