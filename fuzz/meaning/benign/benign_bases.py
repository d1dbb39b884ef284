"""Forms made by another program (PyMuPDF), signed as approval and certified with P=2: other looks, colours and default appearances."""
import pathlib

from pyhanko.sign import fields, signers

from made_bases import sign

EDITS = [{"Given name": "Alice"}, {"Comment": "Second floor"}, {"Agree": "Yes"}, {"Country": "Italy"}, {"Given name": "Bob", "Agree": "Yes"}]


def widget(pymupdf, kind, name, rect, **more):
    one = pymupdf.Widget()
    one.field_type, one.field_name, one.rect = kind, name, pymupdf.Rect(rect)
    one.text_font, one.text_fontsize = "Helv", 10
    for key, value in more.items():
        setattr(one, key, value)
    return one


def form(coloured: bool) -> bytes:
    import pymupdf
    document = pymupdf.open()
    page = document.new_page()
    page.insert_text((60, 60), "Application for a residence permit", fontsize=16)
    grey = {"fill_color": (0.9, 0.93, 1), "border_color": (0.3, 0.3, 0.3), "border_width": 1} if coloured else {}
    text, choice, box = pymupdf.PDF_WIDGET_TYPE_TEXT, pymupdf.PDF_WIDGET_TYPE_COMBOBOX, pymupdf.PDF_WIDGET_TYPE_CHECKBOX
    for made in (widget(pymupdf, text, "Given name", (60, 100, 260, 120), **grey), widget(pymupdf, text, "Comment", (60, 140, 260, 200), field_flags=4096, **grey),
                 widget(pymupdf, choice, "Country", (60, 220, 260, 240), choice_values=["France", "Italy"], field_value="France", **grey),
                 widget(pymupdf, box, "Agree", (60, 260, 76, 276), field_value=False, **grey)):
        page.add_widget(made)
    return document.tobytes()


def make(folder: pathlib.Path, keys: pathlib.Path):
    try:
        import pymupdf  # noqa: F401
    except ImportError:
        return
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.glob("*.pdf")):
        return
    signer = signers.SimpleSigner.load(str(keys / "trusted-signer.key"), str(keys / "trusted-signer.pem"), ca_chain_files=[str(keys / "trusted-root.pem")])
    for coloured in (False, True):
        data, stem = form(coloured), f"form-{'coloured' if coloured else 'plain'}"
        (folder / f"{stem}-approval.pdf").write_bytes(sign(data, signer, "First"))
        (folder / f"{stem}-certified-2.pdf").write_bytes(sign(data, signer, "First", certify=True, docmdp_permissions=fields.MDPPerm.FILL_FORMS))
