"""Looks and content whose streams are encoded in unusual ways, or can't be decoded by everybody."""
import base64
import zlib

from pikepdf import Array, Dictionary, Name

import looks
from case import NotHere
from kinds import kind
from kinds.empty_fields import field_name
from kinds.replaced_looks import annotations, size, streams
from signing import signature_field


def ascii85(data):
    return base64.a85encode(data) + b"~>", Name.ASCII85Decode


def hexadecimal(data):
    return data.hex().encode() + b">", Name.ASCIIHexDecode


def run_length(data):
    out = bytearray()
    for at in range(0, len(data), 128):
        part = data[at:at + 128]
        out += bytes([len(part) - 1]) + part
    return bytes(out) + b"\x80", Name.RunLengthDecode


def lzw(data):
    """Codes of nine bits, with a clear code before the width would grow."""
    bits, count, out = 0, 0, bytearray()
    for at in range(0, len(data), 200):
        for code in [256, *data[at:at + 200]]:
            bits, count = bits << 9 | code, count + 9
    bits, count = bits << 9 | 257, count + 9
    pad = -count % 8
    out += (bits << pad).to_bytes((count + pad) // 8, "big")
    return bytes(out), Name.LZWDecode


def flate(data):
    return zlib.compress(data), Name.FlateDecode


def identity(data):
    return data, Name.Crypt


def unknown(data):
    return data, Name.OwnDecode


def cut_flate(data):
    return zlib.compress(data)[:-case_cut(data)], Name.FlateDecode


def case_cut(data):
    return 4 if len(data) % 2 else 6


WAYS = [ascii85, hexadecimal, run_length, lzw, flate, identity, unknown, cut_flate]


def encoded(case, stream):
    data = stream.read_bytes()
    names = []
    for way in case.rng.sample(WAYS, case.rng.choice([1, 1, 2])):
        data, name = way(data)
        names.insert(0, name)
    stream.write(data, filter=Array(names) if len(names) > 1 else names[0])
    if Name.Crypt in names and len(names) == 1:
        stream.DecodeParms = Dictionary(Name=Name.Identity)


@kind
def of_a_new_field(case):
    number, page = case.page()
    place = case.place(number, page, *case.rng.choice([(60, 14), (250, 90)]), case.rng.random() < 0.4)
    look = looks.odd_look(case, place[2] - place[0], place[3] - place[1])
    encoded(case, look)
    signature_field(case, number, page, looks.rect(place), field_name(case.rng), look)


@kind
def of_a_present_look(case):
    """The same look in another filter, unchanged or with a cover."""
    one = case.rng.choice(annotations(case))
    found = [stream for look in one.AP.values() for stream in streams(look)]
    if not found:
        raise NotHere("no stream")
    stream = case.rng.choice(found)
    if case.rng.random() < 0.5:
        stream.write(stream.read_bytes() + looks.filled(*size(one), "1 1 1"))
    encoded(case, stream)


@kind
def of_the_content(case):
    """The page's content in another filter, unchanged or changed."""
    _, page = case.page()
    contents = page.obj.get("/Contents")
    if contents is None or isinstance(contents, Array) and not len(contents):
        raise NotHere("no content")
    stream = contents[0] if isinstance(contents, Array) else contents
    if case.rng.random() < 0.5:
        stream.write(stream.read_bytes().replace(b"1", b"9"))
    encoded(case, stream)


@kind
def of_the_metadata(case):
    found = case.pdf.Root.get("/Metadata")
    if found is None:
        raise NotHere("no metadata")
    encoded(case, found)
