"""Resources: of the form (which readers fall back on), of pages and of looks."""
from pikepdf import Array, Dictionary, Name, Object, Stream, String

import looks
from case import NotHere, inherited
from kinds import kind


def other_font(case):
    """Another face, or a Type 3 font whose glyphs are boxes."""
    if case.rng.random() < 0.5:
        return case.pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=case.rng.choice([Name.Symbol, Name.Courier, Name.ZapfDingbats])))
    glyph = case.pdf.make_indirect(case.pdf.make_stream(b"600 0 0 0 500 700 d1 0 0 500 700 re f\n"))
    names = [Name(f"/c{code}") for code in range(32, 127)]
    return case.pdf.make_indirect(Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 600, 700]), FontMatrix=Object.parse(b"[0.001 0 0 0.001 0 0]"),
        CharProcs=Dictionary({str(name): glyph for name in names}), FirstChar=32, LastChar=126,
        Widths=Array([600] * 95), Encoding=Dictionary(Differences=Array([32, *names]))))


@kind
def form_font(case):
    form = case.form()
    if "/DR" not in form:
        form.DR = Dictionary()
    if "/Font" not in form.DR:
        form.DR.Font = Dictionary()
    names = list(form.DR.Font.keys()) + ["/Helv", "/F1"]
    form.DR.Font[case.rng.choice(names)] = other_font(case)
    if case.rng.random() < 0.6:
        form.NeedAppearances = True
    if case.rng.random() < 0.3:
        form.DA = String("/Helv 30 Tf 1 0 0 rg")


@kind
def form_other(case):
    form = case.form()
    if "/DR" not in form:
        form.DR = Dictionary()
    sort = case.rng.choice(["/XObject", "/ExtGState", "/Pattern", "/ColorSpace", "/Encoding"])
    value = {"/XObject": lambda: looks.odd_look(case, 100, 100), "/ExtGState": lambda: Dictionary(ca=0)}.get(sort, lambda: Name.DeviceRGB)()
    form.DR[sort] = Dictionary(Fm=value, GS0=value)


@kind
def need_appearances(case):
    case.form().NeedAppearances = case.rng.random() < 0.8


@kind
def page_font(case):
    _, page = case.page()
    resources = inherited(page, "/Resources", None)
    if resources is None or not resources.get("/Font"):
        raise NotHere("no fonts")
    name = case.rng.choice(list(resources.Font.keys()))
    if case.rng.random() < 0.5:
        resources.Font[name] = other_font(case)
    else:
        one = resources.Font[name]
        one[case.rng.choice(["/BaseFont", "/Encoding"])] = case.rng.choice([Name.Symbol, Name.MacRomanEncoding, Name.WinAnsiEncoding])
        one.Widths = Array([900] * 224)


@kind
def page_resource(case):
    """Something is added to a page's resources, used or not, or something used is replaced."""
    _, page = case.page()
    resources = inherited(page, "/Resources", None)
    if resources is None:
        page.obj.Resources = resources = Dictionary()
    sort = case.rng.choice(["/XObject", "/ExtGState", "/ColorSpace", "/Properties", "/Pattern"])
    if sort not in resources:
        resources[sort] = Dictionary()
    names = list(resources[sort].keys()) + ["/New"]
    name = case.rng.choice(names)
    resources[sort][name] = looks.odd_look(case, 200, 200) if sort == "/XObject" else Dictionary(ca=0.1, CA=0.1)


@kind
def default_colours(case):
    _, page = case.page()
    resources = inherited(page, "/Resources", None)
    if resources is None:
        raise NotHere("no resources")
    resources.ColorSpace = Dictionary(DefaultGray=Array([Name.Indexed, Name.DeviceRGB, 1, String("\x00\x00\x00")]), DefaultRGB=Array([Name.CalRGB, Dictionary(WhitePoint=Array([1, 1, 1]))]))


@kind
def a_font_file(case):
    """An embedded file of a font, or a table of it, is emptied or replaced."""
    found = [one for one in case.pdf.objects if isinstance(one, Dictionary) and one.get("/Type") == Name.FontDescriptor]
    streams = [one[key] for one in found for key in ("/FontFile", "/FontFile2", "/FontFile3") if key in one]
    if not streams:
        raise NotHere("no embedded font")
    stream = case.rng.choice(streams)
    data = bytearray(stream.read_bytes())
    middle = len(data) // 2
    data[middle:middle + 400] = bytes(min(400, len(data) - middle))
    stream.write(bytes(data))


@kind
def an_image(case):
    found = [one for one in case.pdf.objects if isinstance(one, Stream) and one.get("/Subtype") == Name.Image]
    if not found:
        raise NotHere("no image")
    one = case.rng.choice(found)
    change = case.rng.randrange(3)
    if change == 0:
        one.Decode = Array([1, 0] * 3)
    elif change == 1:
        one.Interpolate = True
    else:
        one.Intent = Name.Perceptual
