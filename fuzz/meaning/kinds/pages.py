"""Attributes and content of pages, and the page tree."""
from pikepdf import Array, Dictionary, Name, String

import looks
from case import NotHere, inherited
from kinds import kind


@kind
def attribute(case):
    _, page = case.page()
    box = looks.box_of(page)
    act = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("1")))
    smaller = looks.rect([box[0] + 40, box[1] + 60, box[2] - 30, box[3] - 100])
    name, value = case.rng.choice([
        ("/Rotate", 90), ("/Rotate", 0), ("/Rotate", 360), ("/CropBox", smaller), ("/MediaBox", smaller), ("/BleedBox", smaller), ("/TrimBox", smaller),
        ("/ArtBox", smaller), ("/UserUnit", 2), ("/UserUnit", 1), ("/Tabs", Name.S), ("/Tabs", Name.R), ("/Dur", 3), ("/Trans", Dictionary(S=Name.Wipe)), ("/AA", act),
        ("/Group", Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK, I=True, K=True)), ("/StructParents", 9), ("/Thumb", looks.image(case.pdf)),
        ("/LastModified", String("D:2026")), ("/Own", 1), ("/B", Array([])), ("/ID", String("x")), ("/PZ", 2), ("/SeparationInfo", Dictionary()),
        ("/VP", Array([])), ("/TemplateInstantiated", Name.x), ("/AF", Array([])), ("/Type", Name.Template), ("/PresSteps", Dictionary())])
    page.obj[name] = value
    case.note = name


@kind
def attribute_removed(case):
    _, page = case.page()
    names = [name for name in page.obj.keys() if name not in ("/Type", "/Parent")]
    name = case.rng.choice(names)
    del page.obj[name]
    case.note = name


@kind
def content(case):
    """The content is prepended to, appended to, replaced, split, emptied, or written again as it was."""
    _, page = case.page()
    contents = page.obj.get("/Contents")
    if contents is None:
        raise NotHere("no content")
    parts = list(contents) if isinstance(contents, Array) else [contents]
    extra = case.pdf.make_indirect(case.pdf.make_stream(case.rng.choice([
        b"q 1 1 1 rg 60 60 300 300 re f Q\n", b"\n", b"BT ET\n", b"q Q\n", b"1 0 0 1 0 0 cm\n", b"0.99 0 0 1 0 0 cm\n", b"% nothing\n"])))
    way = case.rng.randrange(7)
    if way == 0:
        page.obj.Contents = Array([extra, *parts])
    elif way == 1:
        page.obj.Contents = Array([*parts, extra])
    elif way == 2:
        page.obj.Contents = Array(parts)
    elif way == 3:
        page.obj.Contents = Array(parts[:-1])
    elif way == 4:
        page.obj.Contents = extra
    elif way == 5:
        one = case.rng.choice(parts)
        one.write(one.read_bytes())
    else:
        one = case.rng.choice(parts)
        one.write(one.read_bytes().replace(b"1", b"9"))


@kind
def tree(case):
    """Pages are swapped, repeated, removed or added, or the counts are wrong."""
    pages = case.pdf.Root.Pages
    kids = list(pages.Kids)
    way = case.rng.randrange(6)
    if way == 0 and len(kids) > 1:
        case.rng.shuffle(kids)
    elif way == 1:
        kids.append(kids[0])
    elif way == 2 and len(kids) > 1:
        kids.pop()
    elif way == 3:
        blank = Dictionary(Type=Name.Page, Parent=pages, MediaBox=looks.rect([0, 0, 300, 300]), Resources=Dictionary())
        kids.insert(case.rng.choice([0, len(kids)]), case.pdf.make_indirect(blank))
    elif way == 4:
        pages.Count = int(pages.Count) + case.rng.choice([-1, 1])
        return
    else:
        pages.Rotate = 90
        return
    pages.Kids, pages.Count = Array(kids), len(kids)


@kind
def copied(case):
    """The first kid is a copy of the page under another number."""
    number, page = case.page()
    pages = page.obj.Parent
    copy = case.pdf.make_indirect(Dictionary(page.obj))
    if case.rng.random() < 0.5:
        copy.Rotate = 180
    pages.Kids = Array([copy if kid.objgen == page.obj.objgen else kid for kid in pages.Kids])


@kind
def inherited_resources(case):
    """The resources move to the page, or from it, with or without a change."""
    _, page = case.page()
    found = inherited(page, "/Resources", None)
    if found is None:
        raise NotHere("no resources")
    if case.rng.random() < 0.5:
        page.obj.Resources = Dictionary(found)
    else:
        page.obj.Resources = Dictionary()
