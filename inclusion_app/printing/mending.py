"""What WeasyPrint's tagging lacks for PDF/UA-1.

The scope of headers of tables, words for links, headers and footers of pages that are no content, plain metadata.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

PRODUCER = "inclusion-app"
_PRINTED = 4
"""The flag of an annotation that is on paper as it is on the screen."""
_GROUPS = {"/THead": Name.Column, "/TBody": Name.Row, "/TFoot": Name.Row}


@dataclass(frozen=True)
class Metadata:
    """What a reader of PDF shows about the file."""

    title: str
    author: str
    subject: str
    language: str
    created: datetime


def mend(file: BinaryIO, metadata: Metadata) -> bytes:
    """The file completed; the same input gives the same bytes."""
    with pikepdf.open(file) as pdf:
        _scope_headers(pdf)
        _describe_links(pdf)
        _set_running_lines_aside(pdf)
        _describe(pdf, metadata)
        output = BytesIO()
        pdf.save(
            output,
            deterministic_id=True,
            linearize=False,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return output.getvalue()


def count_pages(content: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return len(pdf.pages)


def _children(element: Any) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _walk(element: Any, group: str = "") -> Iterator[tuple[Any, str]]:
    """Every structure element, with the part of the table in which it lies."""
    stack = [(element, group)]
    while stack:
        current, inside = stack.pop()
        if not isinstance(current, Dictionary) or current.get("/Type") == Name.OBJR:
            continue
        kind = str(current.get("/S", ""))
        inside = kind if kind in _GROUPS else inside
        yield current, inside
        stack += [(kid, inside) for kid in reversed(_children(current))]


def _scope_headers(pdf: Pdf) -> None:
    for element, group in _walk(pdf.Root.StructTreeRoot):
        if element.get("/S") == Name.TH:
            attributes = element.get("/A")
            if not isinstance(attributes, Dictionary):
                attributes = Dictionary(O=Name.Table)
                element.A = attributes
            attributes.Scope = _GROUPS.get(group, Name.Column)


def _describe_links(pdf: Pdf) -> None:
    """A link says where it leads: its address, else the page of the document."""
    for page in pdf.pages:
        for annotation in page.get("/Annots", Array()):
            annotation.F = _PRINTED
            if annotation.get("/Subtype") == Name.Link and "/Contents" not in annotation:
                action = annotation.get("/A")
                address = str(action.URI) if isinstance(action, Dictionary) and "/URI" in action else ""
                annotation.Contents = String(address or "Aller à cette partie du document")
        if "/Annots" in page:
            page.Tabs = Name.S


def _set_running_lines_aside(pdf: Pdf) -> None:
    """Headers and footers of pages have tags that lead nowhere in the document: they become artifacts of pagination."""
    linked = {element.objgen for element, _group in _walk(pdf.Root.StructTreeRoot)}
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    owners_of = {int(numbers[rank]): numbers[rank + 1] for rank in range(0, len(numbers), 2)}
    for page in pdf.pages:
        owners = owners_of.get(int(page.get("/StructParents", -1)), Array())
        outside = {rank for rank, owner in enumerate(owners) if owner.objgen not in linked}
        if outside:
            instructions = [_aside(each, outside) for each in pikepdf.parse_content_stream(page)]
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
            for rank in outside:
                owners[rank] = None


def _aside(instruction: Any, outside: set[int]) -> Any:
    """The instruction; one that opens marked content of these numbers opens an artifact instead."""
    if str(instruction.operator) != "BDC" or instruction.operands[1].get("/MCID", -1) not in outside:
        return instruction
    return pikepdf.ContentStreamInstruction([Name.Artifact, Dictionary(Type=Name.Pagination)], instruction.operator)


def _describe(pdf: Pdf, metadata: Metadata) -> None:
    moment = metadata.created.replace(microsecond=0)
    pdf.Root.Lang = String(metadata.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as xmp:
        xmp["dc:title"] = metadata.title
        xmp["dc:language"] = [metadata.language]
        if metadata.author:
            xmp["dc:creator"] = [metadata.author]
        if metadata.subject:
            xmp["dc:description"] = metadata.subject
        xmp["pdf:Producer"] = PRODUCER
        xmp["xmp:CreatorTool"] = PRODUCER
        xmp["xmp:CreateDate"] = moment.isoformat()
        xmp["xmp:ModifyDate"] = moment.isoformat()
        xmp["xmp:MetadataDate"] = moment.isoformat()
