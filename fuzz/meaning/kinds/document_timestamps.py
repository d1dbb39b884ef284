"""Document time-stamps, visible and not, by a time-stamping authority of the forger's own making."""
from pikepdf import Name

import looks
from kinds import kind
from kinds.empty_fields import field_name
from signing import empty_rect, signature_field, value

AUTHORITIES = ["trusted-tsa", "stranger-tsa"]


def add(case, place=None, look=None, page=None, who=None):
    number, page = page or case.page()
    stamp = value(case, who or case.rng.choice(AUTHORITIES), timestamp=True)
    return signature_field(case, number, page, looks.rect(place) if place else empty_rect(), field_name(case.rng), look, stamp)


@kind
def invisible(case):
    add(case)


@kind
def visible(case):
    """A time-stamp has no look of its own: nothing visible is honest."""
    number, page = case.page()
    empty = case.rng.random() < 0.5
    width, height = (120, 30) if empty else case.rng.choice([(60, 14), (250, 90), (500, 700)])
    place = case.place(number, page, width, height, empty)
    look = looks.odd_look(case, place[2] - place[0], place[3] - place[1])
    add(case, place, look, (number, page))


@kind
def with_content_changed(case):
    """A time-stamp beside a change of a page."""
    number, page = case.page()
    add(case, page=(number, page))
    page.contents_add(b"q 1 1 1 rg 60 60 300 300 re f Q\n", prepend=False)


@kind
def signer_as_authority(case):
    add(case, who="trusted-signer")


@kind
def typed_as_a_signature(case):
    field = add(case)
    text = case.raw[field.V.objgen]
    case.raw[field.V.objgen] = text.replace(b"/DocTimeStamp", b"/Sig", 1)
    field.Type = Name.Annot
