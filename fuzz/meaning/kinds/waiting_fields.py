"""Signature fields that wait for a signature, filled or given a look."""
from pikepdf import Array, Dictionary, Name

import looks
from case import NotHere
from fields import page_of, terminal_fields, widget_rect
from kinds import kind
from kinds.signatures import plain_look
from signing import value


def waiting(case):
    found = [field for field in terminal_fields(case.pdf) if field.kind == "/Sig" and "/V" not in field.dictionary]
    if not found:
        raise NotHere("no waiting field")
    return case.rng.choice(found)


def sign(case, field, who, **options):
    field.dictionary.V = value(case, who, **options)


def sized(field):
    rect = widget_rect(field.widget)
    return max(rect[2] - rect[0], 1), max(rect[3] - rect[1], 1), rect


@kind
def signed(case):
    """The honest use of a waiting field in an empty place."""
    field = waiting(case)
    width, height, rect = sized(field)
    sign(case, field, "trusted-signer")
    has_look = case.rng.random() < 0.8
    if has_look:
        field.widget.AP = Dictionary(N=plain_look(case, width, height))
    found = page_of(case.pdf, field.widget)
    # MuPDF marks fields that wait for a signature; without a look that mark alone goes away.
    if found and case.base.permission != 1 and (not has_look or case.is_empty(*found, rect)):
        case.may_change(*found, rect)


@kind
def signed_by_a_stranger(case):
    field = waiting(case)
    width, height, _ = sized(field)
    sign(case, field, "stranger-signer")
    field.widget.AP = Dictionary(N=looks.odd_look(case, width, height))


@kind
def stamped(case):
    field = waiting(case)
    width, height, _ = sized(field)
    sign(case, field, case.rng.choice(["trusted-tsa", "stranger-tsa"]), timestamp=True)
    field.widget.AP = Dictionary(N=looks.odd_look(case, width, height))


@kind
def given_a_look(case):
    """A look without a signature."""
    field = waiting(case)
    width, height, _ = sized(field)
    field.widget.AP = Dictionary(N=looks.odd_look(case, width, height))


@kind
def moved(case):
    field = waiting(case)
    width, height, rect = sized(field)
    dx, dy = case.rng.randint(-200, 200), case.rng.randint(-200, 200)
    field.widget.Rect = looks.rect([rect[0] + dx, rect[1] + dy, rect[2] + dx, rect[3] + dy])
    if case.rng.random() < 0.7:
        sign(case, field, "trusted-signer")
        field.widget.AP = Dictionary(N=plain_look(case, width, height))


@kind
def filled_with_something_else(case):
    """A value that is not a signature."""
    field = waiting(case)
    width, height, _ = sized(field)
    field.dictionary.V = case.rng.choice([Dictionary(Type=Name.Sig), Array([]), Name.Off])
    field.widget.AP = Dictionary(N=looks.odd_look(case, width, height))
