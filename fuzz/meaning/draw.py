"""The oracle: a file drawn by poppler, MuPDF and PDFium (screen and print), and where two drawings differ."""
import hashlib
import pathlib
import subprocess
import tempfile

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium_c

DPI = 60
PAGES = 6
NOISE, FEWEST = 24, 3
READERS = ("pdfium", "pdfium-print", "poppler", "mupdf")
HERE = {"dir": "/dev/shm" if pathlib.Path("/dev/shm").is_dir() else None}


def pdfium(data: bytes, printing: bool):
    found = []
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return found
    try:
        document.init_forms()
        for number in range(min(len(document), PAGES)):
            page = document[number]
            flags = pdfium_c.FPDF_PRINTING if printing else 0
            bitmap = page.render(scale=DPI / 72, grayscale=False, extra_flags=flags)
            found.append(bitmap.to_numpy()[:, :, :3].copy())
            page.close()
    except (pypdfium2.PdfiumError, ValueError):
        pass
    finally:
        document.close()
    return found


def pictures(folder: pathlib.Path):
    found = []
    for path in sorted(folder.glob("*.p[gpn]m"), key=lambda path: int("".join(c for c in path.stem if c.isdigit()))):
        found.append(portable(path.read_bytes()))
    return found


def portable(data: bytes):
    """A binary PGM or PPM picture."""
    fields, at = [], 0
    while len(fields) < 4:
        end = at
        while data[end:end + 1] not in (b" ", b"\n", b"\t", b"\r"):
            end += 1
        fields.append(data[at:end])
        at = end + 1
    width, height, depth = int(fields[1]), int(fields[2]), 3 if fields[0] == b"P6" else 1
    return np.frombuffer(data, np.uint8, width * height * depth, at).reshape(height, width, depth)


def outside(command, data: bytes):
    """What a program draws, page by page."""
    with tempfile.TemporaryDirectory(**HERE) as name:
        folder = pathlib.Path(name)
        (folder / "f.pdf").write_bytes(data)
        try:
            subprocess.run([one.replace("FOLDER", name) for one in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=30, check=False)
        except subprocess.TimeoutExpired:
            return []
        return pictures(folder)


def drawn(data: bytes, reader: str):
    if reader.startswith("pdfium"):
        return pdfium(data, reader.endswith("print"))
    if reader == "poppler":
        return outside(["pdftoppm", "-q", "-r", str(DPI), "-l", str(PAGES), "FOLDER/f.pdf", "FOLDER/p"], data)
    return outside(["mutool", "draw", "-q", "-r", str(DPI), "-o", "FOLDER/p%d.ppm", "FOLDER/f.pdf", f"1-{PAGES}"], data)


def all_drawn(data: bytes, kept: pathlib.Path) -> dict:
    """What every reader draws. The pictures are kept for the next run."""
    path = kept / f"{hashlib.sha256(data).hexdigest()}-{DPI}.npz"
    if path.exists():
        with np.load(path) as found:
            names = sorted(found.files, key=lambda name: (name.split("/")[0], int(name.split("/")[1])))
            return {reader: [found[name] for name in names if name.split("/")[0] == reader] for reader in READERS}
    made = {reader: drawn(data, reader) for reader in READERS}
    kept.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **{f"{reader}/{number}": one for reader, all_pages in made.items() for number, one in enumerate(all_pages)})
    return made


def difference(before, after):
    """A mask of the pixels that differ by more than noise; None if the sizes differ."""
    if before.shape != after.shape:
        return None
    if np.array_equal(before, after):
        return np.zeros(before.shape[:2], bool)
    return np.abs(before.astype(np.int16) - after.astype(np.int16)).max(axis=2) > NOISE


def seen(base, data: bytes, honest, to_pixels):
    """The first visible difference outside of the honest places, as (reader, page, pixels), or None."""
    for reader in READERS:
        after, before = drawn(data, reader), base.pictures[reader]
        if len(after) != len(before):
            return reader, 0, f"{len(before)} pages become {len(after)}"
        for number, (one, other) in enumerate(zip(before, after)):
            mask = difference(one, other)
            if mask is None:
                return reader, number + 1, "another size"
            for page, box, turn, rect in honest:
                if page == number:
                    left, top, right, bottom = to_pixels(box, turn, mask.shape, rect)
                    mask[max(top, 0):max(bottom, 0), max(left, 0):max(right, 0)] = False
            if mask.sum() >= FEWEST:
                return reader, number + 1, f"{int(mask.sum())} pixels"
    return None
