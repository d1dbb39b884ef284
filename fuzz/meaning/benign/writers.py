"""Edits by real programs: each function takes the paths of a signed file and of the result, and the values of the form."""
import io
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

HERE = pathlib.Path(__file__).parent


COMPILED = {}
EXTRA = [f"/usr/share/java/{jar}.jar" for jar in ("bcprov", "bcpkix", "bcutil")]


class Missing(Exception):
    """A program that is not installed."""


def run(*command, **options):
    done = subprocess.run([str(one) for one in command], capture_output=True, text=True, check=False, **options)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]}: {(done.stderr or done.stdout)[-400:]}")


def pdfjs(source, target, values, keys):
    if not pathlib.Path(os.environ.get("PDFJS", "node_modules/pdfjs-dist")).is_dir():
        raise Missing("pdfjs-dist")
    run("node", HERE / "pdfjs.mjs", source, target, json.dumps(values))


def mupdf(source, target, values, keys):
    try:
        import pymupdf
    except ImportError as error:
        raise Missing("pymupdf") from error
    shutil.copy(source, target)
    document = pymupdf.open(target)
    for page in document:
        for widget in page.widgets():
            if widget.field_name not in values:
                continue
            value = values[widget.field_name]
            if widget.field_type == pymupdf.PDF_WIDGET_TYPE_RADIOBUTTON:
                if widget.on_state() != value:
                    continue
                widget.field_value = True
            elif widget.field_type == pymupdf.PDF_WIDGET_TYPE_CHECKBOX:
                widget.field_value = value != "Off"
            else:
                widget.field_value = value
            widget.update()
    document.saveIncr()


def java(program, jars):
    """A command that runs one of the Java programs beside this file with jars of Debian's packages."""
    paths = [f"/usr/share/java/{jar}.jar" for jar in jars]
    if not shutil.which("java") or not all(os.path.exists(path) for path in paths):
        raise Missing(program)
    if program not in COMPILED:
        COMPILED[program] = tempfile.mkdtemp()
        run("javac", "-d", COMPILED[program], "-cp", ":".join(paths + EXTRA), HERE / f"{program}.java")
    return ["java", "-XX:TieredStopAtLevel=1", "-cp", ":".join([COMPILED[program], *paths, *EXTRA]), program]


def pdfbox(source, target, values, keys):
    command = java("PdfboxEdit", ["pdfbox2", "fontbox2", "commons-logging"])
    run(*command, "fill", source, target, *[f"{name}={value}" for name, value in values.items()])


def itext(source, target, values, keys):
    command = java("ItextEdit", ["itext", "bcprov", "bcmail", "bcpkix", "bcutil"])
    run(*command, source, target, *[f"{name}={value}" for name, value in values.items()])


def pdfbox_signing(source, target, values, keys):
    command = java("PdfboxEdit", ["pdfbox2", "fontbox2", "commons-logging", "bcprov", "bcpkix", "bcutil"])
    run(*command, "sign", source, target, keys / "trusted-other.p12")


def pdfbox_signing_a_field(source, target, values, keys):
    command = java("PdfboxEdit", ["pdfbox2", "fontbox2", "commons-logging", "bcprov", "bcpkix", "bcutil"])
    run(*command, "sign", source, target, keys / "trusted-other.p12", "Second")


def mutool_signing(source, target, values, keys):
    """`mutool sign` fills the first waiting field, with its own look."""
    if not shutil.which("mutool"):
        raise Missing("mutool")
    import pikepdf
    sys_path = str(HERE.parent)
    import sys
    if sys_path not in sys.path:
        sys.path.insert(0, sys_path)
    from fields import terminal_fields
    pdf = pikepdf.open(source)
    waiting = [one for one in terminal_fields(pdf) if one.kind == "/Sig" and "/V" not in one.dictionary]
    if not waiting:
        raise Missing("a waiting field")
    run("mutool", "sign", "-s", keys / "trusted-other.p12", "-P", "secret", "-o", target, source, waiting[0].widget.objgen[0])
    if not target.exists() or b"/Contents<0000" in target.read_bytes().replace(b" ", b""):
        raise RuntimeError("mutool sign wrote no signature")


def pyhanko_parts(keys):
    from pyhanko.keys import load_cert_from_pemder
    from pyhanko.sign import signers
    from stamping import Stamper
    signer = signers.SimpleSigner.load(str(keys / "trusted-other.key"), str(keys / "trusted-other.pem"), ca_chain_files=[str(keys / "trusted-root.pem")])
    stamper = Stamper(keys)
    return signer, stamper, load_cert_from_pemder(str(keys / "trusted-root.pem"))


def pyhanko_sign(source, target, keys, spec=None, lta=False, stamped=False, **metadata):
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko_certvalidator import ValidationContext
    signer, stamper, root = pyhanko_parts(keys)
    if lta:
        context = ValidationContext(trust_roots=[root], allow_fetching=False, revocation_mode="soft-fail")
        metadata |= {"embed_validation_info": True, "use_pades_lta": True, "validation_context": context}
    from pyhanko.sign.fields import SigSeedSubFilter
    told = signers.PdfSignatureMetadata(md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, **metadata)
    writer = IncrementalPdfFileWriter(io.BytesIO(source.read_bytes()))
    made = signers.PdfSigner(told, signer=signer, new_field_spec=spec, timestamper=stamper if lta or stamped else None)
    target.write_bytes(made.sign_pdf(writer, bytes_reserved=16384).getbuffer())


def pyhanko_signing_a_field(source, target, values, keys):
    pyhanko_sign(source, target, keys, field_name="Third")


def pyhanko_signing(source, target, values, keys):
    pyhanko_sign(source, target, keys, field_name="Witness", stamped=True)


def pyhanko_signing_visibly(source, target, values, keys):
    from pyhanko.sign.fields import SigFieldSpec
    pyhanko_sign(source, target, keys, SigFieldSpec("Witness", box=(330, 300, 520, 350)), field_name="Witness")


def pyhanko_lta(source, target, values, keys):
    pyhanko_sign(source, target, keys, field_name="Witness", lta=True)


def pyhanko_stamp(source, target, values, keys):
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    _, stamper, _ = pyhanko_parts(keys)
    writer = IncrementalPdfFileWriter(io.BytesIO(source.read_bytes()))
    target.write_bytes(signers.PdfTimeStamper(stamper).timestamp_pdf(writer, "sha256", bytes_reserved=16384).getbuffer())


def pyhanko_fill(source, target, values, keys):
    """pyHanko has no way to fill a field; its users write value and look with its incremental writer."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.generic import pdf_name, pdf_string
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    writer = IncrementalPdfFileWriter(io.BytesIO(source.read_bytes()))
    form = writer.root["/AcroForm"]
    for reference in form["/Fields"]:
        field = reference.get_object()
        name = str(field.get("/T", ""))
        if name not in values or field.get("/FT") not in ("/Tx", "/Ch", "/Btn") or "/Kids" in field:
            continue
        if field["/FT"] == "/Btn":
            field["/V"] = field["/AS"] = pdf_name("/" + values[name])
        else:
            box = [float(n) for n in field["/Rect"]]
            body = b"/Tx BMC q BT /Helv 9 Tf 0 g 2 6 Td (" + values[name].encode() + b") Tj ET Q EMC"
            look = generic.StreamObject({
                pdf_name("/Type"): pdf_name("/XObject"), pdf_name("/Subtype"): pdf_name("/Form"),
                pdf_name("/BBox"): generic.ArrayObject(map(generic.FloatObject, [0, 0, box[2] - box[0], box[3] - box[1]])),
                pdf_name("/Resources"): form["/DR"]}, stream_data=body)
            field["/V"] = pdf_string(values[name])
            field["/AP"] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(look)})
        writer.update_container(field)
    out = io.BytesIO()
    writer.write(out)
    target.write_bytes(out.getvalue())


FILLERS = [pdfjs, mupdf, pdfbox, itext, pyhanko_fill]
SIGNERS = [pdfbox_signing, pdfbox_signing_a_field, mutool_signing, pyhanko_signing_a_field, pyhanko_signing, pyhanko_signing_visibly, pyhanko_lta, pyhanko_stamp]
