"""Bytes behind the file, between its revisions and before its end."""
from kinds import kind
from update import last_start


@kind
def appended(case):
    case.alone = case.base.data + case.rng.choice([
        b"\n", b"\r\n", b"\n\n\n", b" ", b"% comment\n", b"\0" * 20, b"%%EOF\n", b"junk", b"startxref\n%d\n%%%%EOF\n" % last_start(case.base.data),
        b"startxref\n0\n%%EOF\n", b"<html>", b"PK\x03\x04", b"9 0 obj\n<<>>\nendobj\n", b"trailer\n<<>>\n"])


@kind
def cut(case):
    case.alone = case.base.data[:-case.rng.choice([1, 2, 5, 6, 7, 30])]


@kind
def another_document(case):
    """A whole document behind this one."""
    other = (b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
             b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>\nendobj\n")
    at = len(case.base.data)
    table = at + len(other)
    offsets = [at + other.index(b"%d 0 obj" % n) for n in (1, 2, 3)]
    other += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % one for one in offsets)
    case.alone = case.base.data + other + b"trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % table


@kind
def between(case):
    """Bytes between the signed part and a harmless revision, or behind it."""
    from kinds import security_store
    security_store.added(case)
    extra = case.rng.choice([b"% comment\n", b"junk\n", b"3 0 obj\n<</Type/Page>>\nendobj\n", b"\0\0\0\0\n", b"%%EOF\n"])
    if case.rng.random() < 0.5:
        case.style.before = extra
    else:
        case.style.after = extra


@kind
def a_byte(case):
    """One byte of the file, inside or outside of what is signed."""
    data = bytearray(case.base.data)
    data[case.rng.randrange(len(data))] ^= 1 << case.rng.randrange(8)
    case.alone = bytes(data)


@kind
def before_the_header(case):
    case.alone = case.rng.choice([b"\n", b"junk\n", b"%PDF-1.3\n"]) + case.base.data
