"""Cross-reference tricks, most of them with a change of a page that a reader may or may not see."""
from pikepdf import Array, Name

import looks
from case import NotHere
from kinds import kind
from update import said


def page_objects(case):
    """The numbers of objects that a page shows: the page, its content, its resources."""
    _, page = case.page()
    found = [page.obj]
    contents = page.obj.get("/Contents")
    found += list(contents) if isinstance(contents, Array) else [contents] if contents is not None else []
    return page, [one for one in found if one is not None and one.is_indirect]


def cover(case, page):
    page.contents_add(b"q 1 1 1 rg 60 60 300 300 re f Q\n", prepend=False)


def small_change(case):
    """Something that a revision may contain: an empty store of validation data, or nothing visible."""
    from kinds import security_store
    security_store.added(case)


@kind
def freed(case):
    page, objects = page_objects(case)
    one = case.rng.choice(objects)
    case.style.freed[one.objgen[0]] = case.rng.choice([0, 1, 65535])
    small_change(case)


@kind
def hybrid(case):
    case.style.stream, case.style.hybrid = False, True
    page, _ = page_objects(case)
    if case.rng.random() < 0.6:
        cover(case, page)
    else:
        small_change(case)
    case.style.packed = case.rng.random() < 0.5


@kind
def other_kind_of_section(case):
    """A stream behind tables or a table behind streams."""
    own = case.base.data[-40:]
    case.style.stream = case.rng.random() < 0.5
    small_change(case)
    case.note = str(len(own))


@kind
def previous_skips(case):
    """/Prev names an earlier section than the last one, none, or an offset inside something else."""
    import re
    starts = [int(one) for one in re.findall(rb"startxref\s+(\d+)", case.base.data)]
    case.style.previous = case.rng.choice([*starts[:-1], 0, 17, len(case.base.data) - 30, starts[-1] + 1])
    small_change(case)


@kind
def generation(case):
    page, objects = page_objects(case)
    one = case.rng.choice(objects)
    case.style.generations[one.objgen[0]] = one.objgen[1] + case.rng.choice([1, 2, 65535 - one.objgen[1]])
    cover(case, page)
    case.raw[one.objgen] = said(one)


@kind
def overridden_in_a_stream(case):
    """An object stream holds another version of an object that readers use."""
    case.style.stream, case.style.packed = True, True
    _, page = case.page()
    page.obj.Rotate = case.rng.choice([0, 90])
    small_change(case)


@kind
def twice(case):
    """The same number twice in one revision; the table names the first one."""
    page, objects = page_objects(case)
    one = case.rng.choice(objects)
    case.raw[one.objgen] = said(one)
    if one.get("/Type") == Name.Page:
        one.Rotate = 90
    case.style.twice[one.objgen[0]] = said(one)


@kind
def written_again(case):
    """Objects written again without a change: honest."""
    _, objects = page_objects(case)
    for one in objects:
        case.raw[one.objgen] = said(one)
    case.style.packed = case.rng.random() < 0.3


@kind
def unlisted(case):
    """An altered object without an entry: readers that repair see it."""
    page, _ = page_objects(case)
    cover(case, page)
    numbers = [page.obj.objgen[0]]
    case.style.unlisted = set(numbers)
    small_change(case)


@kind
def wrong_start(case):
    small_change(case)
    if case.rng.random() < 0.5:
        cover(case, case.page()[1])
    case.style.wrong_start = case.rng.choice([-1, 1, 7, -40])


@kind
def trailer_keys(case):
    small_change(case)
    name, value = case.rng.choice([(b"Encrypt", b"<</Filter/Standard/V 1/R 2/O<00>/U<00>/P -4>>"), (b"Own", b"1"), (b"Root", b"null"), (b"Size", b"3"),
                                   (b"Prev", b"(x)"), (b"XRefStm", b"20"), (b"ID", b"null"), (b"DocChecksum", b"/x")])
    case.style.extra[name] = value


@kind
def two_revisions(case):
    """A change and, one revision later, its reversal."""
    from update import last_start, revision, trailer_of, Style
    _, objects = page_objects(case)
    one = case.rng.choice(objects)
    before, objgen = said(one), one.objgen
    page = case.page()[1]
    if one.get("/Type") == Name.Page:
        one.Rotate = 90
        after = said(one)
        del one["/Rotate"]
    else:
        one.write(b"q Q\n")
        after = said(one)
    base = case.base.data
    first = revision(base, case.pdf, {objgen: after}, Style())
    case.alone = revision(first, case.pdf, {objgen: before}, Style()) if case.rng.random() < 0.7 else first
    assert last_start(case.alone) and page and trailer_of(case.pdf)


@kind
def look_freed(case):
    """The look of a field or annotation is freed."""
    found = [one.AP.N for page in case.pdf.pages for one in page.obj.get("/Annots", []) if "/AP" in one and "/N" in one.AP and one.AP.N.is_indirect]
    if not found:
        raise NotHere("no looks")
    case.style.freed[case.rng.choice(found).objgen[0]] = 1
    small_change(case)


@kind
def orphan(case):
    """New objects to which nothing refers."""
    case.keeps_orphans = True
    looks.odd_look(case, 100, 100)
    case.pdf.make_indirect(Array([1, 2]))
