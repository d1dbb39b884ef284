#!/usr/bin/env python3
"""Makes the bundled fonts from their full releases: pip install fonttools; python3 subset.py SOURCE_DIRECTORY

SOURCE_DIRECTORY holds the files named below, as published (Google Fonts, Noto). Hinting goes, as do glyphs that
no supported script needs; layout tables stay for the scripts that need them.
"""
import shutil
import sys
from pathlib import Path

from fontTools import subset

EUROPEAN = "U+0020-024F,U+0259,U+02B0-02FF,U+0300-036F,U+0370-03FF,U+0400-052F,U+1E00-1EFF,U+1F00-1FFF," \
    "U+2000-206F,U+2070-209F,U+20A0-20C0,U+2100-214F,U+2150-218F,U+2190-21FF,U+2200-22FF,U+25A0-25FF," \
    "U+2713,U+2717,U+FB00-FB06,U+FFFD"
WHOLE = "*"


def encodable(codec, first, last):
    """Characters of a two-byte character set, from the first to the last lead byte."""
    found = set()
    for lead in range(first, last + 1):
        for trail in range(0x40, 0xFF):
            try:
                text = bytes([lead, trail]).decode(codec)
            except UnicodeDecodeError:
                continue
            if len(text) == 1:
                found.add(ord(text))
    return found


def chinese_japanese():
    """What GB 2312, the first level of Big5, and level 1 of JIS X 0208 have, with kana and wide forms."""
    points = encodable("gb2312", 0xA1, 0xF7) | encodable("big5", 0xA4, 0xC6) | encodable("euc_jp", 0xB0, 0xCF)
    points |= set(range(0x3000, 0x3100)) | set(range(0xFF00, 0xFFF0))
    return {point for point in points if point >= 0x2E80}


def korean():
    """The 2,350 syllables of KS X 1001 with the letters they are made of."""
    return {p for p in encodable("euc_kr", 0xB0, 0xC8) if 0xAC00 <= p <= 0xD7A3} | set(range(0x3131, 0x3164))


FONTS = {
    "SourceSerif4-Regular.ttf": ("SourceSerif4_400Regular.ttf", EUROPEAN, True),
    "SourceSerif4-SemiBold.ttf": ("SourceSerif4_600SemiBold.ttf", EUROPEAN, True),
    "NotoSans-Regular.ttf": ("NotoSans-Regular.ttf", EUROPEAN, True),
    "NotoSansArabic-Regular.ttf": ("NotoSansArabic-Regular.ttf", WHOLE, True),
    "NotoSansHebrew-Regular.ttf": ("NotoSansHebrew-Regular.ttf", WHOLE, True),
    "NotoSansDevanagari-Regular.ttf": ("NotoSansDevanagari-Regular.ttf", WHOLE, True),
    "NotoSansThai-Regular.ttf": ("NotoSansThai-Regular.ttf", WHOLE, True),
    "NotoSansHan-Regular.ttf": ("NotoSansSC_400Regular.ttf", chinese_japanese, False),
    "NotoSansHangul-Regular.ttf": ("NotoSansKR_400Regular.ttf", korean, False),
    "Caveat-Regular.ttf": ("Caveat_400Regular.ttf", EUROPEAN, True),
}

# Their names are reserved to the originals, so these stay as published.
WHOLE_FILES = {
    "DancingScript-Regular.ttf": "DancingScript_400Regular.ttf",
    "Parisienne-Regular.ttf": "Parisienne_400Regular.ttf",
}


def main(source):
    for target, name in WHOLE_FILES.items():
        shutil.copyfile(source / name, Path(__file__).parent / target)
    for target, (name, characters, layout) in FONTS.items():
        options = subset.Options(hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], notdef_outline=True)
        options.drop_tables += ["DSIG", "MATH", "STAT", "vhea", "vmtx", "VORG"]
        options.layout_features = [
            "ccmp", "locl", "mark", "mkmk", "kern", "rlig", "init", "medi", "fina", "isol", "calt", "liga", "tnum",
            "rphf", "half", "pres", "abvs", "blws", "psts", "haln", "nukt", "akhn", "rkrf", "blwf", "vatu", "cjct",
            "abvm", "blwm", "dist", "curs",
        ] if layout else []
        font = subset.load_font(str(source / name), options)
        chosen = characters() if callable(characters) else characters
        points = chosen if isinstance(chosen, set) else subset.parse_unicodes(chosen) if chosen != WHOLE else font.getBestCmap()
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=points)
        subsetter.subset(font)
        subset.save_font(font, str(Path(__file__).parent / target), options)


main(Path(sys.argv[1]))
