#!/usr/bin/env python3
"""Random XML with its canonical forms by libxml2 (lxml), one JSON object per line, for the test that compares OneSign's.

    python3 bench/canonical_xml.py 6000 > forms.jsonl
    ONESIGN_CANONICAL=$PWD/forms.jsonl cargo test -p onesign-pades --lib canonical_xml_matches_libxml2 -- --nocapture
"""

import io
import json
import random
import sys

from lxml import etree

PREFIXES = ["", "a", "b", "c"]
NAMESPACES = ["urn:1", "urn:2", "urn:3", "http://x/~e"]
IN_TEXT = ["x", "é", "&amp;", "&lt;", "&gt;", '"', "'", "\n", "\t", "&#13;", "&#xA;", "<![CDATA[<&>]]>", "<!--c-->",
           "<?p  d ?>", "<?q?>", " ", "\r\n"]
IN_VALUES = ["x", "é", "&amp;", "&lt;", ">", "'", "\n", "\t", "&#13;", "&#xA;", "&#9;", "&quot;", " ", "\r\n"]


def some(pieces):
    return "".join(random.choice(pieces) for _ in range(random.randint(0, 4)))


def element(scope, depth):
    declared = {}
    for prefix in PREFIXES:
        if random.random() < 0.3:
            declared[prefix] = random.choice(NAMESPACES + ([""] if prefix == "" else []))
    scope = {**scope, **declared}
    usable = [prefix for prefix in PREFIXES if prefix == "" or prefix in scope]
    prefix = random.choice(usable)
    name = (prefix + ":" if prefix else "") + random.choice("efg")
    parts = [f'xmlns{":" + key if key else ""}="{uri}"' for key, uri in declared.items()]
    seen = set()
    for _ in range(random.randint(0, 3)):
        prefix = random.choice(usable + ["xml"])
        local = "lang" if prefix == "xml" else random.choice("klm")
        key = (scope.get(prefix, prefix) if prefix else "", local)
        if key not in seen:
            seen.add(key)
            parts.append(f'{prefix + ":" if prefix else ""}{local}="{some(IN_VALUES)}"')
    random.shuffle(parts)
    head = "<" + name + "".join(random.choice([" ", "  ", "\n "]) + part for part in parts)
    body = ""
    if depth < 5:
        for _ in range(random.randint(0, 3)):
            body += some(IN_TEXT) + element(scope, depth + 1)
    body += some(IN_TEXT)
    return f"{head} />" if not body else f"{head}>{body}</{name} >"


def document():
    before = random.choice(["", '<?xml version="1.0"?>\n']) + random.choice(["", "<?a b?>\n<!--x-->"])
    return before + element({}, 0) + random.choice(["", "\n<!--y-->\n<?z  zz?>\n"])


def forms(source):
    root = etree.fromstring(source.encode())

    def whole(**options):
        out = io.BytesIO()
        root.getroottree().write_c14n(out, with_comments=False, **options)
        return out.getvalue().decode()

    elements = list(root.iter("*"))
    place = random.randrange(len(elements))
    part = etree.tostring(elements[place], method="c14n", exclusive=True, with_comments=False, with_tail=False)
    return {
        "source": source,
        "exclusive": whole(exclusive=True),
        "inclusive": whole(exclusive=False),
        "with_a_and_b": whole(exclusive=True, inclusive_ns_prefixes=["a", "b"]),
        "place": place,
        "part": part.decode(),
    }


def main():
    random.seed(7)
    for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 1000):
        print(json.dumps(forms(document())))


main()
