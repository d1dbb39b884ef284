"""Appearances and places: what a mutation draws, and where."""
import pikepdf
from pikepdf import Array, Dictionary, Name

TEXTS = ["9,000", "void", "Signed by Bob Example", "EUR 7", "not", "Clause 9: the buyer pays twice.", "ja", "X"]


def font(pdf):
    return pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding))


def form(pdf, content: bytes, width: float, height: float, **keys):
    """A form XObject of this size."""
    stream = pdf.make_stream(content)
    stream.Type, stream.Subtype = Name.XObject, Name.Form
    stream.BBox = Array([0, 0, round(width, 2), round(height, 2)])
    stream.Resources = Dictionary(Font=Dictionary(Helv=font(pdf)))
    for name, value in keys.items():
        stream["/" + name] = value
    return pdf.make_indirect(stream)


def text(words: str, size: float = 11, colour: str = "0 g") -> bytes:
    safe = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"q {colour} BT /Helv {size:g} Tf 2 3 Td ({safe}) Tj ET Q\n".encode("latin-1")


def filled(width: float, height: float, colour: str) -> bytes:
    return f"q {colour} rg 0 0 {width:g} {height:g} re f Q\n".encode()


def image(pdf):
    """A small grey image."""
    stream = pdf.make_stream(bytes(range(0, 256, 4)) * 4)
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width, stream.Height, stream.BitsPerComponent, stream.ColorSpace = 16, 16, 8, Name.DeviceGray
    return pdf.make_indirect(stream)


def odd_look(case, width: float, height: float):
    """An appearance of one of the kinds that a forger would use."""
    pdf, rng = case.pdf, case.rng
    kind = rng.choice(["white", "whitetext", "text", "black", "image", "tint", "shape", "multiply", "offset", "turned", "nested", "big"])
    words = text(rng.choice(TEXTS), rng.choice([8, 11, 14]))
    if kind == "white":
        return form(pdf, filled(width, height, "1 1 1"), width, height)
    if kind == "whitetext":
        return form(pdf, filled(width, height, "1 1 1") + words, width, height)
    if kind == "text":
        return form(pdf, words, width, height)
    if kind == "black":
        return form(pdf, filled(width, height, "0 0 0"), width, height)
    if kind == "tint":
        return form(pdf, filled(width, height, f"{rng.random():.2f} {rng.random():.2f} 0.9") + words, width, height)
    if kind == "shape":
        return form(pdf, f"3 w 0 0 m {width:g} {height:g} l S\n".encode(), width, height)
    if kind == "image":
        look = form(pdf, f"q {width:g} 0 0 {height:g} 0 0 cm /Im Do Q\n".encode(), width, height)
        look.Resources.XObject = Dictionary(Im=image(pdf))
        return look
    if kind == "multiply":
        look = form(pdf, b"/G gs\n" + filled(width, height, "1 0 0"), width, height)
        look.Resources.ExtGState = Dictionary(G=Dictionary(BM=rng.choice([Name.Difference, Name.Screen, Name.Multiply]), ca=0.8))
        return look
    if kind == "nested":
        inner = form(pdf, filled(width, height, "1 1 1") + words, width, height)
        look = form(pdf, b"/Fm Do\n", width, height)
        look.Resources.XObject = Dictionary(Fm=inner)
        return look
    if kind == "offset":
        return form(pdf, filled(width, height, "1 1 1") + words, width, height, Matrix=Array([1, 0, 0, 1, rng.randint(-90, 90), rng.randint(-90, 90)]))
    if kind == "turned":
        return form(pdf, filled(width, height, "1 1 1") + words, width, height, Matrix=Array([0, 1, -1, 0, 0, 0]))
    look = form(pdf, b"q 1 1 1 rg -900 -900 1800 1800 re f Q\n" + words, width, height)
    look.BBox = Array([-900, -900, 900, 900])
    return look


def inherited(node, name, otherwise=None):
    """An attribute of a page or of the page lists above it."""
    for _ in range(20):
        if name in node:
            return node[name]
        if "/Parent" not in node:
            break
        node = node.Parent
    return otherwise


def box_of(page) -> list:
    """The visible box of a page: left, bottom, right, top."""
    box = inherited(page.obj, "/CropBox") or inherited(page.obj, "/MediaBox") or [0, 0, 612, 792]
    left, bottom, right, top = (float(n) for n in box)
    return [min(left, right), min(bottom, top), max(left, right), max(bottom, top)]


def rect(values) -> Array:
    return Array([pikepdf.Object.parse(f"{value:.2f}".encode()) for value in values])
