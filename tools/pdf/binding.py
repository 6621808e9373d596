"""Binds printed sheets: one file with links from chapter to chapter, an outline, page labels and what it is about."""
from urllib.parse import unquote

from press import HOST, SOLUTIONS
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, Fit, FloatObject, NullObject, TextStringObject
from pypdf.generic import NameObject as Name


def places(sheet, before):
    """{id: (page of the book from 0, left, top)} of the named places of a sheet that `before` pages precede."""
    number = {page.indirect_reference.idnum: i for i, page in enumerate(sheet.pdf.pages)}
    return {unquote(name.removeprefix("/")): (
                before + number[place.raw_get("/Page").idnum], float(place.left), float(place.top))
            for name, place in sheet.pdf.named_destinations.items()}


def atlas(sheets):
    """{(name of the sheet, id): place} of a whole book; the id "" is the beginning of the sheet."""
    found, before = {}, 0
    for sheet in sheets:
        found |= {(sheet.name, key): place for key, place in places(sheet, before).items()}
        found[sheet.name, ""] = (before, 0.0, float(sheet.pdf.pages[0].mediabox.top))
        before += len(sheet.pdf.pages)
    return found


def seek(found, name, key):
    """The place of an id, of the solution that was moved, of the page's beginning; None outside of the book."""
    return found.get((name, key)) or found.get((SOLUTIONS, key)) or found.get((name, ""))


def target(link, name):
    """(sheet, id) that a link annotation of the sheet `name` leads to within the book, or None."""
    if "/Dest" in link:
        return name, unquote(str(link["/Dest"]).removeprefix("/"))
    address = str(link.get("/A", {}).get("/URI", ""))
    if not address.startswith(HOST):
        return None
    page, _, key = address.removeprefix(HOST).partition("#")
    return page, unquote(key)


def lead(link, pages, place):
    """Let a link annotation lead to a place."""
    number, left, top = place
    link.pop("/A", None)
    link[Name("/Dest")] = ArrayObject([pages[number].indirect_reference, Name("/XYZ"), FloatObject(left),
                                             FloatObject(top), NullObject()])


def join_links(writer, sheets, found):
    """Turn all links between the sheets into places of the file; returns the addresses that the book does not have."""
    pages, lost, number = list(writer.pages), set(), 0
    for sheet in sheets:
        for page in pages[number:number + len(sheet.pdf.pages)]:
            for reference in list(page.get("/Annots", ())):
                goal = target(reference.get_object(), sheet.name)
                place = goal and seek(found, *goal)
                if place:
                    lead(reference.get_object(), pages, place)
                elif goal:
                    lost.add("#".join(goal))
                    page["/Annots"].remove(reference)
        number += len(sheet.pdf.pages)
    return lost


def add_outline(writer, parts, found):
    """Bookmarks: parts, chapters, sections.  `parts` is a list of (caption or None, sheets)."""
    def add(text, place, parent=None):
        return writer.add_outline_item(title=text, page_number=place[0], parent=parent,
                                       fit=Fit.xyz(left=0, top=place[2]))

    for caption, sheets in parts:
        above = caption and add(caption, found[sheets[0].name, ""])
        for sheet in sheets:
            chapter = add(sheet.headings[0]["text"], found[sheet.name, ""], above)
            for heading in sheet.headings[1:]:
                add(heading["text"], seek(found, sheet.name, heading["id"]), chapter)


def bind(front, parts, about):
    """(PdfWriter, lost links) of the front matter and the parts; `about` holds /Title and its like."""
    sheets = [front, *(sheet for _, group in parts for sheet in group)]
    writer, found, romans = PdfWriter(), atlas(sheets), len(front.pdf.pages)
    for sheet in sheets:
        for page in sheet.pdf.pages:
            writer.add_page(page)
    found["index.html", ""] = found[front.name, ""]
    lost = join_links(writer, sheets, found)
    add_outline(writer, [(None, [front]), *parts], found)
    writer.set_page_label(0, romans - 1, style="/r")
    if len(writer.pages) > romans:
        writer.set_page_label(romans, len(writer.pages) - 1, style="/D", start=1)
    writer.add_metadata(about)
    writer.page_mode = "/UseOutlines"
    root = writer.root_object
    root[Name("/Lang")] = TextStringObject("en")
    root[Name("/ViewerPreferences")] = DictionaryObject({Name("/DisplayDocTitle"): BooleanObject(True)})
    return writer, lost
