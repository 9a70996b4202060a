"""Finishes a document: its faces, its structure, and what an archive and a screen reader ask for.

What the renderer wrote becomes one file that is PDF/A-3a and PDF/UA-1 at once. The same content
and moment give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from alignment_desktop.documents.pdf.page_pictures import PagePicture, put_pictures
from alignment_desktop.documents.pdf.structure import Content, FieldOn, Kid, LinkOn, Node
from alignment_desktop.domain.problems import Problem
from alignment_desktop.paths import resource_path
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.documents.pdf.font_embedding import FaceUse

_PRINTED = 4
_PRODUCER = "Alignment Desktop"


@dataclass(frozen=True)
class Attachment:
    """Data that a document carries.

    Attributes:
        name: The name of its file.
        content: The file.
        kind: Its media type.
        about: What it is, in a few words.
    """

    name: str
    content: bytes
    kind: str
    about: str


@dataclass(frozen=True)
class About:
    """What a document says of itself.

    Attributes:
        title: Its title.
        subject: What it is about.
        author: Whose it is.
        language: Of its text, as `en`.
        made: The moment that it carries.
        rtl: Whether its pages run from right to left.
    """

    title: str
    subject: str
    author: str
    language: str
    made: datetime
    rtl: bool = False


def finished(
    content: bytes,
    about: About,
    root: Node,
    uses: Mapping[str, FaceUse],
    attachments: Sequence[Attachment] = (),
    pictures: Mapping[int, PagePicture] | None = None,
) -> bytes:
    """The document as it is handed out.

    Args:
        content: What the renderer wrote, without faces.
        about: What it says of itself.
        root: Its structure.
        uses: What is used of each face.
        attachments: What it carries.
        pictures: The picture on each page that has one, by the page's number.

    Raises:
        Problem: `typeface-missing`, where the colour profile is gone.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf:
        _faces(pdf, uses)
        put_pictures(pdf, pictures or {})
        _structure(pdf, root)
        _catalogue(pdf, about)
        _data(pdf, attachments, about)
        target = io.BytesIO()
        pdf.save(
            target,
            min_version="1.7",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return target.getvalue()


def _faces(pdf: Any, uses: Mapping[str, FaceUse]) -> None:
    from pikepdf import Dictionary, Name

    fonts = pdf.make_indirect(Dictionary())
    for use in uses.values():
        fonts[Name(f"/{use.name}")] = use.embedded(pdf)
    for page in pdf.pages:
        page.obj.Resources.Font = fonts
        if "/ProcSet" in page.obj.Resources:
            del page.obj.Resources.ProcSet
        if "/Trans" in page.obj:
            del page.obj.Trans


class _Tree:
    """The structure as it is written into the file."""

    def __init__(self, pdf: Any) -> None:
        from pikepdf import Array, Dictionary, Name, Stream

        # Imported once: a document has some thousand elements.
        self._array, self._dictionary, self._make_name = Array, Dictionary, Name
        self._stream = Stream
        self._pdf = pdf
        self._pages = [page.obj for page in pdf.pages]
        self.of_page: list[dict[int, Any]] = [{} for _ in self._pages]
        self.of_annotation: list[Any] = []
        self.fields: list[Any] = []
        self._names: dict[str, Any] = {}

    def _name(self, text: str) -> Any:
        """A name, made once."""
        found = self._names.get(text)
        if found is None:
            found = self._names[text] = self._make_name(f"/{text}")
        return found

    def element(self, node: Node, parent: Any) -> Any:
        made = self._pdf.make_indirect(
            self._dictionary(
                {"/Type": self._name("StructElem"), "/S": self._name(node.role), "/P": parent}
            )
        )
        if node.alternative:
            made.Alt = _text(node.alternative)
        if node.said:
            made.ActualText = _text(node.said)
        if node.scope or node.span != (1, 1):
            made.A = _cell(node)
        if node.box is not None:
            made.A = self._box(node.box)
        kids = [
            self._kid(kid, made)
            for kid in node.kids
            if not (isinstance(kid, Node) and kid.is_empty)
        ]
        if node.role == "Form":
            # In an array, the reference would seem changed to whoever compares revisions.
            made.K = kids[0]
        elif kids:
            made.K = self._array(kids)
        return made

    def _kid(self, kid: Kid, made: Any) -> Any:
        if isinstance(kid, Node):
            return self.element(kid, made)
        if isinstance(kid, Content):
            return self._content(kid, made)
        return self._link(kid, made) if isinstance(kid, LinkOn) else self._field(kid, made)

    def _box(self, box: Sequence[float]) -> Any:
        return self._dictionary(
            {
                "/O": self._name("Layout"),
                "/Placement": self._name("Block"),
                "/BBox": self._array([round(at, 3) for at in box]),
            }
        )

    def _content(self, kid: Content, made: Any) -> Any:
        page = self._pages[kid.page - 1]
        self.of_page[kid.page - 1][kid.number] = made
        return self._dictionary({"/Type": self._name("MCR"), "/Pg": page, "/MCID": kid.number})

    def _link(self, kid: LinkOn, made: Any) -> Any:
        page = self._pages[kid.page - 1]
        annotation = page.Annots[kid.number]
        if not annotation.is_indirect:
            annotation = self._pdf.make_indirect(annotation)
            page.Annots[kid.number] = annotation
        annotation.Contents = _text(kid.text)
        annotation.F = _PRINTED
        annotation.StructParent = len(self._pages) + len(self.of_annotation)
        self.of_annotation.append(made)
        return self._dictionary({"/Type": self._name("OBJR"), "/Obj": annotation, "/Pg": page})

    def _field(self, kid: FieldOn, made: Any) -> Any:
        page = self._pages[kid.page - 1]
        left, bottom, right, top = kid.box
        empty = self._stream(self._pdf, b"")
        empty.Type, empty.Subtype = self._name("XObject"), self._name("Form")
        empty.BBox = self._array([0, 0, round(right - left, 3), round(top - bottom, 3)])
        empty.Resources = self._dictionary({})
        field = self._pdf.make_indirect(
            self._dictionary(
                {
                    "/Type": self._name("Annot"),
                    "/Subtype": self._name("Widget"),
                    "/FT": self._name("Sig"),
                    "/T": _text(kid.name),
                    "/TU": _text(kid.title),
                    "/Contents": _text(kid.title),
                    "/F": _PRINTED,
                    "/P": page,
                    "/Rect": self._array([round(at, 3) for at in kid.box]),
                    "/AP": self._dictionary({"/N": self._pdf.make_indirect(empty)}),
                    "/StructParent": len(self._pages) + len(self.of_annotation),
                }
            )
        )
        if "/Annots" not in page:
            page.Annots = self._array([])
        page.Annots.append(field)
        self.of_annotation.append(made)
        self.fields.append(field)
        return self._dictionary({"/Type": self._name("OBJR"), "/Obj": field, "/Pg": page})


def _form(pdf: Any, fields: Sequence[Any]) -> None:
    """Names the fields to sign in; the signature in the last one locks the whole document."""
    from pikepdf import Array, Dictionary, Name

    if not fields:
        return
    fields[-1].Lock = pdf.make_indirect(Dictionary(Type=Name.SigFieldLock, Action=Name.All, P=1))
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(fields)))


def _cell(node: Node) -> Any:
    from pikepdf import Dictionary, Name

    made = Dictionary(O=Name.Table)
    if node.scope:
        made.Scope = Name(f"/{node.scope}")
    if node.span != (1, 1):
        made.ColSpan, made.RowSpan = node.span
    return made


def _structure(pdf: Any, root: Node) -> None:
    from pikepdf import Array, Dictionary, Name

    top = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tree = _Tree(pdf)
    top.K = tree.element(root, top)
    numbers = Array()
    for at, (page, contents) in enumerate(zip(pdf.pages, tree.of_page, strict=True)):
        page.obj.StructParents = at
        page.obj.Tabs = Name.S
        numbers.append(at)
        numbers.append(pdf.make_indirect(Array([contents[each] for each in sorted(contents)])))
    for at, made in enumerate(tree.of_annotation, start=len(pdf.pages)):
        numbers.append(at)
        numbers.append(made)
    top.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    top.ParentTreeNextKey = len(pdf.pages) + len(tree.of_annotation)
    pdf.Root.StructTreeRoot = top
    _form(pdf, tree.fields)
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _catalogue(pdf: Any, about: About) -> None:
    from pikepdf import Array, Dictionary, Name, Stream, String

    path = resource_path("colour/sRGB.icc")
    try:
        profile = Stream(pdf, path.read_bytes())
    except OSError:
        raise Problem("typeface-missing", file=str(path)) from None
    profile.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=pdf.make_indirect(profile),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    pdf.Root.Lang = String(about.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if about.rtl:
        pdf.Root.ViewerPreferences.Direction = Name.R2L
    metadata = Stream(pdf, _metadata(about))
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = pdf.make_indirect(metadata)
    moment = _pdf_moment(about.made)
    del pdf.docinfo
    info = pdf.docinfo
    info.Title = _text(about.title)
    if about.author:
        info.Author = _text(about.author)
    if about.subject:
        info.Subject = _text(about.subject)
    info.Creator = info.Producer = String(_PRODUCER)
    info.CreationDate = info.ModDate = String(moment)


def _text(text: str) -> Any:
    from pikepdf import String

    return String(text)


def _pdf_moment(made: datetime) -> str:
    return made.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'")


def _data(pdf: Any, attachments: Sequence[Attachment], about: About) -> None:
    from pikepdf import Array, Dictionary, Name, Stream, String

    if not attachments:
        return
    moment = String(_pdf_moment(about.made))
    names, files = Array(), Array()
    for each in sorted(attachments, key=lambda one: one.name):
        stream = Stream(pdf, each.content)
        stream.Type = Name.EmbeddedFile
        stream.Subtype = Name(f"/{each.kind}")
        stream.Params = Dictionary(Size=len(each.content), ModDate=moment)
        stored = pdf.make_indirect(stream)
        file = pdf.make_indirect(
            Dictionary(
                Type=Name.Filespec,
                F=_text(each.name),
                UF=_text(each.name),
                Desc=_text(each.about),
                AFRelationship=Name.Source,
                EF=Dictionary(F=stored, UF=stored),
            )
        )
        names.append(_text(each.name))
        names.append(file)
        files.append(file)
    tree = pdf.Root.get("/Names") or pdf.make_indirect(Dictionary())
    tree.EmbeddedFiles = pdf.make_indirect(Dictionary(Names=names))
    pdf.Root.Names = tree
    pdf.Root.AF = files


def _metadata(about: About) -> bytes:
    """XMP that says the same as the information dictionary."""
    title, author = escape(about.title), escape(about.author)
    subject = escape(about.subject)
    moment = about.made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    creator = f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>"
    described = _alternatives("description", subject)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
{_alternatives("title", title)}
{creator if author else ""}
{described if subject else ""}
<dc:language><rdf:Bag><rdf:li>{escape(about.language)}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>{_PRODUCER}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
<xmp:MetadataDate>{moment}</xmp:MetadataDate>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{_PRODUCER}</pdf:Producer>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
{_EXTENSION}
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()


def _alternatives(name: str, text: str) -> str:
    item = f'<rdf:li xml:lang="x-default">{text}</rdf:li>'
    return f"<dc:{name}><rdf:Alt>{item}</rdf:Alt></dc:{name}>"


_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# PDF/A wants every property described that it does not know itself: that of PDF/UA.
_EXTENSION = """<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""
