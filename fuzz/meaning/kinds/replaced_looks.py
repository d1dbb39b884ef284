"""Looks of fields and annotations that were there when the file was signed, replaced or altered."""
from pikepdf import Dictionary, Name, Stream

import looks
from case import NotHere
from kinds import kind


def annotations(case, only_looks=True):
    found = [one for page in case.pdf.pages for one in page.obj.get("/Annots", []) if not only_looks or "/AP" in one]
    if not found:
        raise NotHere("no annotation with a look")
    return found


def size(annotation):
    rect = [float(n) for n in annotation.get("/Rect", [0, 0, 10, 10])]
    return max(abs(rect[2] - rect[0]), 1), max(abs(rect[3] - rect[1]), 1)


def streams(look):
    if isinstance(look, Stream):
        return [look]
    return [one for one in look.values() if isinstance(one, Stream)] if isinstance(look, Dictionary) else []


@kind
def replaced(case):
    one = case.rng.choice(annotations(case))
    look = looks.odd_look(case, *size(one))
    one.AP[case.rng.choice(["/N", "/N", "/R", "/D"])] = look


@kind
def content_rewritten(case):
    """The stream of a look, in place."""
    one = case.rng.choice(annotations(case))
    found = [stream for look in one.AP.values() for stream in streams(look)]
    if not found:
        raise NotHere("no stream")
    stream = case.rng.choice(found)
    old = stream.read_bytes()
    width, height = size(one)
    new = case.rng.choice([b"", old + looks.filled(width, height, "1 1 1"), looks.filled(width, height, "0 0 0"), old + b"\n", old])
    stream.write(new)


@kind
def box_or_matrix(case):
    one = case.rng.choice(annotations(case))
    found = [stream for look in one.AP.values() for stream in streams(look)]
    if not found:
        raise NotHere("no stream")
    stream = case.rng.choice(found)
    if case.rng.random() < 0.5:
        stream.BBox = looks.rect([0, 0, case.rng.uniform(1, 500), case.rng.uniform(1, 500)])
    else:
        stream.Matrix = looks.rect([case.rng.uniform(-2, 2), 0, 0, case.rng.uniform(-2, 2), case.rng.randint(-20, 20), 0])


@kind
def removed(case):
    one = case.rng.choice(annotations(case))
    if case.rng.random() < 0.5:
        del one["/AP"]
    else:
        one.AP = Dictionary()


@kind
def state_toggled(case):
    found = [one for one in annotations(case) if isinstance(one.AP.get("/N"), Dictionary) and not isinstance(one.AP.N, Stream)]
    if not found:
        raise NotHere("no states")
    one = case.rng.choice(found)
    one.AS = case.rng.choice([Name(name) for name in [*one.AP.N.keys(), "/Off", "/Other"]])


@kind
def made_states(case):
    one = case.rng.choice(annotations(case))
    look = one.AP.get("/N")
    if not isinstance(look, Stream):
        raise NotHere("has states")
    one.AP.N = Dictionary(A=look, B=looks.odd_look(case, *size(one)))
    one.AS = case.rng.choice([Name.A, Name.B, Name.Off])


@kind
def moved(case):
    one = case.rng.choice(annotations(case, False))
    rect = [float(n) for n in one.get("/Rect", [0, 0, 10, 10])]
    one.Rect = looks.rect([value + case.rng.randint(-80, 80) for value in rect])


@kind
def flags_changed(case):
    one = case.rng.choice(annotations(case, False))
    one.F = case.rng.randrange(512)


@kind
def look_shared(case):
    """One annotation shows the look of another."""
    found = annotations(case)
    one, other = case.rng.choice(found), case.rng.choice(found)
    if one.objgen == other.objgen:
        raise NotHere("only one")
    one.AP = other.AP


@kind
def optional(case):
    """A look that a hidden or shown layer decides about."""
    one = case.rng.choice(annotations(case, False))
    layer = case.pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Layer"))
    one.OC = layer
    if case.rng.random() < 0.7 and "/OCProperties" not in case.pdf.Root:
        off = [layer] if case.rng.random() < 0.6 else []
        case.pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=off, Order=[layer]))
