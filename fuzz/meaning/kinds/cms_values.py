"""The CMS value in its hole: encoded otherwise, with further unsigned attributes, certificates and padding.

The hole is not signed, so the signature stays valid where the meaning is the same; no page may look otherwise.
"""
import re

from asn1crypto import cms

from case import NotHere
from kinds import kind
from signing import KEYS, stamp_inside


def hole(case):
    """The place of the digits of one signature value, and the value."""
    found = []
    for one in re.finditer(rb"/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)\s*\]", case.base.data):
        begin, end = int(one[1]) + 1, int(one[2]) - 1
        text = case.base.data[begin:end]
        if case.base.data[begin - 1:begin] == b"<" and re.fullmatch(rb"[0-9A-Fa-f]+", text) and len(text) % 2 == 0:
            found.append((begin, end, bytes.fromhex(text.decode())))
    if not found:
        raise NotHere("no hole")
    begin, end, value = case.rng.choice(found)
    if value[:1] != b"\x30" or value[1] & 0x80 == 0:
        raise NotHere("not plain DER")
    count = value[1] & 0x7F
    length = 2 + count + int.from_bytes(value[2:2 + count], "big")
    return begin, end, value[:length]


def put(case, begin, end, value, fill=b"0"):
    text = value.hex().encode()
    if len(text) > end - begin:
        raise NotHere("no room")
    case.alone = case.base.data[:begin] + text.ljust(end - begin, fill) + case.base.data[end:]


def info(value):
    try:
        found = cms.ContentInfo.load(value, strict=True)
        len(found["content"]["signer_infos"][0]["signature"].contents)
        return found
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise NotHere("other CMS") from error


def indefinite(value: bytes, depth: int) -> bytes:
    """The outer structures with indefinite lengths."""
    if depth == 0 or not value or not value[0] & 0x20:
        return value
    count = value[1] & 0x7F if value[1] & 0x80 else 0
    return value[:1] + b"\x80" + indefinite(value[2 + count:], depth - 1) + b"\0\0"


@kind
def indefinite_lengths(case):
    begin, end, value = hole(case)
    put(case, begin, end, indefinite(value, case.rng.randint(1, 2)))


@kind
def long_length(case):
    """A length with a leading zero byte."""
    begin, end, value = hole(case)
    count = value[1] & 0x7F
    put(case, begin, end, value[:1] + bytes([0x80 | count + 1, 0]) + value[2:])


@kind
def unsigned_attribute(case):
    begin, end, value = hole(case)
    found = info(value)
    signer = found["content"]["signer_infos"][0]
    attributes = list(signer["unsigned_attrs"]) if signer["unsigned_attrs"].contents is not None else []
    attributes.append(cms.CMSAttribute({"type": "1.2.3.4.%d" % case.rng.randrange(99), "values": [cms.ContentType("data")]}))
    try:
        signer["unsigned_attrs"] = cms.CMSAttributes(attributes)
        text = found.dump(force=False)
    except (ValueError, TypeError) as error:
        raise NotHere("other CMS") from error
    put(case, begin, end, text)


@kind
def time_stamp_attribute(case):
    begin, end, value = hole(case)
    info(value)
    try:
        text = stamp_inside(value, KEYS[case.rng.choice(["trusted-tsa", "stranger-tsa"])])
    except (ValueError, TypeError) as error:
        raise NotHere("other CMS") from error
    put(case, begin, end, text)


@kind
def stray_certificate(case):
    begin, end, value = hole(case)
    found = info(value)
    certificates = list(found["content"]["certificates"]) if found["content"]["certificates"].contents is not None else []
    one = cms.CertificateChoices({"certificate": KEYS[case.rng.choice(["stranger-signer", "trusted-signer"])].leaf})
    certificates.insert(case.rng.randint(0, len(certificates)), one)
    try:
        found["content"]["certificates"] = cms.CertificateSet(certificates)
        text = found.dump()
    except (ValueError, TypeError) as error:
        raise NotHere("other CMS") from error
    put(case, begin, end, text)


@kind
def padding(case):
    begin, end, value = hole(case)
    put(case, begin, end, value, case.rng.choice([b"0", b"F", b"1", b" "]))


@kind
def digits(case):
    """Capital letters, or spaces between the digits."""
    begin, end, value = hole(case)
    put(case, begin, end, value)
    text = case.alone[begin:end]
    text = text.upper() if case.rng.random() < 0.5 else text.swapcase()
    case.alone = case.alone[:begin] + text + case.alone[end:]


@kind
def of_another_key(case):
    """A valid value by another key over the same bytes."""
    import hashlib
    begin, end, _ = hole(case)
    digest = hashlib.sha256(case.base.data[:begin - 1] + case.base.data[end + 1:]).digest()
    put(case, begin, end, KEYS[case.rng.choice(["trusted-signer", "stranger-signer"])].signed(digest))
