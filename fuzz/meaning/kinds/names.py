"""Name trees, scripts and attachments."""
from pikepdf import Array, Dictionary, Name, Stream, String

import looks
from kinds import kind


def tree(case, name, value):
    if "/Names" not in case.pdf.Root:
        case.pdf.Root.Names = Dictionary()
    case.pdf.Root.Names[name] = Dictionary(Names=Array([String("a"), value]))


@kind
def script(case):
    tree(case, "/JavaScript", case.pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("this.getField('a').value = 9000"))))


@kind
def attachment(case):
    stream = case.pdf.make_stream(case.base.data[:2000])
    stream.Type = Name.EmbeddedFile
    specification = Dictionary(Type=Name.Filespec, F=String("contract.pdf"), UF=String("contract.pdf"), EF=Dictionary(F=case.pdf.make_indirect(stream)))
    tree(case, "/EmbeddedFiles", case.pdf.make_indirect(specification))


@kind
def appearance_or_destination(case):
    page = case.page()[1].obj
    name, value = case.rng.choice([("/AP", looks.odd_look(case, 50, 50)), ("/Dests", Array([page, Name.Fit])), ("/Pages", page), ("/Templates", page),
                                   ("/IDS", Dictionary()), ("/URLS", Dictionary()), ("/Renditions", Dictionary()), ("/AlternatePresentations", Dictionary())])
    tree(case, name, value)


@kind
def removed(case):
    from case import NotHere
    if "/Names" not in case.pdf.Root:
        raise NotHere("no names")
    del case.pdf.Root["/Names"]


@kind
def present_attachment_changed(case):
    from case import NotHere
    found = [one for one in case.pdf.objects if isinstance(one, Stream) and one.get("/Type") == Name.EmbeddedFile]
    if not found:
        raise NotHere("no attachments")
    stream = case.rng.choice(found)
    stream.write(stream.read_bytes().replace(b"a", b"b"))
