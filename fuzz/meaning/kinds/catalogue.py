"""Entries of the catalogue."""
from pikepdf import Array, Dictionary, Name, String

from kinds import kind


def entries(case):
    page = case.page()[1].obj
    file = case.pdf.make_stream(b"other")
    return {
        "/Version": Name(case.rng.choice(["/1.3", "/1.7", "/2.0"])), "/Lang": String("de"), "/PageLayout": Name.TwoColumnLeft, "/PageMode": Name.FullScreen,
        "/ViewerPreferences": Dictionary(Direction=Name.R2L, HideMenubar=True, ViewArea=Name.MediaBox, PrintScaling=getattr(Name, "None")),
        "/OpenAction": case.rng.choice([Array([page, Name.Fit]), Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))]),
        "/AA": Dictionary(WC=Dictionary(S=Name.JavaScript, JS=String("1"))), "/URI": Dictionary(Base=String("https://example.com/")),
        "/Extensions": Dictionary(ADBE=Dictionary(BaseVersion=Name("/1.7"), ExtensionLevel=8)), "/Legal": Dictionary(Attestation=String("fine")),
        "/Outlines": Dictionary(Type=Name.Outlines, First=Dictionary(Title=String("9,000")), Count=1), "/Threads": Array([]), "/NeedsRendering": True,
        "/OutputIntents": Array([Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=String("sRGB"))]),
        "/SpiderInfo": Dictionary(V=1), "/Requirements": Array([Dictionary(S=Name.EnableJavaScripts)]), "/Collection": Dictionary(View=Name.D),
        "/PageLabels": Dictionary(Nums=Array([0, Dictionary(S=Name.r)])), "/Dests": Dictionary(a=Array([page, Name.Fit])),
        "/AF": Array([Dictionary(Type=Name.Filespec, F=String("a.txt"), EF=Dictionary(F=file))]), "/DPartRoot": Dictionary(), "/Own": Dictionary(a=1),
        "/MarkInfo": Dictionary(Marked=True), "/Pieces": 1,
    }


@kind
def added_or_changed(case):
    found = entries(case)
    for name in case.rng.sample(sorted(found), case.rng.choice([1, 1, 2])):
        case.pdf.Root[name] = found[name]
        case.note += name


@kind
def removed(case):
    names = [name for name in case.pdf.Root.keys() if name not in ("/Type", "/Pages")]
    for name in case.rng.sample(names, min(1, len(names))):
        del case.pdf.Root[name]
        case.note += name


@kind
def form_entries(case):
    form = case.form()
    name, value = case.rng.choice([("/SigFlags", 0), ("/CO", Array([])), ("/DA", String("/Helv 40 Tf")), ("/Q", 2), ("/XFA", String("<xdp/>")),
                                   ("/Own", 1), ("/SigFlags", 1), ("/Fields", Array([]))])
    form[name] = value
    case.note = name


@kind
def another_root(case):
    """A copy of the catalogue under another number, altered or not."""
    case.keeps_orphans = True
    copy = case.pdf.make_indirect(Dictionary(case.pdf.Root))
    if case.rng.random() < 0.5:
        copy.Lang = String("fr")
    case.style.extra[b"Root"] = b"%d %d R" % copy.objgen


@kind
def permissions(case):
    root = case.pdf.Root
    if "/Perms" in root and case.rng.random() < 0.7:
        del root["/Perms"]
    else:
        root.Perms = Dictionary(UR3=Dictionary())
