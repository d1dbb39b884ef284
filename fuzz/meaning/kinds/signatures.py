"""New signatures, by a key that the verifier trusts and by a stranger's."""
import looks
from kinds import kind
from kinds.empty_fields import field_name
from signing import KEYS, empty_rect, signature_field, stamp_inside, value

MARKS = ["Digitally signed", "Signature", "Approved"]


def is_approval(case):
    return case.base.permission == 0


def add(case, who, place=None, look=None, page=None, honest=False, **options):
    number, page = page or case.page()
    rect = looks.rect(place) if place else empty_rect()
    signed = value(case, who, **options)
    if honest and place:
        case.may_change(number, page, place)
    return signature_field(case, number, page, rect, field_name(case.rng), look, signed)


def plain_look(case, width, height):
    return looks.form(case.pdf, looks.text(case.rng.choice(MARKS), 9), width, height)


@kind
def invisible(case):
    add(case, case.rng.choice(["trusted-signer", "trusted-signer", "stranger-signer"]))


@kind
def in_an_empty_place(case):
    """An honest visible signature of another person."""
    number, page = case.page()
    place = case.place(number, page, 120, 30, True)
    add(case, "trusted-signer", place, plain_look(case, 120, 30), (number, page), honest=is_approval(case))


@kind
def over_text(case):
    number, page = case.page()
    width, height = case.rng.choice([(60, 14), (150, 40), (30, 12), (250, 90), (500, 700)])
    place = case.place(number, page, width, height, False)
    look = looks.odd_look(case, place[2] - place[0], place[3] - place[1])
    add(case, case.rng.choice(["trusted-signer", "trusted-signer", "stranger-signer"]), place, look, (number, page))


@kind
def outside_its_box(case):
    """A look in an empty place whose content or matrix reaches beyond."""
    number, page = case.page()
    place = case.place(number, page, 120, 30, True)
    look = looks.odd_look(case, 120, 30)
    look.Matrix = looks.rect([case.rng.uniform(0.5, 3), 0, case.rng.uniform(-1, 1), 1, case.rng.uniform(-60, 60), 0])
    add(case, "trusted-signer", place, look, (number, page), honest=is_approval(case))


@kind
def old_sub_filter(case):
    add(case, "trusted-signer", sub_filter=case.rng.choice([b"/adbe.pkcs7.detached", b"/adbe.pkcs7.detached", b"/adbe.unknown"]))


@kind
def with_a_time_stamp(case):
    tsa = KEYS[case.rng.choice(["trusted-tsa", "stranger-tsa"])]
    add(case, "trusted-signer", change=lambda found: stamp_inside(found, tsa))


@kind
def certifying_later(case):
    """A second certification, in /Perms or only in the signature."""
    one = add(case, "trusted-signer", more=b"/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams"
              b"/V/1.2/P %d>>>>]" % case.rng.randint(1, 3))
    if case.rng.random() < 0.6:
        root = case.pdf.Root
        if "/Perms" not in root:
            root.Perms = {}
        root.Perms.DocMDP = one.V


@kind
def claiming_another_name(case):
    add(case, case.rng.choice(["trusted-other", "stranger-other"]), more=b"/Name(Alice Example)/Reason(I agree to 9,000)/Location(Bonn)")


@kind
def with_another_change(case):
    """A trusted signature in the same revision as another kind of change: signing does not excuse it."""
    import kinds
    other = case.rng.choice([name for name in sorted(kinds.KINDS) if name.split(".")[0] in (
        "empty_fields", "pages", "annotations", "resources", "layers", "replaced_looks", "catalogue", "buttons")])
    kinds.KINDS[other](case)
    case.note = other
    add(case, "trusted-signer")
