"""Signature values that a mutation adds: a placeholder in the revision, and the CMS value written into it afterwards."""
import hashlib
import pathlib

from asn1crypto import cms
from pikepdf import Array, Dictionary, Name, String

import keys

ROOM = 4096
RANGE = b"[0 %010d %010d %010d]"
KEYS = {}


def use(folder: pathlib.Path):
    keys.make(folder)
    for who in keys.NAMES:
        for part in ("signer", "other", "tsa"):
            KEYS[f"{who}-{part}"] = keys.Identity(folder, f"{who}-{part}")


def value(case, who: str, timestamp=False, more: bytes = b"", sub_filter: bytes = b"/ETSI.CAdES.detached", change=None):
    """An indirect signature value by this key. `change` may alter the CMS value."""
    one = case.pdf.make_indirect(Dictionary(Type=Name.Sig))
    if timestamp:
        head = b"/Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161"
    else:
        head = b"/Type/Sig/Filter/Adobe.PPKLite/SubFilter" + sub_filter + b"/M(D:20261129120000Z)"
    holder = b"/Contents <" + b"0" * (2 * ROOM) + b">"
    marker = b"%% %d" % one.objgen[0]
    case.raw[one.objgen] = b"<<" + head + more + b"/ByteRange " + RANGE % (0, 0, 0) + holder + b">>\n" + marker
    identity = KEYS[who]

    def sign(data: bytes) -> bytes:
        at = data.rindex(marker + b"\nendobj")
        begin = data.rindex(holder, 0, at) + len(b"/Contents ")
        end = begin + 2 * ROOM + 2
        place = data.rindex(RANGE % (0, 0, 0), 0, begin)
        told = RANGE % (begin, end, len(data) - end)
        data = data[:place] + told + data[place + len(told):]
        digest = hashlib.sha256(data[:begin] + data[end:]).digest()
        found = identity.token(digest) if timestamp else identity.signed(digest)
        found = change(found) if change else found
        return data[:begin + 1] + found.hex().encode().ljust(2 * ROOM, b"0") + data[end - 1:]

    case.afterwards.append(sign)
    return one


def stamp_inside(found: bytes, identity) -> bytes:
    """The CMS value with a signature time-stamp of this authority."""
    info = cms.ContentInfo.load(found)
    signer = info["content"]["signer_infos"][0]
    token = identity.token(hashlib.sha256(signer["signature"].native).digest())
    signer["unsigned_attrs"] = cms.CMSAttributes([cms.CMSAttribute(
        {"type": "signature_time_stamp_token", "values": [cms.ContentInfo.load(token)]})])
    return info.dump()


def signature_field(case, number, page, rect, name: str, look=None, value=None, flags=132):
    """A new signature field with one widget on this page."""
    widget = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String(name), F=flags, Rect=rect, P=page.obj)
    if look is not None:
        widget.AP = Dictionary(N=look)
    if value is not None:
        widget.V = value
    one = case.add_annotation(page, widget)
    case.form().Fields.append(one)
    case.form().SigFlags = 3
    return one


def empty_rect():
    return Array([0, 0, 0, 0])
