"""The fields of a form and the pages of their widgets."""
from dataclasses import dataclass

import pikepdf


@dataclass
class Field:
    """A terminal field with one of its widgets, which may be the same dictionary."""

    dictionary: pikepdf.Object
    widget: pikepdf.Object
    kind: str
    flags: int

    @property
    def name(self):
        """The full name."""
        parts, node = [], self.dictionary
        for _ in range(20):
            parts += [str(node["/T"])] if "/T" in node else []
            if "/Parent" not in node:
                break
            node = node.Parent
        return ".".join(reversed(parts))


def terminal_fields(pdf) -> list:
    """Every widget of every field."""
    form = pdf.Root.get("/AcroForm")
    if form is None:
        return []
    found, tried = [], set()

    def walk(node, kind, flags, depth):
        if depth > 20 or not isinstance(node, pikepdf.Dictionary) or node.objgen in tried and node.is_indirect:
            return
        tried.add(node.objgen)
        kind, flags = str(node.get("/FT", kind)), int(node.get("/Ff", flags))
        kids = list(node.get("/Kids", []))
        named = [kid for kid in kids if "/T" in kid]
        for kid in named:
            walk(kid, kind, flags, depth + 1)
        for widget in ([kid for kid in kids if "/T" not in kid] if kids else [node]):
            found.append(Field(node, widget, kind, flags))

    for one in form.get("/Fields", []):
        walk(one, "", 0, 0)
    return [field for field in found if "/Rect" in field.widget]


def page_of(pdf, widget):
    """The page that shows a widget: its number and the page."""
    for number, page in enumerate(pdf.pages):
        for one in page.obj.get("/Annots", []):
            if one.objgen == widget.objgen and one.is_indirect:
                return number, page
    return None


def widget_rect(widget) -> list:
    a, b, c, d = (float(n) for n in widget.Rect)
    return [min(a, c), min(b, d), max(a, c), max(b, d)]
