"""Metadata and the information dictionary."""
from pikepdf import Dictionary, Name, String

from kinds import kind

XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:xmp="http://ns.adobe.com/xap/1.0/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
<xmp:ModifyDate>2026-11-29T12:00:00Z</xmp:ModifyDate></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


@kind
def xmp(case):
    """A new metadata stream of the document or of a page."""
    stream = case.pdf.make_stream((XMP % case.rng.choice(["Lease 9,000", "Contract", ""])).encode())
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    holder = case.pdf.Root if case.rng.random() < 0.8 else case.page()[1].obj
    holder.Metadata = case.pdf.make_indirect(stream)


@kind
def xmp_rewritten(case):
    found = case.pdf.Root.get("/Metadata")
    if found is None:
        return xmp(case)
    found.write(found.read_bytes().replace(b"20", b"19"))
    return None


@kind
def information(case):
    if "/Info" not in case.pdf.trailer:
        case.pdf.trailer.Info = case.pdf.make_indirect(Dictionary())
    for name in case.rng.sample(["/Title", "/Author", "/Subject", "/Keywords", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped", "/Own"], 2):
        case.pdf.trailer.Info[name] = String("D:20261129120000Z" if name.endswith("Date") else "9,000")


@kind
def information_removed(case):
    case.style.extra[b"Info"] = b"null"


@kind
def identifier(case):
    case.style.extra[b"ID"] = b"[<%032x><%032x>]" % (case.rng.getrandbits(128), case.rng.getrandbits(128))
    information(case)


@kind
def piece_info(case):
    holder = case.pdf.Root if case.rng.random() < 0.5 else case.page()[1].obj
    holder.PieceInfo = Dictionary(App=Dictionary(LastModified=String("D:20261129"), Private=Dictionary(x=1)))
    holder.LastModified = String("D:20261129")
