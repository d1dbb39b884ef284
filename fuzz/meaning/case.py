"""One mutation: a base file, a seed, and what the mutation declares."""
import io
import random
import re
from dataclasses import dataclass, field

import pikepdf

import draw
import looks
import places
from update import Style, changed, reopened, revision, snapshot


class NotHere(Exception):
    """This kind of mutation can't be made of this base file."""


@dataclass
class Base:
    """A signed file that the verifier passes, or whose changes it passes."""

    name: str
    data: bytes
    trust: tuple
    permission: int = 0  # of the certification: 0 is none
    locks: list = field(default_factory=list)  # of its signatures: (action, names of fields)
    signatures: int = 1  # entries in the verifier's report
    by_code: bool = True  # whether its exit code is 0; otherwise only its changes are compared
    pictures: dict = field(default_factory=dict)

    def picture(self, page: int):
        """What PDFium draws, to find places."""
        found = self.pictures.get("pdfium")
        if not found or page >= len(found):
            raise NotHere("no picture of this page")
        return found[page]


    def may_fill(self, name: str) -> bool:
        """Whether neither the certification nor a lock forbids to fill this field."""
        within = {"/All": lambda names: True, "/Include": lambda names: name in names, "/Exclude": lambda names: name not in names}
        return self.permission != 1 and not any(within.get(action, within["/All"])(names) for action, names in self.locks)


@dataclass
class Case:
    """What a mutation works on. `honest` holds (page, rectangle) of the changes that an honest program may make there."""

    base: Base
    seed: int
    rng: random.Random
    pdf: pikepdf.Pdf
    style: Style = field(default_factory=Style)
    honest: list = field(default_factory=list)
    raw: dict = field(default_factory=dict)  # objgen -> bytes instead of the object
    afterwards: list = field(default_factory=list)  # functions of the written file
    note: str = ""
    alone: bytes | None = None  # the whole file, if the mutation wrote it itself
    keeps_orphans: bool = False  # writes new objects to which nothing refers too

    def page(self):
        """A page that has a picture, most often the first one: its number and the page."""
        count = min(len(self.pdf.pages), len(self.base.pictures.get("pdfium", [])))
        if count == 0:
            raise NotHere("no pages")
        number = self.rng.choice([0, 0, self.rng.randrange(count)])
        return number, self.pdf.pages[number]

    def place(self, number, page, width, height, empty):
        box, turn = looks.box_of(page), int(inherited(page, "/Rotate", 0))
        found = places.find(self.rng, self.base.picture(number), box, turn, width, height, empty)
        if found is None:
            raise NotHere("no such place")
        return found

    def is_empty(self, number, page, rect) -> bool:
        box, turn = looks.box_of(page), int(inherited(page, "/Rotate", 0))
        return places.is_empty(self.base.picture(number), box, turn, rect)

    def is_empty_without(self, number, page, rect, widget) -> bool:
        """Whether nothing but this widget is there: a value may be replaced where its look hides nothing else."""
        if self.is_empty(number, page, rect):
            return True
        bare = pikepdf.open(io.BytesIO(self.base.data))
        kept = [one for one in bare.pages[number].obj.get("/Annots", []) if one.objgen != widget.objgen]
        bare.pages[number].obj.Annots = pikepdf.Array(kept)
        data = io.BytesIO()
        bare.save(data)
        pictures = draw.pdfium(data.getvalue(), False)
        box, turn = looks.box_of(page), int(inherited(page, "/Rotate", 0))
        return number < len(pictures) and places.is_empty(pictures[number], box, turn, rect)

    def may_change(self, number, page, rect):
        """Declares an honest change at this place."""
        box, turn = looks.box_of(page), int(inherited(page, "/Rotate", 0))
        self.honest.append((number, box, turn, [float(n) for n in rect]))

    def form(self):
        """The interactive form, made if there is none."""
        root = self.pdf.Root
        if "/AcroForm" not in root:
            root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]))
        if "/Fields" not in root.AcroForm:
            root.AcroForm.Fields = pikepdf.Array([])
        return root.AcroForm

    def add_annotation(self, page, annotation):
        one = self.pdf.make_indirect(annotation)
        if "/Annots" not in page.obj:
            page.obj.Annots = pikepdf.Array([])
        page.obj.Annots.append(one)
        return one

    def written(self, before) -> bytes:
        if self.alone is not None:
            return self.alone
        objects = changed(self.pdf, before)
        objects.update(self.raw)
        if not self.keeps_orphans:
            objects = referred(objects, before, self.pdf)
        objects = {key: text for key, text in objects.items() if key[0] not in self.style.freed}
        data = revision(self.base.data, self.pdf, objects, self.style)
        for function in self.afterwards:
            data = function(data)
        return data


def referred(objects, before, pdf):
    """The objects without the new ones to which no other written object refers: what a mutation made and did not use."""
    known = {key for key in objects if key in before} | {value.objgen for value in (pdf.Root, pdf.trailer.get("/Info")) if value is not None}
    waiting = [key for key in objects if key in known]
    while waiting:
        for number, generation in re.findall(rb"(?<!\d)(\d{1,7}) (\d{1,5}) R\b", objects[waiting.pop()]):
            key = (int(number), int(generation))
            if key in objects and key not in known:
                known.add(key)
                waiting.append(key)
    return {key: text for key, text in objects.items() if key in known}


def inherited(page, name, otherwise):
    return looks.inherited(page.obj, name, otherwise)


def make(base: Base, kind: str, mutate, seed: int):
    """The mutated file and its case; raises NotHere if the kind does not fit the base."""
    rng = random.Random(f"{base.name}/{kind}/{seed}")
    pdf = reopened(base.data)
    before = snapshot(pdf)
    case = Case(base, seed, rng, pdf)
    mutate(case)
    return case, case.written(before)
