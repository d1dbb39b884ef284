"""Base files with forms: signed by pyHanko as approval, as certification of each permission, with locks and waiting fields."""
import io
import pathlib
import shutil

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

import looks

BODY = (b"BT /F1 18 Tf 60 780 Td (Lease of a workshop) Tj ET\nBT /F1 11 Tf 60 740 Td (The rent is EUR 1,000 a month, payable on the first day.) Tj ET\n"
        b"BT /F1 11 Tf 60 720 Td (The tenant returns the keys on 31 May 2027.) Tj ET\n0.8 0.9 1 rg 60 640 200 50 re f\n")


def text(rect, name, **more):
    return Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(name), F=4, Rect=looks.rect(rect), DA=String("/Helv 9 Tf 0 g"), **more)


def box(pdf, rect, name, on="Yes", **more):
    width, height = rect[2] - rect[0], rect[3] - rect[1]
    frame = f"0.5 w 1 1 {width - 2:g} {height - 2:g} re S\n".encode()
    cross = frame + f"2 2 m {width - 2:g} {height - 2:g} l S 2 {height - 2:g} m {width - 2:g} 2 l S\n".encode()
    look = Dictionary({"/" + on: looks.form(pdf, cross, width, height), "/Off": looks.form(pdf, frame, width, height)})
    named = {"T": String(name)} if name else {}
    return Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, F=4, Rect=looks.rect(rect), AS=Name.Off, AP=Dictionary(N=look), **named, **more)


def document(stream: bool, pages=1, image=False) -> bytes:
    """A contract with text, choice, check box, radio and push buttons."""
    pdf = pikepdf.new()
    helvetica = looks.font(pdf)
    for number in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.obj.Resources = Dictionary(Font=Dictionary(F1=helvetica))
        page.obj.Contents = pdf.make_stream(BODY if number == 0 else b"BT /F1 11 Tf 60 740 Td (Annex: the list of keys) Tj ET\n")
    page = pdf.pages[0].obj
    if image:
        page.Resources.XObject = Dictionary(Im=looks.image(pdf))
        page.Contents.write(BODY + b"q 200 0 0 200 330 60 cm /Im Do Q\n")
    page.Annots = Array([])
    form = Dictionary(Fields=Array([]), DR=Dictionary(Font=Dictionary(Helv=helvetica)), DA=String("/Helv 9 Tf 0 g"))

    def add(widget):
        one = pdf.make_indirect(widget)
        page.Annots.append(one)
        return one

    for widget in (text([60, 560, 260, 580], "name", AP=Dictionary(N=looks.form(pdf, b"/Tx BMC EMC\n", 200, 20))), text([60, 530, 260, 550], "city", MaxLen=40), text([60, 470, 260, 520], "note", Ff=4096),
                   Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Ch, T=String("kind"), F=4, Ff=1 << 17, Rect=looks.rect([60, 440, 260, 460]),
                              DA=String("/Helv 9 Tf 0 g"), AP=Dictionary(N=looks.form(pdf, b"/Tx BMC EMC\n", 200, 20)), Opt=Array([String("Workshop"), String("Garage")])),
                   box(pdf, [60, 410, 74, 424], "agreed"), box(pdf, [90, 410, 104, 424], "heating"),
                   Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, Ff=1 << 16, T=String("press"), F=4, Rect=looks.rect([60, 370, 140, 395]))):
        form.Fields.append(add(widget))
    radio = pdf.make_indirect(Dictionary(FT=Name.Btn, Ff=1 << 15, T=String("term"), Kids=Array([]), V=Name.Off))
    for at, state in enumerate(("Month", "Year")):
        radio.Kids.append(add(box(pdf, [150 + 30 * at, 410, 164 + 30 * at, 424], None, state, Parent=radio)))
    form.Fields.append(radio)
    pdf.Root.AcroForm = pdf.make_indirect(form)
    out = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if stream else pikepdf.ObjectStreamMode.disable
    pdf.save(out, object_stream_mode=mode)
    return out.getvalue()


def sign(data: bytes, signer, name, spec=None, timestamper=None, **metadata) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    told = signers.PdfSignatureMetadata(field_name=name, md_algorithm="sha256", **metadata)
    return signers.PdfSigner(told, signer=signer, new_field_spec=spec, timestamper=timestamper).sign_pdf(writer, bytes_reserved=16384).getbuffer().tobytes()


def waiting(data: bytes, *specs) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    for spec in specs:
        fields.append_signature_field(writer, spec)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def make(folder: pathlib.Path, keys: pathlib.Path):
    """Once: the files are kept, so that a seed means the same file."""
    if (folder / "trusted-root.pem").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    signer = signers.SimpleSigner.load(str(keys / "trusted-signer.key"), str(keys / "trusted-signer.pem"), ca_chain_files=[str(keys / "trusted-root.pem")])
    places = [fields.SigFieldSpec("Second", box=(330, 560, 520, 610)), fields.SigFieldSpec("Third", on_page=0, box=(330, 480, 520, 530))]
    over = fields.SigFieldSpec("OverText", box=(60, 735, 200, 755))
    mdp = fields.MDPPerm
    plans = {"approval": {}, "certified-1": {"certify": True, "docmdp_permissions": mdp.NO_CHANGES},
             "certified-2": {"certify": True, "docmdp_permissions": mdp.FILL_FORMS}, "certified-3": {"certify": True, "docmdp_permissions": mdp.ANNOTATE}}
    for stream in (False, True):
        plain = waiting(document(stream, pages=1 + stream, image=stream), *places)
        for name, plan in plans.items():
            signed = sign(plain, signer, "First", fields.SigFieldSpec("First", box=(330, 640, 520, 690)), **plan)
            (folder / f"{name}-{'stream' if stream else 'table'}.pdf").write_bytes(signed)
    plain = waiting(document(False), *places, over)
    (folder / "approval-field-over-text.pdf").write_bytes(sign(plain, signer, "First"))
    lock = fields.FieldMDPSpec(fields.FieldMDPAction.INCLUDE, ["name"])
    spec = fields.SigFieldSpec("First", field_mdp_spec=lock)
    (folder / "approval-locks-name.pdf").write_bytes(sign(waiting(document(False), spec, *places), signer, "First"))
    twice = sign(sign(waiting(document(False), *places), signer, "First"), signer, "Second")
    (folder / "approval-twice.pdf").write_bytes(twice)
    shutil.copy(keys / "trusted-root.pem", folder / "trusted-root.pem")
