"""The document security store: added, removed, rewritten in place, filled with other things."""
from pikepdf import Array, Dictionary, Name

import looks
from case import NotHere
from kinds import kind
from signing import KEYS


def certificate(case):
    identity = KEYS[case.rng.choice(["trusted-signer", "stranger-signer", "stranger-tsa"])]
    return case.pdf.make_indirect(case.pdf.make_stream(case.rng.choice([identity.leaf, identity.root]).dump()))


def store(case):
    found = case.pdf.Root.get("/DSS")
    if found is None:
        raise NotHere("no store")
    return found


@kind
def added(case):
    case.pdf.Root.DSS = case.pdf.make_indirect(Dictionary(Type=Name.DSS, Certs=Array([certificate(case) for _ in range(case.rng.randint(1, 3))])))


@kind
def extended_in_place(case):
    found = store(case)
    if "/Certs" not in found:
        found.Certs = Array([])
    found.Certs.append(certificate(case))


@kind
def replaced(case):
    store(case)
    added(case)


@kind
def removed(case):
    store(case)
    del case.pdf.Root["/DSS"]


@kind
def emptied(case):
    found = store(case)
    name = case.rng.choice([key for key in found.keys() if key != "/Type"] or ["/Certs"])
    if case.rng.random() < 0.5:
        del found[name]
    else:
        found[name] = Dictionary() if name == "/VRI" else Array([])


@kind
def a_stream_rewritten(case):
    found = store(case)
    streams = [one for key in ("/Certs", "/OCSPs", "/CRLs") for one in found.get(key, [])]
    if not streams:
        raise NotHere("no data")
    stream = case.rng.choice(streams)
    stream.write(case.rng.choice([b"", b"junk", stream.read_bytes(), stream.read_bytes() + b"\0", KEYS["stranger-signer"].leaf.dump()]))


@kind
def other_things_inside(case):
    """The store refers to a page, a look or a field; what it refers to is changed too."""
    found = case.pdf.Root.get("/DSS")
    if found is None:
        case.pdf.Root.DSS = found = case.pdf.make_indirect(Dictionary(Type=Name.DSS))
    number, page = case.page()
    contents = page.obj.get("/Contents")
    stream = contents[0] if isinstance(contents, Array) and len(contents) else contents
    way = case.rng.randrange(4)
    if way == 0 and stream is not None:
        found.Certs = Array([stream])
        stream.write(stream.read_bytes() + b"\nq 1 1 1 rg 60 60 300 300 re f Q\n")
    elif way == 1:
        found.VRI = page.obj
        page.obj.Rotate = 90
    elif way == 2:
        found.Certs = Array([looks.odd_look(case, 100, 100)])
    else:
        found.Own = Dictionary(a=page.obj)


@kind
def validation_related(case):
    found = case.pdf.Root.get("/DSS")
    if found is None:
        added(case)
        found = case.pdf.Root.DSS
    name = "/" + "".join(case.rng.choice("0123456789ABCDEF") for _ in range(40))
    found.VRI = Dictionary({name: Dictionary(Cert=Array([certificate(case)]), TU="D:20261129120000Z")})
