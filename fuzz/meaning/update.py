"""Writes a later revision of a PDF: the objects that a mutation changed, a cross-reference section and a trailer.

The mutation works on a pikepdf document. `changed` compares it with the state in which it was opened, so that a mutation need not
list what it touched. Nothing before the end of the base file is rewritten.
"""
import io
import re
import zlib
from dataclasses import dataclass, field

import pikepdf


@dataclass
class Style:
    """How a revision is written."""

    stream: bool | None = None  # a cross-reference stream; None: as the base does
    packed: bool = False  # new plain objects go into an object stream
    hybrid: bool = False  # a table whose trailer names a cross-reference stream that lists the objects again
    generations: dict = field(default_factory=dict)  # number -> generation to write instead
    freed: dict = field(default_factory=dict)  # number -> generation of a free entry
    twice: dict = field(default_factory=dict)  # number -> bytes of another object of this number, written after it
    before: bytes = b""  # bytes between the base file and the revision
    after: bytes = b""  # bytes behind %%EOF
    previous: int | None = None  # /Prev instead of the base's own
    wrong_start: int = 0  # added to startxref
    extra: dict = field(default_factory=dict)  # further keys of the trailer, as bytes
    unlisted: set = field(default_factory=set)  # numbers written without an entry


def last_start(data: bytes) -> int:
    """The offset that the last startxref names."""
    return int(re.findall(rb"startxref\s+(\d+)", data[-2048:])[-1])


def snapshot(pdf: pikepdf.Pdf) -> dict:
    """Every indirect object as text, by number and generation."""
    return {one.objgen: said(one) for one in pdf.objects if isinstance(one, pikepdf.Object) and one.objgen != (0, 0)}


def said(one) -> bytes:
    """An object in PDF syntax; a stream with its bytes as they are stored."""
    if not isinstance(one, pikepdf.Stream):
        return one.unparse(resolved=True)
    raw, keys = one.read_raw_bytes(), one.stream_dict
    if int(keys.get("/Length", -1)) != len(raw):
        keys["/Length"] = len(raw)
    return keys.unparse(resolved=True) + b"\nstream\n" + raw + b"\nendstream"


def changed(pdf: pikepdf.Pdf, before: dict) -> dict:
    """The objects that differ from the snapshot, in PDF syntax."""
    return {key: text for key, text in snapshot(pdf).items() if before.get(key) != text}


def rows_of_table(entries: dict) -> bytes:
    """The subsections of a table. An entry is (kind, a, b): free (0), at an offset (1)."""
    out, numbers = [b"xref\n"], sorted(entries)
    while numbers:
        run = [numbers.pop(0)]
        while numbers and numbers[0] == run[-1] + 1:
            run.append(numbers.pop(0))
        out.append(b"%d %d\n" % (run[0], len(run)))
        for number in run:
            kind, a, b = entries[number]
            out.append(b"%010d %05d %s \n" % (a, b, b"n" if kind else b"f"))
    return b"".join(out)


def rows_of_stream(entries: dict) -> tuple:
    """The index and the data of a cross-reference stream with fields of 1, 4 and 2 bytes."""
    numbers = sorted(entries)
    index, rows = [], []
    for number in numbers:
        if index and index[-1][0] + index[-1][1] == number:
            index[-1][1] += 1
        else:
            index.append([number, 1])
        kind, a, b = entries[number]
        rows.append(bytes([kind]) + a.to_bytes(4, "big") + b.to_bytes(2, "big"))
    return " ".join(f"{a} {b}" for a, b in index).encode(), b"".join(rows)


def packable(text: bytes) -> bool:
    return b"\nstream\n" not in text and b"/ByteRange" not in text


class Writer:
    """One revision in the making."""

    def __init__(self, base: bytes, trailer: dict, size: int, style: Style):
        self.base, self.style, self.size = base, style, size
        self.start = last_start(base)
        own = base[self.start:self.start + 4] != b"xref"
        self.stream = own if style.stream is None else style.stream
        self.out = bytearray(base)
        if not base.endswith((b"\n", b"\r")):
            self.out += b"\n"
        self.out += style.before
        self.trailer = {b"Root": trailer["Root"], **({b"Info": trailer["Info"]} if trailer.get("Info") else {}),
                        **({b"ID": trailer["ID"]} if trailer.get("ID") else {}), **style.extra}
        self.entries = {}

    def put(self, number: int, generation: int, text: bytes):
        generation = self.style.generations.get(number, generation)
        if number not in self.style.unlisted:
            self.entries[number] = (1, len(self.out), generation)
        self.out += b"%d %d obj\n" % (number, generation) + text + b"\nendobj\n"

    def fresh(self) -> int:
        self.size += 1
        return self.size - 1

    def pack(self, objects: dict):
        """Writes plain objects in one object stream."""
        if not objects:
            return
        number, head, body = self.fresh(), [], bytearray()
        for at, ((one, _), text) in enumerate(objects.items()):
            head.append(b"%d %d" % (one, len(body)))
            body += text + b"\n"
            self.entries[one] = (2, number, at)
        first = b" ".join(head) + b"\n"
        data = zlib.compress(first + bytes(body))
        self.put(number, 0, b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n"
                 % (len(objects), len(first), len(data)) + data + b"\nendstream")

    def finish(self) -> bytes:
        style = self.style
        for number, generation in style.freed.items():
            self.entries[number] = (0, 0, generation)
        previous = self.start if style.previous is None else style.previous
        keys = {b"Size": b"%d" % self.size, b"Prev": b"%d" % previous, **self.trailer}
        if self.stream or style.hybrid:
            at = self.cross_reference_stream(dict(keys))
        if not self.stream or style.hybrid:
            if style.hybrid:
                keys[b"XRefStm"] = b"%d" % at
                keys[b"Size"] = b"%d" % self.size
            at = len(self.out)
            plain = {n: e for n, e in self.entries.items() if e[0] != 2}
            self.out += rows_of_table(plain or {0: (0, 0, 65535)}) + b"trailer\n<<" + join(keys) + b">>\n"
        self.out += b"startxref\n%d\n%%%%EOF\n" % (at + style.wrong_start) + style.after
        return bytes(self.out)

    def cross_reference_stream(self, keys: dict) -> int:
        number, at = self.fresh(), len(self.out)
        keys[b"Size"] = b"%d" % self.size
        self.entries[number] = (1, at, 0)
        index, rows = rows_of_stream(self.entries)
        data = zlib.compress(rows)
        keys |= {b"Type": b"/XRef", b"W": b"[1 4 2]", b"Index": b"[" + index + b"]", b"Filter": b"/FlateDecode",
                 b"Length": b"%d" % len(data)}
        self.out += b"%d 0 obj\n<<" % number + join(keys) + b">>\nstream\n" + data + b"\nendstream\nendobj\n"
        return at


def join(keys: dict) -> bytes:
    return b"".join(b"/" + name + b" " + value for name, value in keys.items())


def trailer_of(pdf: pikepdf.Pdf) -> dict:
    """The entries of the trailer that a later revision repeats, in PDF syntax."""
    told = {}
    for name in ("Root", "Info", "ID"):
        value = pdf.trailer.get("/" + name)
        if value is not None:
            told[name] = b"%d %d R" % value.objgen if value.is_indirect else value.unparse()
    return told


def revision(base: bytes, pdf: pikepdf.Pdf, objects: dict, style: Style) -> bytes:
    """The base with one more revision, which holds these objects: (number, generation) -> text."""
    numbers = [number for number, _ in objects]
    size = max([int(pdf.trailer["/Size"]), *(number + 1 for number in numbers)])
    writer = Writer(base, trailer_of(pdf), size, style)
    packed = {}
    for (number, generation), text in objects.items():
        if style.packed and (writer.stream or style.hybrid) and generation == 0 and packable(text):
            packed[(number, generation)] = text
        else:
            writer.put(number, generation, text)
        if number in style.twice:
            writer.out += b"%d %d obj\n" % (number, generation) + style.twice[number] + b"\nendobj\n"
    writer.pack(packed)
    return writer.finish()


def reopened(data: bytes) -> pikepdf.Pdf:
    """The document, with what pikepdf completes in a page tree already done."""
    pdf = pikepdf.open(io.BytesIO(data), inherit_page_attributes=False)
    len(pdf.pages)
    return pdf
