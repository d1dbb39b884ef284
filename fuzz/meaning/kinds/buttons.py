"""Check boxes, radio buttons and push buttons."""
from pikepdf import Array, Dictionary, Name, Stream, String

import looks
from case import NotHere
from fields import page_of, terminal_fields, widget_rect
from kinds import kind

RADIO, PUSH = 1 << 15, 1 << 16


def button(case, which=None):
    found = [field for field in terminal_fields(case.pdf) if field.kind == "/Btn" and (which is None or bool(field.flags & which))]
    if not found:
        raise NotHere("no button")
    return case.rng.choice(found)


def states(field):
    look = field.widget.get("/AP", {}).get("/N")
    return [name for name in look.keys()] if isinstance(look, Dictionary) and not isinstance(look, Stream) else []


@kind
def toggled(case):
    """An honest press of a small button."""
    field = button(case)
    names = states(field)
    if not names:
        raise NotHere("no states")
    state = case.rng.choice([*names, "/Off"])
    field.widget.AS = Name(state)
    field.dictionary.V = Name(state)
    rect = widget_rect(field.widget)
    found = page_of(case.pdf, field.widget)
    small = rect[2] - rect[0] < 40 and rect[3] - rect[1] < 40
    if found and small and case.base.may_fill(field.name):
        case.may_change(*found, rect)
        for other in terminal_fields(case.pdf):
            if other.dictionary.objgen == field.dictionary.objgen and other.widget.objgen != field.widget.objgen:
                other.widget.AS = Name.Off
                where = page_of(case.pdf, other.widget)
                if where:
                    case.may_change(*where, widget_rect(other.widget))


@kind
def state_without_value(case):
    field = button(case)
    field.widget.AS = Name(case.rng.choice([*states(field), "/Off", "/Other"]))


@kind
def value_without_state(case):
    field = button(case)
    field.dictionary.V = case.rng.choice([Name.Yes, Name.Off, Name.Other, String("Yes")])


@kind
def state_added(case):
    """A new state with a look of the forger's."""
    field = button(case)
    rect = widget_rect(field.widget)
    if not states(field):
        raise NotHere("no states")
    field.widget.AP.N.New = looks.odd_look(case, rect[2] - rect[0], rect[3] - rect[1])
    if case.rng.random() < 0.8:
        field.widget.AS, field.dictionary.V = Name.New, Name.New


@kind
def state_replaced(case):
    field = button(case)
    rect = widget_rect(field.widget)
    names = states(field)
    if not names:
        raise NotHere("no states")
    name = case.rng.choice(names)
    field.widget.AP.N[name] = looks.odd_look(case, rect[2] - rect[0], rect[3] - rect[1])
    field.widget.AS, field.dictionary.V = Name(name), Name(name)


@kind
def caption(case):
    """Captions, icons and colours that readers draw from."""
    field = button(case)
    field.widget.MK = case.rng.choice([Dictionary(CA=String("8")), Dictionary(CA=String("9,000"), BG=Array([1, 1, 1])), Dictionary(BC=Array([1, 0, 0]))])


@kind
def picture(case):
    """A push button gets a picture, as a program that lets the signer add one does."""
    field = button(case, PUSH)
    rect = widget_rect(field.widget)
    width, height = rect[2] - rect[0], rect[3] - rect[1]
    look = looks.form(case.pdf, f"q {width:g} 0 0 {height:g} 0 0 cm /Im Do Q\n".encode(), width, height)
    look.Resources.XObject = Dictionary(Im=looks.image(case.pdf))
    field.widget.AP = Dictionary(N=look)


@kind
def added(case):
    """A new check box whose unseen state is large."""
    number, page = case.page()
    place = case.place(number, page, *case.rng.choice([(14, 14), (300, 300)]), case.rng.random() < 0.5)
    width, height = place[2] - place[0], place[3] - place[1]
    look = Dictionary(Yes=looks.odd_look(case, width, height), Off=looks.form(case.pdf, b"", width, height))
    state = case.rng.choice([Name.Yes, Name.Off])
    widget = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, T=String("box%d" % case.rng.randrange(99)), F=4,
                        Rect=looks.rect(place), AS=state, V=state, AP=Dictionary(N=look))
    case.form().Fields.append(case.add_annotation(page, widget))
