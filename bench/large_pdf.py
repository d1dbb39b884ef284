#!/usr/bin/env python3
"""Writes a PDF of the given size: one page per megabyte, each with a noise image.

    python3 bench/large_pdf.py MEGABYTES OUT.pdf
"""

import os
import sys


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    pages, places = int(sys.argv[1]), {}
    with open(sys.argv[2], "wb") as out:

        def put(number: int, body: bytes) -> None:
            places[number] = out.tell()
            out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))

        def stream(number: int, entries: bytes, data: bytes) -> None:
            put(number, b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data))

        out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        put(1, b"<</Type/Catalog/Pages 2 0 R>>")
        put(2, b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b" ".join(b"%d 0 R" % (3 + 3 * n) for n in range(pages))))
        for page in range(pages):
            at = 3 + 3 * page
            resources = b"<</XObject<</P %d 0 R>>>>" % (at + 2)
            entries = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources%s/Contents %d 0 R>>"
            put(at, entries % (resources, at + 1))
            stream(at + 1, b"", b"q 500 0 0 500 40 300 cm /P Do Q")
            picture = b"/Type/XObject/Subtype/Image/Width 1000/Height 1000/ColorSpace/DeviceGray/BitsPerComponent 8"
            stream(at + 2, picture, os.urandom(1_000_000))
        start = out.tell()
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
        for number in sorted(places):
            out.write(b"%010d 00000 n \n" % places[number])
        name = os.urandom(16).hex().encode()
        out.write(b"trailer\n<</Size %d/Root 1 0 R/ID[<%s><%s>]>>\n" % (len(places) + 1, name, name))
        out.write(b"startxref\n%d\n%%%%EOF\n" % start)


if __name__ == "__main__":
    main()
