#!/usr/bin/env python3
"""Measures how long intake takes: for ordinary files of 250 pages, and for small files, generated ones and those of
the given folders.

    cargo build --release -p onesign-pdf --example intake
    python3 bench/intake_speed.py target/release/examples/intake [DIR …]

Generates files of 250 pages (text, a font that isn't embedded, an embedded one, drawings, scans, forms, notes, encrypted, in
object streams, without a cross-reference table) and files of at most 10 kB that need much work, adds the files of at most
10 kB in the folders, and takes each in. Prints the slowest with the bars (10 s and 2 s) and with the times of
`qpdf --object-streams=generate` and `mutool clean -gggg`, which also rewrite a file but draw nothing and do not examine
content. Times are processor time of the whole process, because other programs may share the machine, as min/median of the
rounds. Exit status 1: a bar is missed.

Needs qpdf, mupdf-tools and `pip install pillow`.
"""
import io
import math
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import zlib

from PIL import Image

PAGES = 250
ROUNDS = 3
LARGE_BAR, SMALL_BAR = 10.0, 2.0
SMALL = 10_000
LIMIT = 60
STANDARD = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
FACE = pathlib.Path(__file__).parent.parent / "crates/onesign-pdf/fonts/Arimo-BoldItalic.ttf"


def stream(entries, data, packed=1):
    for _ in range(packed):
        data = zlib.compress(data, 9)
    filters = b"/Filter[%s]" % (b"/FlateDecode" * packed) if packed else b""
    return b"<<%s%s/Length %d>>\nstream\n%s\nendstream" % (entries, filters, len(data), data)


def file_of(objects, table=True):
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
    for number in sorted(objects):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    if table:
        start, last = len(out), max(objects) + 1
        out += b"xref\n0 %d\n0000000000 65535 f \n" % last
        for number in range(1, last):
            out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
        out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (last, start)
    return bytes(out)


def lines(page, many=48):
    said = "Clause %d.%d: the parties agree that what is written here holds, (%s) and nothing else does."
    rows = [said % (page, row, "abcdefghij"[row % 10]) for row in range(many)]
    shown = [b"(%s) Tj T*" % row.replace("(", "\\(").replace(")", "\\)").encode() for row in rows]
    return b"BT /F 10 Tf 14 TL 50 780 Td\n" + b"\n".join(shown) + b"\nET"


def pages_of(content, fonts=STANDARD, resources=b"", annotations=lambda page, free: ([], {}), catalog=b"", more=None):
    """A document whose page n has what `content(n)` draws; object 3 is the font."""
    objects, kids, free = {3: fonts, **(more or {})}, [], 1_000
    for page in range(PAGES):
        notes, its = annotations(page, free + 2)
        objects[free] = (b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>%s>>/Annots[%s]>>"
                         % (free + 1, resources.replace(b"%P", b"%d" % page), b" ".join(notes)))
        objects[free + 1] = stream(b"", content(page))
        objects |= its
        kids.append(b"%d 0 R" % free)
        free += 2 + len(its)
    objects[1] = b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog
    objects[2] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (PAGES, b" ".join(kids))
    return objects


def drawing(page):
    rows = [b"%.3f %.3f %.3f rg" % (page / 250, 0.4, 0.6)]
    for at in range(1_500):
        x, y = 297 + 250 * math.cos(at * 0.1 + page), 421 + 380 * math.sin(at * 0.137)
        rows.append(b"%.2f %.2f m %.2f %.2f %.2f %.2f %.2f %.2f c S" % (x, y, y, x, x / 2, y, y / 2, x))
    return b"\n".join(rows)


def embedded():
    face = FACE.read_bytes()
    widths = b" ".join([b"556"] * 95)
    return b"<</Type/Font/Subtype/TrueType/BaseFont/ABCDEF+Face/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 126/Widths[%s]/FontDescriptor 4 0 R>>" % widths, {
        4: b"<</Type/FontDescriptor/FontName/ABCDEF+Face/Flags 32/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 700/StemV 80/FontFile2 5 0 R>>",
        5: stream(b"/Length1 %d" % len(face), face)}


def scans():
    noise = Image.frombytes("L", (310, 438), os.urandom(310 * 438)).resize((1240, 1754), Image.BICUBIC)
    pictures = {}
    for page in range(PAGES):
        out = io.BytesIO()
        noise.rotate(page % 4 * 90).resize((1240, 1754)).point(lambda value, by=page: min(255, 150 + value // 4 + by % 7)).save(out, "JPEG", quality=60)
        pictures[10 + page] = stream(b"/Type/XObject/Subtype/Image/Width 1240/Height 1754/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode",
                                     out.getvalue(), packed=0)
    objects = pages_of(lambda page: b"q 595 0 0 842 0 0 cm /I Do Q", more=pictures)
    for number, body in objects.items():
        if b"/Type/Page/" in body:
            objects[number] = body.replace(b"/Font<<", b"/XObject<</I %d 0 R>>/Font<<" % (10 + (number - 1_000) // 2))
    return objects


def notes(page, free):
    kinds = [b"/Subtype/Highlight/C[1 1 0]/QuadPoints[50 700 300 700 50 690 300 690]", b"/Subtype/Square/C[1 0 0]",
             b"/Subtype/Ink/InkList[[60 600 90 640 120 600]]", b"/Subtype/Link/Border[0 0 1]"]
    return [b"%d 0 R" % (free + at) for at in range(len(kinds))], {
        free + at: b"<</Type/Annot/F 4/Rect[50 %d 300 %d]%s>>" % (680 - 60 * at, 720 - 60 * at, kind) for at, kind in enumerate(kinds)}


def forms():
    fields = []

    def widgets(page, free):
        its = {free + at: b"<</Type/Annot/Subtype/Widget/F 4/FT/Tx/T(f%d_%d)/DA(/F 10 Tf 0 g)/V(value %d)/Rect[300 %d 500 %d]>>"
               % (page, at, at, 100 + 30 * at, 120 + 30 * at) for at in range(8)}
        fields.extend(b"%d 0 R" % number for number in its)
        return [b"%d 0 R" % number for number in its], its

    objects = pages_of(lines, annotations=widgets)
    objects[1] = (b"<</Type/Catalog/Pages 2 0 R/AcroForm<</NeedAppearances true/DR<</Font<</F 3 0 R>>>>/DA(/F 10 Tf 0 g)/Fields[%s]>>>>"
                  % b" ".join(fields))
    return objects


def large_files(folder):
    foreign = STANDARD.replace(b"/Helvetica", b"/LetterFoundrySerif")
    font, parts = embedded()
    kinds = {
        "text": file_of(pages_of(lines)),
        "face-not-embedded": file_of(pages_of(lines, fonts=foreign)),
        "face-embedded": file_of(pages_of(lines, fonts=font, more=parts)),
        "drawings": file_of(pages_of(drawing)),
        "scans": file_of(scans()),
        "form": file_of(forms()),
        "notes-without-looks": file_of(pages_of(lines, annotations=notes)),
        "no-table": file_of(pages_of(lines), table=False),
        "no-table-face-not-embedded": file_of(pages_of(lines, fonts=foreign), table=False),
    }
    paths = [write(folder, name, data) for name, data in kinds.items()]
    for name, options in {"object-streams": ["--object-streams=generate"],
                          "encrypted": ["--encrypt", "", "owner", "256", "--"]}.items():
        path = folder / f"{name}.pdf"
        subprocess.run(["qpdf", *options, str(paths[0]), str(path)], check=True)
        paths.append(path)
    return paths


def write(folder, name, data):
    path = folder / f"{name}.pdf"
    path.write_bytes(data)
    return path


def one_page(content, resources=b"", more=None, packed=2, page=b"", catalog=b""):
    return file_of({1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog, 2: b"<</Type/Pages/Count 1/Kids[4 0 R]>>", 3: STANDARD,
                    4: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 5 0 R/Resources<</Font<</F 3 0 R>>%s>>%s>>" % (resources, page),
                    5: stream(b"", content, packed), **(more or {})})


def small_files(folder):
    """Costly files of a few kilobytes: nested, repeated, or compressed twice."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 300 200]"
    nest = {20 + at: stream(form + b"/Resources<</XObject<</X %d 0 R>>>>" % (21 + at), b"/X Do " * 30) for at in range(6)}
    stitched = {20 + at: b"<</FunctionType 3/Domain[0 1]/Functions[%s]/Bounds[0.3 0.6]/Encode[0 1 0 1 0 1]>>" % (b"%d 0 R " % (21 + at) * 3)
                for at in range(40)}
    cloud = b"<</Type/Annot/Subtype/Circle/F 4/Rect[0 0 %s %s]/BE<</S/C/I 0.001>>>>" % (b"9" * 8, b"9" * 8)
    ink = b"<</Type/Annot/Subtype/Ink/F 4/Rect[0 0 300 200]/InkList[[%s]]>>" % (b"1 2 " * 300)
    field = b"<</Type/Annot/Subtype/Widget/F 4/FT/Tx/Ff 4096/T(a)/DA(/F 0 Tf)/Rect[0 0 300 200]/V 21 0 R>>"
    kinds = {
        "text-packed": one_page(b"BT /F 9 Tf 20 20 Td (%s) Tj ET\n" % (b"x" * 40) * 30_000),
        "one-long-string": one_page(b"BT /F 1 Tf 20 20 Td (" + b"word " * 400_000 + b") Tj ET"),
        "tags-packed": one_page(b"BT /F 1 Tf 20 20 Td (" + b"{{text:a " * 200_000 + b") Tj ET"),
        "paths-packed": one_page(b"0 0 m 300 200 l S " * 300_000),
        "one-long-path": one_page(b"0 0 m " + b"300 200 0 200 300 0 c " * 200_000 + b"S"),
        "forms-in-forms": one_page(b"/X Do " * 30, b"/XObject<</X 20 0 R>>", nest | {26: stream(form, b"0 0 9 9 re f")}),
        "functions-that-share": one_page(b"/C cs 1 scn 0 0 9 9 re f", b"/ColorSpace<</C[/Separation/X/DeviceRGB 20 0 R]>>",
                                         stitched | {60: b"<</FunctionType 2/Domain[0 1]/C0[1 1 1]/C1[0 0 0]/N 1>>"}),
        "clouds": one_page(b"", page=b"/Annots[%s]" % (b"20 0 R " * 400), more={20: cloud}),
        "ink": one_page(b"", page=b"/Annots[%s]" % (b"20 0 R " * 1_000), more={20: ink}),
        "field-packed": one_page(b"", page=b"/Annots[20 0 R]", more={20: field, 21: stream(b"", b"word " * 400_000, 2)},
                                 catalog=b"/AcroForm<</NeedAppearances true/Fields[20 0 R]/DA(/F 0 Tf)/DR<</Font<</F 3 0 R>>>>>>"),
        "picture-packed": one_page(b"q 300 0 0 200 0 0 cm /X Do Q", b"/XObject<</X 20 0 R>>", {
            20: stream(b"/Type/XObject/Subtype/Image/Width 6000/Height 6000/BitsPerComponent 8/ColorSpace/DeviceGray", bytes(36_000_000), 2)}),
        "pages": file_of({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 999/Kids[%s]>>" % (b"4 0 R " * 999), 3: STANDARD.replace(b"/Helvetica", b"/Foundry"),
                          4: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 5 0 R/Resources<</Font<</F 3 0 R>>>>>>",
                          5: stream(b"", b"BT /F 9 Tf 20 20 Td (abc) Tj ET\n" * 2_000)}),
        "open-dictionaries": b"%PDF-1.7\n1 0 obj " + b"<</A" * 2_400,
        "open-objects": b"%PDF-1.7\n" + b"1 0 obj<<>>stream " * 500,
    }
    return [write(folder, name, data) for name, data in kinds.items() if len(data) <= SMALL]


def took(*command):
    """Processor time of a command, in seconds, and its exit status; the limit if it takes longer."""
    with open(os.devnull, "w") as nothing:
        process = subprocess.Popen(command, stdout=nothing, stderr=nothing)
        until = time.monotonic() + LIMIT
        while True:
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                process.returncode = os.waitstatus_to_exitcode(status)
                return usage.ru_utime + usage.ru_stime, process.returncode
            if time.monotonic() > until:
                process.kill()
                os.wait4(process.pid, 0)
                process.returncode = -9
                return float(LIMIT), process.returncode
            time.sleep(0.002)


def beside(intake, path, out):
    """Alternating rounds of intake and of the other two, and whether intake accepts the file."""
    commands = {
        "intake": (intake, str(path)),
        "qpdf": ("qpdf", "--object-streams=generate", str(path), str(out / "q.pdf")),
        "mutool": ("mutool", "clean", "-gggg", str(path), str(out / "m.pdf")),
    }
    times, accepted = {name: [] for name in commands}, True
    for _ in range(ROUNDS):
        for name, command in commands.items():
            seconds, status = took(*command)
            times[name].append(seconds)
            accepted = accepted and (name != "intake" or status == 0)
    return times, accepted


def shown(path, measured, bar, must_pass=False):
    """Prints a file's line; true if it misses the bar, or is wrongly refused."""
    times, accepted = measured
    columns = [f"{name} {min(own):.2f}/{statistics.median(own):.2f} s" for name, own in times.items()]
    ours = statistics.median(times["intake"])
    columns += [f"{ours / max(0.001, statistics.median(times[name])):.1f}x {name}" for name in ("qpdf", "mutool")]
    missed = min(times["intake"]) > bar or must_pass and not accepted
    print(f"{'MISS' if missed else 'ok  '} {path.name:34} {'accepted' if accepted else 'refused '} {path.stat().st_size / 1000:9.1f} kB  {'  '.join(columns)}", flush=True)
    return missed


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    intake, missed = sys.argv[1], 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        print(f"{PAGES} pages each, bar {LARGE_BAR:.0f} s; min/median of {ROUNDS} rounds")
        for path in large_files(folder):
            missed += shown(path, beside(intake, path, folder), LARGE_BAR, must_pass=True)
        made = folder / "small"
        made.mkdir()
        small = small_files(made)
        small += [path for at in sys.argv[2:] for path in sorted(pathlib.Path(at).glob("*.pdf")) if path.stat().st_size <= SMALL]
        once = sorted(((took(intake, str(path))[0], path) for path in small), reverse=True, key=lambda one: one[0])
        print(f"{len(small)} files of at most {SMALL // 1000} kB, bar {SMALL_BAR:.0f} s; {sum(one[0] <= SMALL_BAR for one in once)} within it; the slowest:")
        for seconds, path in once:
            if seconds > SMALL_BAR or (seconds, path) in once[:10]:
                missed += shown(path, beside(intake, path, folder), SMALL_BAR)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
