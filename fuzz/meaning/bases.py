"""The base files: of the corpus, OneSign's own seals, a fresh demo seal and files made for the purpose."""
import hashlib
import pathlib
import re

from asn1crypto import cms, pem

import draw
import verify
from case import Base
from fields import terminal_fields
from update import reopened

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
LARGEST, MOST_PAGES = 300_000, 6


def certificates(data: bytes) -> list:
    """Every certificate in the signature values of a file, in DER."""
    found = {}
    for one in re.finditer(rb"<(30[0-9A-Fa-f\s]{400,})>", data):
        try:
            info = cms.ContentInfo.load(bytes.fromhex(re.sub(rb"\s", b"", one[1]).decode()))
            for certificate in info["content"]["certificates"]:
                text = certificate.chosen.dump()
                found[hashlib.sha256(text).hexdigest()] = text
        except (ValueError, TypeError, KeyError):
            continue
    return list(found.values())


def trust_for(path: pathlib.Path, data: bytes, folder: pathlib.Path) -> tuple:
    """A PEM file with all certificates of the file's signatures: each is trusted."""
    found = certificates(data)
    if not found:
        return ()
    target = folder / f"{path.stem}.pem"
    target.write_bytes(b"".join(pem.armor("CERTIFICATE", one) for one in found))
    return (target,)


def permissions(pdf) -> tuple:
    """P of the certification (0: none), and the locks of the signatures as (action, names)."""
    found, locks = 0, []
    for one in pdf.Root.get("/Perms", {}).get("/DocMDP", {}).get("/Reference", []):
        found = int(one.get("/TransformParams", {}).get("/P", 2))
    for field in terminal_fields(pdf):
        value = field.dictionary.get("/V")
        for one in value.get("/Reference", []) if field.kind == "/Sig" and value is not None else []:
            told = one.get("/TransformParams", {})
            if one.get("/TransformMethod") == "/FieldMDP":
                locks.append((str(told.get("/Action", "/All")), {str(name) for name in told.get("/Fields", [])}))
    return found, locks


def candidates(corpus, made, part) -> list:
    """(path, roots), the smallest first."""
    found = [(path, (path.parent / "root.der",)) for path in sorted((REPOSITORY / "fixtures/seals").glob("*/sealed.pdf"))]
    found += [(path, None) for path in sorted(corpus.glob("signed/*.pdf"))] if corpus else []
    for folder in made:
        roots = tuple(sorted(folder.glob("*root*.pem")) + sorted(folder.glob("*root*.der")))
        found += [(path, roots) for path in sorted(folder.glob("*.pdf"))]
    found = [one for one in found if part in name_of(one[0])]
    return sorted(found, key=lambda one: one[0].stat().st_size)


def name_of(path):
    return f"{path.parent.name}-{path.stem}" if path.stem == "sealed" else path.stem


def judged(program, path, roots, folder, own):
    """A base, or the reason why the file is none."""
    data = path.read_bytes()
    if len(data) > LARGEST:
        return None, "too large"
    trust = (roots if roots is not None else trust_for(path, data, folder)) + (own,)
    report = verify.reports(program, [path], trust)[0]
    if report is None or not report.get("signatures"):
        return None, "no signature that is read"
    try:
        pdf = reopened(data)
        permission, locks = permissions(pdf)
        encrypted = "/Encrypt" in pdf.trailer
    except Exception as error:  # noqa: BLE001 - whatever pikepdf raises, the file is no base
        return None, f"pikepdf: {error}"
    if encrypted:
        return None, "encrypted"
    base = Base(name_of(path), data, trust, permission, locks, len(report["signatures"]), report["verdict"] == "passed")
    base.verdict = report["verdict"]
    if not verify.is_pass(report, base):
        return None, "its own verdict: " + report["sentence"][:100]
    base.pictures = draw.all_drawn(data, folder.parent / "pictures")
    if not all(base.pictures.values()) or len(pdf.pages) > MOST_PAGES:
        return None, "not drawn by all readers, or too many pages"
    return base, ""


def collect(program, corpus, made, folder, own, part="", tell=print) -> list:
    folder.mkdir(parents=True, exist_ok=True)
    bases = []
    for path, roots in candidates(corpus, made, part):
        base, why = judged(program, path, roots, folder, own)
        if base:
            bases.append(base)
        else:
            tell(f"no base: {path.name}: {why}")
    return bases
