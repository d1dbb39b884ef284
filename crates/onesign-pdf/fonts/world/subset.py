#!/usr/bin/env python3
"""Makes the faces of this folder: npm ci --ignore-scripts; pip install fonttools; python3 subset.py

The releases come from the packages that package-lock.json names. Hinting goes, and so do Latin letters, which
another face has; layout tables stay, because most of these scripts can't be written without them.
"""
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules" / "@expo-google-fonts"

# What every script's text has among its letters: blanks, figures, marks, joiners, and the circle under a lone mark.
COMMON = set(range(0x20, 0x41)) | {0x5B, 0x5D, 0x5F, 0x7B, 0x7D, 0xA0, 0x200C, 0x200D, 0x25CC, 0x2010, 0x2011, 0x2013, 0x2019}

# Script, and the blocks whose characters its face brings.
SCRIPTS = {
    "Arabic": [(0x600, 0x6FF), (0x750, 0x77F), (0x870, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC), (0x1EE00, 0x1EEFF)],
    "Armenian": [(0x530, 0x58F), (0xFB13, 0xFB17)],
    "Bengali": [(0x964, 0x965), (0x980, 0x9FF), (0x1CD0, 0x1CFA), (0xA8F1, 0xA8F1)],
    "Georgian": [(0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)],
    "Gujarati": [(0x964, 0x965), (0xA80, 0xAFF), (0xA830, 0xA839)],
    "Gurmukhi": [(0x964, 0x965), (0xA00, 0xA7F), (0xA830, 0xA839)],
    "Kannada": [(0x964, 0x965), (0xC80, 0xCFF), (0xA830, 0xA839)],
    "Malayalam": [(0x964, 0x965), (0xD00, 0xD7F), (0xA830, 0xA832)],
    "Oriya": [(0x964, 0x965), (0xB00, 0xB7F)],
    "Sinhala": [(0x964, 0x965), (0xD80, 0xDFF), (0x111E1, 0x111F4)],
    "Tamil": [(0x964, 0x965), (0xB80, 0xBFF), (0x11FC0, 0x11FFF)],
    "Telugu": [(0x964, 0x965), (0xC00, 0xC7F)],
    "Lao": [(0xE80, 0xEFF)],
    "Khmer": [(0x1780, 0x17FF), (0x19E0, 0x19FF)],
    "Myanmar": [(0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F)],
    "Ethiopic": [(0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F), (0x1E7E0, 0x1E7FF)],
    "Adlam": [(0x60C, 0x640), (0x1E900, 0x1E95F)],
    "CanadianAboriginal": [(0x1400, 0x167F), (0x18B0, 0x18FF), (0x11AB0, 0x11ABF)],
    "Cherokee": [(0x300, 0x331), (0x13A0, 0x13FF), (0xAB70, 0xABBF)],
    "Javanese": [(0xA980, 0xA9DF)],
    "MeeteiMayek": [(0xAAE0, 0xAAFF), (0xABC0, 0xABFF)],
    "Mongolian": [(0x1800, 0x18AF), (0x202F, 0x202F), (0x11660, 0x1167F)],
    "NKo": [(0x60C, 0x61F), (0x7C0, 0x7FF)],
    "OlChiki": [(0x1C50, 0x1C7F)],
    "Syriac": [(0x60C, 0x670), (0x700, 0x74F), (0x860, 0x86F), (0x303, 0x331)],
    "Thaana": [(0x60C, 0x61F), (0x660, 0x66C), (0x780, 0x7BF)],
    "Tifinagh": [(0x302, 0x331), (0x2D30, 0x2D7F)],
    "Yi": [(0xA000, 0xA4CF)],
}
SYMBOLS = [(0x2300, 0x23FF), (0x2460, 0x24FF), (0x2500, 0x27BF), (0x2900, 0x297F), (0x2B00, 0x2BFF), (0x1F650, 0x1F67F)]
CHINESE_SYMBOLS = [(0x2150, 0x218F), (0x2190, 0x23FF), (0x2460, 0x27BF)]
HAN = [(0x2E80, 0x2FDF), (0x3000, 0x312F), (0x3190, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFE10, 0xFE6F),
       (0xFF00, 0xFFEF), (0x20000, 0x323AF)]
HANGUL = [(0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF)]


def release(package, weight="400Regular"):
    found = sorted((PACKAGES / package / weight).glob("*.ttf"))
    if len(found) != 1:
        sys.exit(f"{package} has {len(found)} files of weight {weight}: run npm ci --ignore-scripts first")
    return found[0]


def characters(path):
    return set(TTFont(path, lazy=True).getBestCmap())


def among(points, blocks):
    return {point for point in points if any(first <= point <= last for first, last in blocks)}


def japanese(point):
    """In JIS X 0213, in the extensions that names are typed with (Windows 932), or beyond the basic plane."""
    if point > 0xFFFF:
        return True
    for codec in ["euc_jis_2004", "cp932"]:
        try:
            chr(point).encode(codec)
            return True
        except UnicodeEncodeError:
            continue
    return False


def write(source, target, points, layout=True):
    options = subset.Options(hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], notdef_outline=True)
    options.drop_tables += ["DSIG", "MATH", "STAT", "vhea", "vmtx", "VORG", "BASE"] + ([] if layout else ["GDEF"])
    if not layout:
        options.layout_features = []
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    subset.save_font(font, str(HERE / target), options)
    print(f"{(HERE / target).stat().st_size // 1024:6} KiB {len(font.getBestCmap()):6} characters  {target}")


def han():
    """Chinese as in mainland China, Japanese, and what only the faces for Taiwan, Hong Kong and Korea have."""
    former = characters(HERE.parent / "NotoSansHan-Regular.ttf")
    china = among(characters(release("noto-sans-sc")), HAN + CHINESE_SYMBOLS) - former
    japan = among(characters(release("noto-sans-jp")), HAN)
    japan = {point for point in japan if japanese(point) or point not in china | former}
    write(release("noto-sans-sc"), "NotoSansSC-Regular.ttf", china, layout=False)
    write(release("noto-sans-jp"), "NotoSansJP-Regular.ttf", japan, layout=False)
    known = former | china | japan
    for region in ["hk", "tc"]:
        rest = among(characters(release(f"noto-sans-{region}")), HAN) - known
        if rest:
            write(release(f"noto-sans-{region}"), f"NotoSans{region.upper()}-Regular.ttf", rest, layout=False)
        known |= rest
    former = characters(HERE.parent / "NotoSansHangul-Regular.ttf")
    korea = among(characters(release("noto-sans-kr")), HANGUL) - former
    korea |= among(characters(release("noto-sans-kr")), HAN) - known
    write(release("noto-sans-kr"), "NotoSansKR-Regular.ttf", korea, layout=False)


def main():
    sans = release("noto-sans")
    write(sans, "NotoSans-Regular.ttf", characters(sans))
    for script, blocks in SCRIPTS.items():
        package = "noto-sans-" + "".join(f"-{c.lower()}" if c.isupper() and at and script != "NKo" else c.lower()
                                         for at, c in enumerate(script))
        source = release(package)
        write(source, f"NotoSans{script}-Regular.ttf", among(characters(source), blocks) | COMMON)
    tibetan = release("noto-serif-tibetan")
    write(tibetan, "NotoSerifTibetan-Regular.ttf", among(characters(tibetan), [(0xF00, 0xFFF)]) | COMMON)
    emoji = release("noto-emoji")
    write(emoji, "NotoEmoji-Regular.ttf", characters(emoji) - {0x20, 0xA0})
    symbols = release("noto-sans-symbols-2")
    write(symbols, "NotoSansSymbols2-Regular.ttf", among(characters(symbols), SYMBOLS))
    han()


main()
