"""The structure tree: texts that are read aloud instead of what is shown, and its growth."""
from pikepdf import Array, Dictionary, Name, String

from case import NotHere
from kinds import kind


def elements(case):
    root = case.pdf.Root.get("/StructTreeRoot")
    if root is None:
        raise NotHere("not tagged")
    found = [one for one in case.pdf.objects if isinstance(one, Dictionary) and ("/S" in one and "/P" in one)]
    if not found:
        raise NotHere("no elements")
    return found


@kind
def added(case):
    root = case.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    element = case.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=root, ActualText=String("9,000")))
    root.K = Array([element])
    case.pdf.Root.StructTreeRoot, case.pdf.Root.MarkInfo = root, Dictionary(Marked=True)


@kind
def text_replaced(case):
    case.rng.choice(elements(case))[case.rng.choice(["/ActualText", "/Alt", "/E", "/Lang", "/T"])] = String("9,000")


@kind
def role_changed(case):
    one = case.rng.choice(elements(case))
    one.S = case.rng.choice([Name.Artifact, Name.H1, Name.P])


@kind
def kids_changed(case):
    one = case.rng.choice(elements(case))
    one.K = case.rng.choice([Array([]), 0, Array([0, 1])])


@kind
def root_changed(case):
    root = case.pdf.Root.get("/StructTreeRoot")
    if root is None:
        raise NotHere("not tagged")
    name, value = case.rng.choice([("/RoleMap", Dictionary(P=Name.Artifact)), ("/ParentTreeNextKey", 50), ("/IDTree", Dictionary()), ("/ClassMap", Dictionary()), ("/Own", 1)])
    root[name] = value


@kind
def removed(case):
    if "/StructTreeRoot" not in case.pdf.Root:
        raise NotHere("not tagged")
    del case.pdf.Root["/StructTreeRoot"]
