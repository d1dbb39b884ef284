"""Finds where two pictures of a page differ visibly in colour, and the reasons that the pictures themselves show."""
import numpy
from PIL import Image, ImageFilter

from readers import READERS, paints_inks, set_in, standard_fonts, words

# Pages are compared at this width, in pixels.
WIDTH = 420
# How much red, green or blue, from 0 to 255, a spot must gain or lose after blurring to count as visible.
VISIBLE = 44
# How much red, green or blue a word's box may differ by on average if only its face differs.
INK = 24
# The difference of pictures with different shapes, or of a missing one.
OTHER_PAGE = 999
SHIFTS = [(x, y) for y in (-1, 0, 1) for x in (-1, 0, 1)]


def shape(picture):
    w, h = picture.size
    return WIDTH, max(8, min(3 * WIDTH, round(WIDTH * h / w)))


def colours(picture, size):
    small = picture.resize(size, Image.BOX).filter(ImageFilter.BoxBlur(3))
    return numpy.asarray(small, dtype=numpy.int16)


def spots(one, other, but=None):
    """The difference of red, green or blue at each spot, within a pixel, without the excluded spots; `None` if the
    pictures have different shapes."""
    if one is None or other is None:
        return None
    (w, h), (v, u) = one.size, other.size
    if abs(w / h - v / u) > 0.03 * w / h:
        return None
    size = shape(one)
    a, b = colours(one, size)[1:-1, 1:-1], colours(other, size)
    rows, columns, _ = a.shape
    each = [numpy.abs(b[1 + y : 1 + y + rows, 1 + x : 1 + x + columns] - a).max(axis=2) for x, y in SHIFTS]
    if but is not None:
        each = [numpy.where(but, 0, grid) for grid in each]
    return min(each, key=lambda grid: grid.max())


def difference(one, other, but=None):
    """The difference at the spot that differs most."""
    grid = spots(one, other, but)
    return OTHER_PAGE if grid is None else int(grid.max())


def blank(picture):
    return picture is not None and numpy.asarray(picture).min() > 200


def page_row(upload, rebuilt, seen):
    """How a page differs, if it does. Readers that don't draw the received page don't count."""
    before = {r: difference(upload[r], rebuilt[r]) for r in READERS if upload[r] is not None}
    shown = {r: difference(seen, rebuilt[r]) for r in READERS if r in before or rebuilt[r] is not None}
    changed = {r: value for r, value in before.items() if value > VISIBLE}
    unlike = {r: value for r, value in shown.items() if value > VISIBLE}
    if not changed and not unlike and seen is not None:
        return None
    gone = any(not blank(upload[r]) and (blank(rebuilt[r]) or blank(seen)) for r in before)
    gone = seen is None or gone and sum(blank(upload[r]) for r in before) < 2
    return ("blank" if gone else "upload" if changed else "readers"), {"upload": changed, "picture": unlike}


def reasons(what, upload, rebuilt, seen, page, received, made, password):
    """The reasons that the pictures show: why the rebuilt file looks different from the received one, and from the
    picture for signers. `None` if there is no such difference, an empty text if there is no reason."""
    as_received = None
    if what["upload"]:
        as_received = received_otherwise(what, upload, seen) or ""
    as_shown = None
    if what["picture"]:
        as_shown = shown_otherwise(what, rebuilt, seen, page, received, made, password) or ""
    return as_received, as_shown


def listed(readers):
    *first, last = readers
    return f"{', '.join(first)} and {last}" if first else last


def received_otherwise(what, upload, seen):
    changed = list(what["upload"])
    drew = [r for r in READERS if upload[r] is not None]
    if len(changed) == 1 and len(drew) > 1:
        return f"only {changed[0]} shows the received file differently"
    return disagreeing(upload, seen, drew)


def shown_otherwise(what, rebuilt, seen, page, received, made, password):
    unlike = list(what["picture"])
    fonts = faces(unlike, rebuilt, seen, page, received, made, password)
    if fonts:
        return f"the same text: each reader uses its own typeface for {', '.join(fonts)}, which the file does not embed"
    drew = [r for r in READERS if rebuilt[r] is not None]
    if len(unlike) == 1 and len(drew) > 1:
        before = ", as received and as rebuilt" if unlike[0] not in what["upload"] else ""
        return f"only {unlike[0]} draws it differently{before}"
    return disagreeing(rebuilt, seen, drew) or inks(rebuilt, seen, drew, page, made)


def disagreeing(upload, seen, drew):
    """The readers disagree on a page, and signers see the picture of one of them: everywhere, or spot by spot."""
    pairs = [(a, b) for a in drew for b in drew if a < b]
    if not any(difference(upload[a], upload[b]) > VISIBLE for a, b in pairs):
        return None
    apart = {r: difference(seen, upload[r]) for r in drew}
    # Among the close pictures, those that are as close as the closest one.
    like = [r for r in drew if apart[r] <= min(VISIBLE, min(apart.values()) + 8)]
    if like:
        return f"the readers disagree on it; signers see what {listed(like)} {'show' if len(like) > 1 else 'shows'}"
    grids = [grid for grid in (spots(seen, upload[r]) for r in drew) if grid is not None]
    if len(grids) > 1 and numpy.minimum.reduce(grids).max() <= VISIBLE:
        return f"the readers disagree on it; signers see what {listed(drew)} show, each in some spots"
    return None


def inks(upload, seen, drew, page, made):
    """No two readers agree on the colours of inks, and signers see them as light or dark as in one of the readers."""
    pairs = [(a, b) for a in drew for b in drew if a < b]
    if len(pairs) < 3 or any(difference(upload[a], upload[b]) <= VISIBLE for a, b in pairs) or not paints_inks(made, page):
        return None
    grey = {r: upload[r].convert("L").convert("RGB") for r in drew}
    grids = [spots(seen.convert("L").convert("RGB"), grey[r]) for r in drew]
    if any(grid is None for grid in grids) or numpy.minimum.reduce(grids).max() > VISIBLE:
        return None
    return "no two readers agree on its inks (DeviceCMYK; ISO 32000-2, 10.4); signers see them as light or dark as one of the readers shows them"


def faces(unlike, rebuilt, seen, page, received, made, password):
    """The standard fonts, if only their face differs: the words are the same before and after, those in these fonts
    have as much ink as signers see, and nothing else differs."""
    fonts = standard_fonts(made, page)
    said = words(made, page) if fonts else []
    if not said or [word for word, _ in said] != [word for word, _ in words(received, page, password)]:
        return None
    faced = set_in(made, page, fonts)
    if not faced:
        return None
    width, height = shape(seen)
    within = numpy.zeros((height, width), dtype=bool)
    boxes = []
    for _, (left, top, right, bottom) in faced:
        # The blur and the tolerance extend four pixels beyond a word.
        x, y = max(0, int(left * width) - 4), max(0, int(top * height) - 4)
        boxes.append((slice(y, int(bottom * height) + 5), slice(x, int(right * width) + 5)))
        within[boxes[-1]] = True
    if within.mean() > 0.9:
        return None
    if any(difference(seen, rebuilt[r], but=within[1:-1, 1:-1]) > VISIBLE for r in unlike):
        return None
    return fonts if all(same_ink(seen, rebuilt[r], boxes) for r in unlike) else None


def same_ink(one, other, boxes):
    """Whether boxes have the same total of each colour; a covered or missing word does not."""
    a, b = (numpy.asarray(picture.resize(shape(one), Image.BOX), dtype=int) for picture in (one, other))
    inside = [box for box in boxes if a[box].size]
    return all(numpy.abs(a[box].mean(axis=(0, 1)) - b[box].mean(axis=(0, 1))).max() <= INK for box in inside)
