"""The pages of a document: paper, furniture, bookmarks, and how many pages there are."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import field
from datetime import UTC, datetime
from typing import Protocol, runtime_checkable

from reportlab.lib.utils import TimeStamp
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    PageTemplate,
)
from reportlab.platypus.doctemplate import LayoutError
from typing_extensions import override

from alignment_desktop.documents.pdf.archive import About, Attachment, finished
from alignment_desktop.documents.pdf.line_breaking import Line
from alignment_desktop.documents.pdf.page_pictures import PagePicture
from alignment_desktop.documents.pdf.tagged_canvas import TaggedCanvas
from alignment_desktop.documents.typography import (
    FIGURES,
    MEDIUM,
    REGULAR,
    SMALLEST,
    Paragraph,
    colour,
    markup,
    palette,
    shortened,
    structure_role,
    styles,
    width_of,
)
from alignment_desktop.domain.problems import Problem
from alignment_desktop.values import dataclass

PAPERS = {"a4": (595.28, 841.89), "letter": (612.0, 792.0)}
"""Width and height in points."""
SIDE, TOP, FOOT = 54.0, 58.0, 66.0
_FOOT_LINE, _FOOT_TEXT, _FOOT_BELOW = 46.0, 33.0, 21.0
_FOOT_GAP = 16.0
_BAND = 24.0
_LOGO_WIDTH, _LOGO_AIR, _LOGO_GAP = 170.0, 12.0, 3.0
_PASSES = 5
_SHORT_LINE = 0.35
"""Of the room: a last line of a heading that is shorter looks forgotten."""
_NARROWER = tuple(1 - step / 40 for step in range(1, 20))
_LINES = 45.0  # of a longer paragraph, so much stands below its heading at least


@dataclass(frozen=True)
class Furniture:
    """What every page of a document carries, and what the file says of itself.

    Attributes:
        title: The document's title.
        subject: What it is about, in one line.
        author: Whose it is.
        left: Words at the foot, left.
        middle: Words at the foot, in the middle.
        page: How "page 1 of 12" is written, with `{page}` and `{total}`.
        draft: The words of the band that marks a draft; empty: it is none.
        made: The moment that the file carries; the same content and moment give the same bytes.
        paper: `a4` or `letter`.
        language: Of the text, as `en`.
        rtl: Whether its pages run from right to left, as those of languages do that are written so.
        attachments: The data that it was made from, which the file carries.
        logo: The picture at the head of the first page; None: there is none.
        logo_says: What that shows, for those who do not see it.
    """

    title: str
    subject: str
    author: str
    left: str
    middle: str
    page: str
    draft: str
    made: datetime
    paper: str = "a4"
    language: str = "en"
    rtl: bool = False
    attachments: tuple[Attachment, ...] = ()
    logo: PagePicture | None = None
    logo_says: str = ""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the paper in points."""
        return PAPERS[self.paper]

    @property
    def width(self) -> float:
        """The room between the margins."""
        return self.size[0] - 2 * SIDE


@dataclass(frozen=True)
class HeadingAt:
    """A heading and the page that it came to stand on."""

    text: str
    level: int
    key: str
    page: int


@dataclass
class Layout:
    """What is known of the pages while a story is written: all of it from the pass before.

    Attributes:
        width: The room between the margins, in points.
        total: How many pages there are; 0 in the first pass.
        headings: The headings with their pages.
        seen: The headings of this pass.
    """

    width: float
    total: int = 0
    headings: tuple[HeadingAt, ...] = ()
    seen: list[HeadingAt] = field(default_factory=list)


Story = Callable[[Layout], Sequence[Flowable]]


class Heading(Paragraph):
    """A heading that is a bookmark and a place that links lead to."""

    def __init__(
        self,
        text: str,
        role: str,
        key: str,
        level: int,
        layout: Layout,
        number: int | None = None,
    ) -> None:
        style = styles()[role]
        before = ""
        if number is not None:
            look = f'name="{REGULAR}" size="{SMALLEST:g}" color="{palette().muted}"'
            before = f"<font {look}>{number}</font><br/>"
        super().__init__(before + markup(text, style.fontName), style, structure_role(role))
        self._at = text, level, key
        self._layout = layout

    @override
    def _break(self, room: float) -> Sequence[Line]:
        """Its lines are nearly as long as each other where the last one held but a word or two."""
        lines = super()._break(room)
        for share in _NARROWER:
            if len(lines) == 1 or lines[-1].width > room * _SHORT_LINE:
                break
            closer = super()._break(room * share)
            if len(closer) > len(lines):
                break
            lines = closer
        return lines

    @override
    def draw(self) -> None:
        text, level, key = self._at
        self.canv.bookmarkHorizontal(key, 0, self.height + 12)
        self.canv.addOutlineEntry(text, key, level, closed=level > 0)
        self._layout.seen.append(HeadingAt(text, level, key, self.canv.getPageNumber()))
        super().draw()


class Anchored(Paragraph):
    """A paragraph that links lead to."""

    def __init__(self, text: str, role: str, key: str) -> None:
        super().__init__(text, styles()[role], structure_role(role))
        self._key = key

    @override
    def draw(self) -> None:
        self.canv.bookmarkHorizontal(self._key, 0, self.height + 12)
        super().draw()


class _Pages(BaseDocTemplate):
    def __init__(self, target: io.BytesIO, furniture: Furniture, total: int) -> None:
        width, height = furniture.size
        self._furniture = furniture
        self._total = total
        super().__init__(
            target,
            pagesize=(width, height),
            title=furniture.title,
            author=furniture.author,
            subject=furniture.subject,
            creator="Alignment Desktop",
            producer="Alignment Desktop",
            lang=furniture.language,
            invariant=1,
            displayDocTitle=True,
        )
        room = (furniture.width, height - TOP - FOOT)
        frame = Frame(
            SIDE, FOOT, *room, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0
        )
        self.addPageTemplates([PageTemplate("page", [frame], onPage=self._furnish)])

    def _furnish(self, canvas: TaggedCanvas, _document: object) -> None:
        if canvas.silent:
            return
        if self._furniture.logo is not None and canvas.getPageNumber() == 1:
            self._draw_logo(canvas, self._furniture.logo)
        with canvas.artifact("/Type /Pagination"):
            canvas.saveState()
            self._draw_furniture(canvas)
            canvas.restoreState()

    def _draw_logo(self, canvas: TaggedCanvas, logo: PagePicture) -> None:
        """Draws the logo in the margin above the first page, so that nothing else has to move."""
        furniture = self._furniture
        page_width, page_height = furniture.size
        above = _BAND if furniture.draft else _LOGO_AIR
        width, height = logo.fitted(_LOGO_WIDTH, TOP - above - 2 * _LOGO_GAP)
        left = SIDE if canvas.rtl else page_width - SIDE - width
        bottom = page_height - TOP + _LOGO_GAP
        canvas.draw_picture(logo, (left, bottom, width, height), furniture.logo_says)

    def _draw_furniture(self, canvas: TaggedCanvas) -> None:
        furniture = self._furniture
        width, height = furniture.size
        if furniture.draft:
            canvas.setFillColor(colour("at_risk_tint"))
            canvas.rect(0, height - _BAND, width, _BAND, stroke=0, fill=1)
            _write(canvas, SIDE, height - 15.5, furniture.draft, MEDIUM, "at_risk")
        canvas.setStrokeColor(colour("line"))
        canvas.setLineWidth(0.6)
        canvas.line(SIDE, _FOOT_LINE, width - SIDE, _FOOT_LINE)
        page = furniture.page.format(page=canvas.getPageNumber(), total=self._total or "?")
        at = width - SIDE - width_of(page, FIGURES, SMALLEST)
        self._write_foot(canvas, at - _FOOT_GAP)
        _write(canvas, at, _FOOT_TEXT, page, FIGURES)

    def _write_foot(self, canvas: TaggedCanvas, end: float) -> None:
        """What stands beside the number of the page: in two lines where one cannot hold it."""
        left, middle = self._furniture.left, self._furniture.middle
        at = end - width_of(middle, REGULAR, SMALLEST)
        beside = SIDE + width_of(left, REGULAR, SMALLEST) + _FOOT_GAP <= at
        _write(canvas, SIDE, _FOOT_TEXT, left, room=end - SIDE)
        if beside:
            _write(canvas, at, _FOOT_TEXT, middle)
        else:
            _write(canvas, SIDE, _FOOT_BELOW, middle, room=self._furniture.width)


def _write(
    canvas: TaggedCanvas,
    x: float,
    y: float,
    text: str,
    face: str = REGULAR,
    ink: str = "muted",
    room: float | None = None,
) -> None:
    if room is not None:
        text = shortened(text, face, SMALLEST, room)
    if canvas.rtl:
        x = canvas.page_width - x - width_of(text, face, SMALLEST)
    canvas.draw_text(x, y, text, face, SMALLEST, colour(ink).hexval())


def build(furniture: Furniture, story: Story) -> bytes:
    """The document, laid out again until the pages named in it are the pages they stand on.

    Args:
        furniture: What every page carries.
        story: Writes the content; called once a pass, as content cannot be used twice.

    Raises:
        Problem: `typeface-missing`; `too-long-for-a-page`, where something that cannot be divided
            is larger than a page.
    """
    total, headings = 0, tuple[HeadingAt, ...]()
    for _ in range(_PASSES):
        layout = Layout(furniture.width, total, headings)
        target = io.BytesIO()
        pages = _Pages(target, furniture, total)
        try:
            pages.build(
                _with_room(story(layout), furniture),
                canvasmaker=_canvas_of(furniture, silent=not total),
            )
        except LayoutError as error:
            raise Problem("too-long-for-a-page", title=furniture.title) from error
        if (pages.page, tuple(layout.seen)) == (total, headings):
            break
        total, headings = pages.page, tuple(layout.seen)
    about = About(
        furniture.title,
        furniture.subject,
        furniture.author,
        furniture.language,
        furniture.made,
        furniture.rtl,
    )
    canvas = pages.canv
    canvas.write()
    return finished(
        target.getvalue(),
        about,
        canvas.root,
        canvas.uses,
        furniture.attachments,
        canvas.pictures,
    )


class _Room(CondPageBreak):
    """Begins a page where there is not so much room; spaces around it meet as if it were none."""

    _SPACETRANSFER = True


class Together(KeepTogether):
    """Parts that stand on one page where it can hold them."""

    def __init__(self, parts: Sequence[Flowable]) -> None:
        super().__init__(list(parts))
        self.parts = tuple(parts)


def half_a_page(paper: str) -> Flowable:
    """Begins a page where less than half of one is left."""
    return _Room((PAPERS[paper][1] - TOP - FOOT) / 2)


@runtime_checkable
class Rows(Protocol):
    """Something that breaks across pages between its rows."""

    def first_rows(self, width: float) -> float:
        """The height of what must not be parted from a heading above it."""


def _with_room(story: Sequence[Flowable], furniture: Furniture) -> list[Flowable]:
    """The story in which no heading stands at a foot without the beginning of what it heads.

    The renderer's own way keeps a heading with the whole of a table, and so leaves half a page
    empty where the table could begin.
    """
    most = (furniture.size[1] - TOP - FOOT) / 2
    made: list[Flowable] = []
    for at, flowable in enumerate(story):
        before = made[-1] if made else None
        if isinstance(flowable, Heading) and not isinstance(before, Heading):
            made.append(_Room(min(most, _room_below(story[at:], furniture.width))))
        made.append(flowable)
    return made


def _room_below(story: Sequence[Flowable], width: float) -> float:
    """How high a heading is with the beginning of what it heads."""
    height = 0.0
    before: Flowable | None = None
    for flowable in story:
        if isinstance(flowable, Heading) and before and not isinstance(before, Heading):
            # What it heads ends here, short as it is.
            return height
        before = flowable
        if isinstance(flowable, Rows):
            return height + flowable.first_rows(width)
        if isinstance(flowable, Together):
            return height + height_of(flowable, width)
        own = height_of(flowable, width)
        if own > _LINES and not isinstance(flowable, Heading):
            return height + (_LINES if isinstance(flowable, Paragraph) else own)
        height += own
    return height


def height_of(flowable: Flowable, width: float) -> float:
    """How high something is, with the spaces around it."""
    if isinstance(flowable, Together):
        return sum(height_of(part, width) for part in flowable.parts)
    own = float(flowable.wrap(width, 10_000)[1])
    return own + float(flowable.getSpaceBefore() + flowable.getSpaceAfter())


def _canvas_of(furniture: Furniture, *, silent: bool) -> Callable[..., TaggedCanvas]:
    """A canvas that knows the direction of the text, and carries the moment given."""

    def make(*arguments: object, **options: object) -> TaggedCanvas:
        given = {**options, "initialFontName": REGULAR, "pageCompression": 0}
        canvas = TaggedCanvas(*arguments, **given, rtl=furniture.rtl, silent=silent)
        canvas._doc._timeStamp = _Moment(furniture.made)  # noqa: SLF001  # no argument takes it
        return canvas

    return make


class _Moment(TimeStamp):
    """A moment that was given, where the renderer would take its own."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(invariant=1)
        at = moment.astimezone(UTC)
        self.t = at.timestamp()
        self.lt = at.timetuple()
        self.YMDhms = tuple(self.lt)[:6]
