"""Draws PDF files in other readers: poppler, MuPDF and PDFium, each in its own process with limits."""
import pathlib
import re
import resource
import subprocess
import sys
import tempfile

from PIL import Image

READERS = ("poppler", "mupdf", "pdfium")
# The longer side of every picture, in pixels: pages the size of a stamp are drawn as finely as large ones, because
# a picture of a few pixels does not show what a page looks like.
SIDE = 1200
SECONDS = 40
MOST_PAGES = 12
MEMORY = 4 << 30

PDFIUM = """
import sys, pypdfium2
pdf = pypdfium2.PdfDocument(sys.argv[1], password=sys.argv[4] or None)
pdf.init_forms()
print(len(pdf))
for number in range(min(len(pdf), int(sys.argv[3]))):
    try:
        page = pdf[number]
        scale = int(sys.argv[5]) / max(page.get_size())
        page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB").save(f"{sys.argv[2]}/{number + 1}.png")
    except Exception:
        pass
"""


def limited():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(*command, seconds=SECONDS):
    """The output of a tool, and how it failed: `None` if it did not, else a time limit, a signal or a lack of memory."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, preexec_fn=limited)
    except subprocess.TimeoutExpired:
        return "", f"not finished after {seconds} s"
    text = done.stdout.decode(errors="replace") + done.stderr.decode(errors="replace")
    if done.returncode < 0:
        return text, f"killed by signal {-done.returncode}"
    if re.search(r"MemoryError|bad_alloc|[Oo]ut of memory|malloc.*failed|cannot allocate", text):
        return text, f"out of memory ({MEMORY >> 30} GiB)"
    return text, None


def pictures_in(folder):
    """Pictures by the number in their names. Half-written pictures are not among them."""
    found = {}
    for path in folder.iterdir():
        number = re.findall(r"\d+", path.stem)
        try:
            picture = Image.open(path)
            picture.load()
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            continue
        if number:
            if picture.mode in ("RGBA", "LA"):
                ground = Image.new("RGBA", picture.size, "white")
                picture = Image.alpha_composite(ground, picture.convert("RGBA"))
            found[int(number[-1])] = picture.convert("RGB")
    return found


def number_in(pattern, text):
    found = re.search(pattern, text, re.M)
    return int(found.group(1)) if found else 0


def drawn(reader, pdf, password, scratch):
    """The number of pages that a reader finds, its pictures of the first ones by number from one, and how it failed."""
    out = pathlib.Path(tempfile.mkdtemp(dir=scratch))
    secret = password or ""
    if reader == "poppler":
        text, lost = run("pdfinfo", *(["-upw", secret] if secret else []), str(pdf))
        count = number_in(r"^Pages:\s+(\d+)", text)
        if not lost:
            _, lost = run("pdftoppm", "-scale-to", str(SIDE), "-cropbox", "-png", "-l", str(MOST_PAGES),
                          *(["-upw", secret] if secret else []), str(pdf), str(out / "p"))
    elif reader == "mupdf":
        # `info` and `pages` follow the page tree as `draw` does.
        text, lost = run("mutool", "info", *(["-p", secret] if secret else []), str(pdf))
        count = number_in(r"^Pages: (\d+)", text)
        if not lost:
            _, lost = run("mutool", "draw", "-q", "-w", str(SIDE), "-h", str(SIDE), "-c", "rgb",
                          *(["-p", secret] if secret else []), "-o", str(out / "p%d.png"), str(pdf), f"1-{MOST_PAGES}")
    else:
        text, lost = run(sys.executable, "-c", PDFIUM, str(pdf), str(out), str(MOST_PAGES), secret, str(SIDE))
        count = number_in(r"\A(\d+)", text)
    return count, pictures_in(out), lost


def words(pdf, page, password=None):
    """The words of a page as poppler reads them: the text, and a box as fractions of the page's width and height."""
    text, _ = run("pdftotext", "-bbox", "-cropbox", "-f", str(page), "-l", str(page),
                  *(["-upw", password] if password else []), str(pdf), "-")
    size = re.search(r'<page width="([\d.]+)" height="([\d.]+)"', text)
    found = []
    if size:
        w, h = max(1.0, float(size[1])), max(1.0, float(size[2]))
        for box in re.finditer(r'<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)</word>', text):
            left, top, right, bottom = (float(side) for side in box.groups()[:4])
            found.append((box[5], (left / w, top / h, right / w, bottom / h)))
    return found


STANDARD = re.compile(r"^(Helvetica|Times|Courier|Symbol|ZapfDingbats|Arial|TimesNewRoman|CourierNew)\b")


def standard_fonts(pdf, page):
    """The standard fonts that a page uses without embedding (ISO 32000-2, 9.6.2.2). It omits names that an embedded
    font also has, because nothing shows which of the two a word uses."""
    text, _ = run("pdffonts", "-f", str(page), "-l", str(page), str(pdf))
    found, brought = set(), set()
    for line in text.splitlines()[2:]:
        columns = re.match(r"(\S+)\s+(.*?)\s(yes|no)\s+(?:yes|no)\s+(?:yes|no)\s+\d+\s+\d+$", line)
        if not columns:
            continue
        name, kind, embedded = columns.groups()
        if embedded == "yes":
            brought.add(re.sub(r"^[A-Z]{6}\+", "", name))
        elif re.match(r"(?:Type 1|TrueType)\b", kind) and STANDARD.match(name):
            found.add(name)
    return sorted(found - brought)


def set_in(pdf, page, fonts):
    """The boxes of the words on a page that MuPDF sets completely in one of these fonts, in the form of `words`."""
    text, _ = run("mutool", "draw", "-q", "-F", "stext", str(pdf), str(page))
    size = re.search(r'<page[^>]* width="([\d.]+)" height="([\d.]+)"', text)
    if not size:
        return []
    w, h = max(1.0, float(size[1])), max(1.0, float(size[2]))
    letters = []
    for name, inside in re.findall(r'<font name="([^"]*)"[^>]*>(.*?)</font>', text, re.S):
        for quad, letter in re.findall(r'<char quad="([^"]*)"[^>]* c="([^"]*)"', inside):
            sides = [float(side) for side in quad.split()]
            if letter.strip() and len(sides) == 8:
                letters.append((sum(sides[::2]) / 4 / w, sum(sides[1::2]) / 4 / h, name in fonts))
    found = []
    for word, box in words(pdf, page):
        left, top, right, bottom = box
        inside = [is_one for x, y, is_one in letters if left <= x <= right and top <= y <= bottom]
        if inside and all(inside):
            found.append((word, box))
    return found


def paints_inks(pdf, page):
    """Whether a page paints in DeviceCMYK, which each reader turns into screen colours in its own way."""
    text, _ = run("mutool", "trace", str(pdf), str(page))
    return 'colorspace="DeviceCMYK"' in text
