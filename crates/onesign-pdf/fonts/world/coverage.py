#!/usr/bin/env python3
"""Says which letters of the world's scripts no bundled face has: python3 coverage.py"""
import unicodedata
from pathlib import Path

from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
HANDS = {"Caveat-Regular.ttf", "DancingScript-Regular.ttf", "Parisienne-Regular.ttf"}

BLOCKS = {
    "Latin": "0041-024F 0250-02AF 1E00-1EFF 2C60-2C7F A720-A7FF AB30-AB6F", "Greek": "0370-03FF 1F00-1FFF",
    "Cyrillic": "0400-052F 1C80-1C8F 2DE0-2DFF A640-A69F", "Armenian": "0530-058F", "Georgian": "10A0-10FF 1C90-1CBF 2D00-2D2F",
    "Hebrew": "0590-05FF FB1D-FB4F", "Arabic": "0600-06FF 0750-077F 08A0-08FF", "Syriac": "0700-074F", "Thaana": "0780-07BF",
    "NKo": "07C0-07FF", "Devanagari": "0900-097F A8E0-A8FF", "Bengali": "0980-09FF", "Gurmukhi": "0A00-0A7F",
    "Gujarati": "0A80-0AFF", "Oriya": "0B00-0B7F", "Tamil": "0B80-0BFF", "Telugu": "0C00-0C7F", "Kannada": "0C80-0CFF",
    "Malayalam": "0D00-0D7F", "Sinhala": "0D80-0DFF", "Thai": "0E00-0E7F", "Lao": "0E80-0EFF", "Tibetan": "0F00-0FFF",
    "Myanmar": "1000-109F AA60-AA7F A9E0-A9FF", "Hangul": "1100-11FF 3130-318F AC00-D7A3",
    "Ethiopic": "1200-139F 2D80-2DDF AB00-AB2F", "Cherokee": "13A0-13FF AB70-ABBF", "Canadian Aboriginal": "1400-167F 18B0-18FF",
    "Khmer": "1780-17FF 19E0-19FF", "Mongolian": "1800-18AF", "Javanese": "A980-A9DF", "Tifinagh": "2D30-2D7F",
    "Yi": "A000-A4CF", "Ol Chiki": "1C50-1C7F", "Meetei Mayek": "ABC0-ABFF AAE0-AAFF", "Adlam": "1E900-1E95F", "Kana": "3040-30FF 31F0-31FF", "Bopomofo": "3100-312F 31A0-31BF",
    "Emoji": "1F300-1F64F 1F680-1F6FF 1F900-1FAFF",
}
CODECS = {
    "JIS X 0213": "euc_jis_2004", "GB 2312": "gb2312", "GBK": "gbk", "Big5": "big5", "Big5-HKSCS": "big5hkscs", "KS X 1001": "euc_kr",
}
HAN = {"Han": "4E00-9FFF", "Han A": "3400-4DBF", "Han compatibility": "F900-FAFF", "Han B": "20000-2A6DF", "Han C to H": "2A700-323AF"}


def points(blocks):
    for block in blocks.split():
        first, last = block.split("-")
        yield from range(int(first, 16), int(last, 16) + 1)


def assigned(point):
    return unicodedata.category(chr(point))[0] not in "C"


def of_codec(codec):
    for point in [*range(0x20, 0xD800), *range(0xE000, 0x10000), *range(0x20000, 0x2FA20)]:
        try:
            chr(point).encode(codec)
        except UnicodeEncodeError:
            continue
        if assigned(point) and not 0xE000 <= point <= 0xF8FF:
            yield point


def main():
    faces = [face for face in [*HERE.parent.glob("*.ttf"), *HERE.glob("*.ttf")] if face.name not in HANDS]
    have = set().union(*(TTFont(face, lazy=True).getBestCmap() for face in faces))
    wanted = {name: {p for p in points(blocks) if assigned(p)} for name, blocks in (BLOCKS | HAN).items()}
    wanted |= {name: set(of_codec(codec)) for name, codec in CODECS.items()}
    for name, all_of_it in wanted.items():
        missing = sorted(all_of_it - have)
        shown = " ".join(f"{p:04X}" for p in missing[:24]) + (" …" if len(missing) > 24 else "")
        print(f"{name:20} {len(all_of_it) - len(missing):6} of {len(all_of_it):6}  {shown}")


main()
