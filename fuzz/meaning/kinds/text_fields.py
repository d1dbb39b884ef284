"""Text and choice fields that are filled: as an honest program does, and otherwise."""
from pikepdf import Array, Dictionary, Name, String

import looks
from case import NotHere
from fields import page_of, terminal_fields, widget_rect
from kinds import kind

READ_ONLY = 1


def text_field(case, kinds=("/Tx",)):
    found = [field for field in terminal_fields(case.pdf) if field.kind in kinds]
    if not found:
        raise NotHere("no text field")
    return case.rng.choice(found)


def look_of(case, words, width, height, ground=b"", clip=True):
    inner = f"/Tx BMC q 1 1 {width - 2:g} {height - 2:g} re W n ".encode() if clip else b"/Tx BMC q "
    safe = words.replace("(", "\\(").replace(")", "\\)").encode("latin-1")
    body = ground + inner + b"BT /Helv 9 Tf 0 g 2 4 Td (" + safe + b") Tj ET Q EMC\n"
    return looks.form(case.pdf, body, width, height)


def is_free(case, field) -> bool:
    return case.base.may_fill(field.name) and not field.flags & READ_ONLY


def fill(case, field, value, shown, ground=b"", honest=False):
    rect = widget_rect(field.widget)
    width, height = max(rect[2] - rect[0], 4), max(rect[3] - rect[1], 4)
    field.dictionary.V = String(value)
    field.widget.AP = Dictionary(N=look_of(case, shown, width, height, ground))
    found = page_of(case.pdf, field.widget)
    if honest and is_free(case, field) and found and case.is_empty_without(*found, rect, field.widget):
        case.may_change(*found, rect)
    return width, height


WORDS = ["Alice", "12 May", "yes", "1 000", "Example Ltd"]


@kind
def filled(case):
    word = case.rng.choice(WORDS)
    fill(case, text_field(case), word, word, honest=True)


@kind
def opaque(case):
    field, word = text_field(case), case.rng.choice(WORDS)
    rect = widget_rect(field.widget)
    fill(case, field, word, word, looks.filled(rect[2] - rect[0], rect[3] - rect[1], case.rng.choice(["1 1 1", "1 1 0", "0 0 0"])), honest=True)


@kind
def another_text(case):
    """The look says something else than the value."""
    fill(case, text_field(case), "Alice", case.rng.choice(["9,000", "Mallory", "void"]))


@kind
def another_look(case):
    field = text_field(case)
    rect = widget_rect(field.widget)
    field.dictionary.V = String("Alice")
    field.widget.AP = Dictionary(N=looks.odd_look(case, max(rect[2] - rect[0], 4), max(rect[3] - rect[1], 4)))


@kind
def beyond_its_box(case):
    """A look that its matrix or a moved box brings over something else."""
    field = text_field(case)
    fill(case, field, "Alice", "Alice", looks.filled(60, 20, "1 1 1"), honest=True)
    if case.rng.random() < 0.5:
        field.widget.AP.N.BBox = looks.rect([-200, -200, 400, 400])
        field.widget.AP.N.Matrix = Array([1, 0, 0, 1, case.rng.randint(-50, 50), case.rng.randint(-50, 50)])
    else:
        rect = widget_rect(field.widget)
        field.widget.Rect = looks.rect([rect[0] - 40, rect[1] - 40, rect[2] + 40, rect[3] + 40])


@kind
def value_only(case):
    """A value without a look, with or without a request that readers draw it."""
    field = text_field(case)
    field.dictionary.V = String(case.rng.choice(WORDS))
    found, rect = page_of(case.pdf, field.widget), widget_rect(field.widget)
    if found and is_free(case, field) and case.is_empty(*found, rect):
        case.may_change(*found, rect)
    if case.rng.random() < 0.6:
        case.form().NeedAppearances = case.rng.random() < 0.7


@kind
def look_only(case):
    field = text_field(case)
    rect = widget_rect(field.widget)
    field.widget.AP = Dictionary(N=look_of(case, "9,000", max(rect[2] - rect[0], 4), max(rect[3] - rect[1], 4)))


@kind
def attributes(case):
    """Colours, alignment, flags, limits, rotation, default appearance."""
    field = text_field(case, ("/Tx", "/Ch", "/Btn"))
    word = case.rng.choice(WORDS)
    change = case.rng.randrange(8)
    if change == 0:
        field.widget.MK = Dictionary(BG=Array([1, 1, 1]), R=90)
    elif change == 1:
        field.dictionary.Q = 2
    elif change == 2:
        field.dictionary.Ff = case.rng.choice([0, 1, 4096, 8192, 1 << 24])
    elif change == 3:
        field.dictionary.MaxLen = 3
    elif change == 4:
        field.dictionary.DA = String("/Helv 40 Tf 1 0 0 rg")
    elif change == 5:
        field.widget.BS = Dictionary(W=6, S=Name.B)
    elif change == 6:
        field.dictionary.DV = String(word)
    else:
        field.dictionary.TU = String("Pay here")
    if case.rng.random() < 0.5 and field.kind == "/Tx":
        fill(case, field, word, word, honest=change not in (0, 5))


@kind
def renamed(case):
    field = text_field(case, ("/Tx", "/Ch", "/Btn"))
    field.dictionary[case.rng.choice(["/T", "/TM", "/FT"])] = case.rng.choice([String("Other"), Name.Btn])


@kind
def rich(case):
    field = text_field(case)
    field.dictionary.RV = String('<?xml version="1.0"?><body xmlns="http://www.w3.org/1999/xhtml"><p style="font-size:40pt">9,000</p></body>')
    fill(case, field, "Alice", "Alice", honest=True)


@kind
def chosen(case):
    field = text_field(case, ("/Ch",))
    options = [str(one[1] if isinstance(one, Array) else one) for one in field.dictionary.get("/Opt", [])]
    word = case.rng.choice(options or ["None"])
    if case.rng.random() < 0.3:
        word = "Something else"
    fill(case, field, word, word, honest=word in options)


@kind
def removed(case):
    """A field is taken from the form or the page."""
    field = text_field(case, ("/Tx", "/Ch", "/Btn", "/Sig"))
    found = page_of(case.pdf, field.widget)
    if found and case.rng.random() < 0.7:
        page = found[1].obj
        page.Annots = Array([one for one in page.Annots if one.objgen != field.widget.objgen])
    else:
        form = case.form()
        form.Fields = Array([one for one in form.Fields if one.objgen != field.dictionary.objgen])


@kind
def added(case):
    """A new text field with a value and a look."""
    number, page = case.page()
    place = case.place(number, page, 100, 20, case.rng.random() < 0.5)
    widget = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("new%d" % case.rng.randrange(99)), F=4,
                        Rect=looks.rect(place), V=String("9,000"), DA=String("/Helv 9 Tf 0 g"), AP=Dictionary(N=look_of(case, "9,000", 100, 20)))
    case.form().Fields.append(case.add_annotation(page, widget))
