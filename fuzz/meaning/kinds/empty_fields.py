"""New signature fields without a signature, with a look: nothing of them is honest."""
from pikepdf import Array, Dictionary, Name, String

import looks
import places
from kinds import kind
from signing import signature_field


def field_name(rng):
    return rng.choice(["Signature2", "Approval", "sig", "Bob"]) + str(rng.randrange(1000))


def add(case, empty, look=None, flags=132, rect=None):
    number, page = case.page()
    size = case.rng.choice([(60, 14), (150, 40), (30, 12), (250, 90), (500, 700)])
    if empty:
        size = case.rng.choice([(60, 14), (150, 40), (30, 12)])
    place = rect or case.place(number, page, *size, empty)
    width, height = place[2] - place[0], place[3] - place[1]
    found = look(case, width, height) if look else looks.odd_look(case, width, height)
    return signature_field(case, number, page, looks.rect(place), field_name(case.rng), found, flags=flags), page, place


@kind
def over_text(case):
    add(case, empty=False)


@kind
def in_an_empty_place(case):
    add(case, empty=True)


@kind
def turned_rect(case):
    """A /Rect whose corners are in another order."""
    widget, _, place = add(case, empty=case.rng.random() < 0.5)
    a, b, c, d = place
    widget.Rect = looks.rect(case.rng.choice([(c, d, a, b), (c, b, a, d), (a, d, c, b)]))


@kind
def odd_matrix(case):
    """A look whose /BBox and /Matrix bring it elsewhere in its box."""
    def look(case, width, height):
        made = looks.odd_look(case, width, height)
        rng = case.rng
        made.BBox = looks.rect([rng.uniform(-50, 0), rng.uniform(-50, 0), rng.uniform(1, 400), rng.uniform(1, 400)])
        made.Matrix = looks.rect([rng.uniform(-2, 2), rng.uniform(-1, 1), rng.uniform(-1, 1), rng.uniform(0.2, 2), rng.uniform(-40, 40), 0])
        return made
    add(case, case.rng.random() < 0.3, look)


@kind
def with_flags(case):
    """Hidden, no view, no zoom, no rotate, locked: every combination of flags."""
    add(case, case.rng.random() < 0.3, flags=case.rng.randrange(1024))


@kind
def without_look(case):
    """No appearance, but colours and a border that some readers draw."""
    widget, _, _ = add(case, case.rng.random() < 0.5)
    del widget["/AP"]
    widget.MK = Dictionary(BG=Array([1, 1, 1]), BC=Array([1, 0, 0]), CA=String("9,000"))
    widget.BS = Dictionary(W=3, S=Name.S)


@kind
def split_in_two(case):
    """A field whose widget is a kid, or has two widgets, one of them elsewhere."""
    widget, page, place = add(case, case.rng.random() < 0.5)
    form = case.form()
    parent = case.pdf.make_indirect(Dictionary(FT=Name.Sig, T=widget.T, Kids=Array([widget])))
    del widget["/T"]
    widget.Parent = parent
    form.Fields[-1] = parent
    if case.rng.random() < 0.5:
        number, other = case.page()
        width, height = place[2] - place[0], place[3] - place[1]
        rect = places.random_rect(case.rng, looks.box_of(other), width, height)
        second = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Parent=parent, F=4, Rect=looks.rect(rect), AP=widget.AP)
        parent.Kids.append(case.add_annotation(other, second))


@kind
def unlisted(case):
    """A widget on the page which the form does not list, or a field which the page does not list."""
    _, page, _ = add(case, case.rng.random() < 0.5)
    if case.rng.random() < 0.6:
        del case.form().Fields[-1]
    else:
        del page.obj.Annots[-1]


@kind
def states(case):
    """A look with states or with other looks."""
    widget, _, place = add(case, case.rng.random() < 0.5)
    look = widget.AP.N
    form = case.rng.randrange(3)
    if form == 0:
        widget.AP.N = Dictionary(On=look)
        widget.AS = Name.On
    elif form == 1:
        widget.AP = Dictionary(R=look, D=look)
    else:
        widget.AP.R = looks.odd_look(case, place[2] - place[0], place[3] - place[1])
