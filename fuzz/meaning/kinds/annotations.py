"""Annotations of every subtype: added, changed, removed."""
from pikepdf import Array, Dictionary, Name, String

import looks
from case import NotHere
from kinds import kind

SUBTYPES = ["Text", "Link", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline", "Squiggly", "StrikeOut",
            "Caret", "Stamp", "Ink", "Popup", "FileAttachment", "Sound", "Movie", "Screen", "Widget", "PrinterMark", "TrapNet", "Watermark",
            "3D", "Redact", "Projection", "RichMedia", "Unknown"]


COMMENTS = [Name.Text, Name.Highlight, Name.Underline, Name.Squiggly, Name.StrikeOut]


def made(case, subtype, place):
    a, b, c, d = place
    one = Dictionary(Type=Name.Annot, Subtype=Name("/" + subtype), Rect=looks.rect(place), F=4, Contents=String("9,000"))
    one.QuadPoints = looks.rect([a, d, c, d, a, b, c, b])
    one.C = Array([1, 0, 0])
    more = {
        "FreeText": {"DA": String("/Helv 12 Tf 0 g")}, "Line": {"L": looks.rect([a, b, c, d])}, "Ink": {"InkList": Array([looks.rect([a, b, c, d])])},
        "Polygon": {"Vertices": looks.rect([a, b, c, b, c, d])}, "PolyLine": {"Vertices": looks.rect([a, b, c, d])},
        "Square": {"IC": Array([1, 1, 1])}, "Circle": {"IC": Array([1, 1, 1])}, "Redact": {"IC": Array([1, 1, 1]), "OverlayText": String("9,000"), "DA": String("/Helv 9 Tf")},
        "Stamp": {"Name": Name.Approved}, "Text": {"Name": Name.Note, "Open": case.rng.random() < 0.5}, "Widget": {"FT": Name.Tx, "T": String("w"), "V": String("9,000")},
        "Link": {"Border": Array([0, 0, case.rng.randrange(4)]), "A": Dictionary(S=Name.URI, URI=String("https://example.com/"))},
        "Popup": {"Open": True},
    }
    for name, value in more.get(subtype, {}).items():
        one["/" + name] = value
    return one


def may_comment(case, number, page, place, one):
    """P=3 permits comments; those without a look of their own are drawn by the reader around their place."""
    if case.base.permission == 3 and "/AP" not in one and one.Subtype in COMMENTS:
        a, b, c, d = place
        case.may_change(number, page, [a - 20, b - 20, c + 20, d + 20])


@kind
def added(case):
    number, page = case.page()
    place = case.place(number, page, *case.rng.choice([(60, 14), (150, 40), (300, 300)]), case.rng.random() < 0.4)
    one = made(case, case.rng.choice(SUBTYPES), place)
    if case.rng.random() < 0.5:
        one.AP = Dictionary(N=looks.odd_look(case, place[2] - place[0], place[3] - place[1]))
    if case.rng.random() < 0.3:
        one.F = case.rng.randrange(1024)
    may_comment(case, number, page, place, one)
    case.add_annotation(page, one)


@kind
def note_as_readers_make(case):
    """A markup annotation with author, date and pop-up."""
    number, page = case.page()
    place = case.place(number, page, 80, 14, case.rng.random() < 0.4)
    one = made(case, case.rng.choice(["Text", "Highlight", "Underline", "FreeText", "Ink", "Square"]), place)
    one.T, one.M, one.NM = String("Reviewer"), String("D:20261129120000Z"), String("note-1")
    note = case.add_annotation(page, one)
    popup = made(case, "Popup", place)
    popup.Parent = note
    may_comment(case, number, page, place, one)
    note.Popup = case.add_annotation(page, popup)


def present(case):
    found = [(page, one) for page in case.pdf.pages for one in page.obj.get("/Annots", [])]
    if not found:
        raise NotHere("no annotations")
    return case.rng.choice(found)


@kind
def removed(case):
    page, one = present(case)
    kept = [other for other in page.obj.Annots if other.objgen != one.objgen or not one.is_indirect]
    page.obj.Annots = Array(kept if len(kept) < len(page.obj.Annots) else kept[1:])


@kind
def reordered(case):
    page, _ = present(case)
    kept = list(page.obj.Annots)
    if len(kept) < 2:
        raise NotHere("one annotation")
    case.rng.shuffle(kept)
    page.obj.Annots = Array(kept)


@kind
def retyped(case):
    _, one = present(case)
    one.Subtype = Name("/" + case.rng.choice(SUBTYPES))


@kind
def changed(case):
    """One key of an annotation."""
    _, one = present(case)
    key, value = case.rng.choice([
        ("/Contents", String("9,000")), ("/C", Array([1, 1, 1])), ("/Border", Array([0, 0, 5])), ("/CA", 0), ("/ca", 0), ("/BM", Name.Difference),
        ("/M", String("D:20260101")), ("/NM", String("x")), ("/MK", Dictionary(R=90, BG=Array([1, 1, 1]))), ("/H", Name.P), ("/BS", Dictionary(W=8)),
        ("/StructParent", 77), ("/Lang", String("de")), ("/RC", String("<body>9,000</body>")), ("/DA", String("/Helv 50 Tf"))])
    one[key] = value


@kind
def of_another_page(case):
    """A widget of one page shown on another one too."""
    page, one = present(case)
    number, other = case.page()
    if other.obj.objgen == page.obj.objgen:
        raise NotHere("the same page")
    if "/Annots" not in other.obj:
        other.obj.Annots = Array([])
    other.obj.Annots.append(one)


@kind
def action(case):
    """Actions on an annotation."""
    _, one = present(case)
    act = case.rng.choice([Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")), Dictionary(S=Name.Hide, T=String("x")),
                           Dictionary(S=Name.URI, URI=String("https://example.com/"))])
    if case.rng.random() < 0.5:
        one.A = act
    else:
        one.AA = Dictionary(PO=act, E=act)
