#!/usr/bin/env python3
"""Processor time of sealing and verifying, compared with the theoretical minimum and with pyHanko.

    python3 bench/seal_and_verify.py --bench target/release/examples/seal_and_verify [--rounds 5]

Seals documents of 50 KB, 5 MB and 20 MB with P-256 and RSA-3072 keys. Each round runs OneSign and pyHanko in turn, so that
other load on the machine affects both. Prints medians, in milliseconds of processor time.
Needs openssl and `pip install pyhanko`.
"""
import argparse
import io
import json
import pathlib
import random
import statistics
import subprocess
import tempfile
import time

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.embed import EmbeddedFileObject, FileSpec, embed_file
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

SIZES = {"50 KB": 50_000, "5 MB": 5_000_000, "20 MB": 20_000_000}
KEYS = {"EC P-256": ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"], "RSA-3072": ["rsa", "-pkeyopt", "rsa_keygen_bits:3072"]}


def document(size):
    """A page of text with a grey image that does not compress, and a classic table."""
    noise = random.Random(size).randbytes(size - 1200)
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>/XObject<</Im 6 0 R>>>>>>",
        b"<</Length 53>>\nstream\n%-53s\nendstream" % b"BT /F 12 Tf 72 790 Td (Agreement) Tj ET /Im Do",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/XObject/Subtype/Image/Width 1/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Length %d>>\nstream\n"
        % (len(noise), len(noise)) + noise + b"\nendstream",
    ]
    out, offsets = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in offsets)
    out += b"trailer\n<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


def certificates(folder, kind):
    """A root and a leaf below it, both of one kind of key."""
    folder.mkdir()
    for who in ("root", "leaf"):
        openssl("genpkey", "-algorithm", *kind, "-out", folder / f"{who}.key")
    openssl("req", "-x509", "-new", "-key", folder / "root.key", "-subj", "/CN=Root", "-days", 30, "-out",
            folder / "root.pem", "-addext", "keyUsage=critical,keyCertSign,cRLSign")
    openssl("req", "-new", "-key", folder / "leaf.key", "-subj", "/CN=Seal", "-out", folder / "leaf.csr")
    (folder / "leaf.ext").write_text("keyUsage=critical,digitalSignature,nonRepudiation\nbasicConstraints=CA:FALSE\n"
                                     "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n")
    openssl("x509", "-req", "-in", folder / "leaf.csr", "-CA", folder / "root.pem", "-CAkey", folder / "root.key",
            "-days", 30, "-extfile", folder / "leaf.ext", "-out", folder / "leaf.pem")
    for who in ("root", "leaf"):
        openssl("x509", "-in", folder / f"{who}.pem", "-outform", "DER", "-out", folder / f"{who}.der")
    openssl("pkcs8", "-topk8", "-nocrypt", "-in", folder / "leaf.key", "-outform", "DER", "-out", folder / "leaf.p8")


def pyhanko_seal(data, signer):
    """The same parts as ours except for the added page: attachment, certified invisible field, PAdES B-B."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    facts = "".join('{"seq":%d,"digest":"%064x"},' % (n, n * 2654435761 % 2**32) for n in range(45)).encode()
    stream = EmbeddedFileObject.from_file_data(writer, data=facts, mime_type="application/json")
    embed_file(writer, FileSpec("evidence.json", embedded_data=stream, description="Who signed what, when"))
    metadata = signers.PdfSignatureMetadata(
        field_name="Seal", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES, name="Nordwind Werft", reason="All parties have signed")
    return signers.sign_pdf(writer, metadata, signer=signer, bytes_reserved=32768).getbuffer()


def pyhanko_verify(data, context):
    signature = PdfFileReader(io.BytesIO(data)).embedded_signatures[-1]
    status = validate_pdf_signature(signature, context)
    assert status.bottom_line and status.coverage.name == "ENTIRE_FILE", status.pretty_print_details()


def timed(work, *arguments):
    before = time.process_time()
    result = work(*arguments)
    return (time.process_time() - before) * 1000, result


def measure(bench, pdf, keys, rounds):
    data = pdf.read_bytes()
    signer = signers.SimpleSigner.load(str(keys / "leaf.key"), str(keys / "leaf.pem"), ca_chain_files=[str(keys / "root.pem")])
    context = ValidationContext(trust_roots=[load_cert_from_pemder(str(keys / "root.pem"))], allow_fetching=False)
    ours = keys / "ours.pdf"
    command = [bench, pdf, keys / "leaf.p8", keys / "leaf.der", keys / "root.der", ours, "5"]
    found = {name: [] for name in ("floor", "seal", "verify", "pyhanko seal", "pyhanko verify")}
    for number in range(rounds + 1):
        line = json.loads(subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True).stdout)
        sealing, theirs = timed(pyhanko_seal, data, signer)
        checking, _ = timed(pyhanko_verify, theirs, context)
        if number == 0:
            # A first round warms both up, and checks that pyHanko accepts our seal too.
            pyhanko_verify(ours.read_bytes(), context)
            continue
        for name, value in line.items():
            found[name].append(value / 1000)
        found["pyhanko seal"].append(sealing)
        found["pyhanko verify"].append(checking)
    return {name: statistics.median(values) for name, values in found.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    print("load", pathlib.Path("/proc/loadavg").read_text().split()[:3])
    print(f"{'file':6} {'key':9} {'floor':>8} {'seal':>8} {'×floor':>7} {'pyHanko':>9} {'/seal':>6} "
          f"{'verify':>8} {'pyHanko':>9} {'/verify':>8}")
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        for name, kind in KEYS.items():
            certificates(scratch / name.replace(" ", ""), kind)
        for size, length in SIZES.items():
            pdf = scratch / "document.pdf"
            pdf.write_bytes(document(length))
            for name in KEYS:
                m = measure(arguments.bench, pdf, scratch / name.replace(" ", ""), arguments.rounds)
                print(f"{size:6} {name:9} {m['floor']:8.3f} {m['seal']:8.3f} {m['seal'] / m['floor']:7.2f} "
                      f"{m['pyhanko seal']:9.2f} {m['pyhanko seal'] / m['seal']:6.1f} {m['verify']:8.3f} "
                      f"{m['pyhanko verify']:9.2f} {m['pyhanko verify'] / m['verify']:8.1f}", flush=True)
    print("load", pathlib.Path("/proc/loadavg").read_text().split()[:3])


if __name__ == "__main__":
    main()
