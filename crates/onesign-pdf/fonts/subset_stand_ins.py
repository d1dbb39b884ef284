#!/usr/bin/env python3
"""Makes the faces that stand in for fonts that a file doesn't include: pip install fonttools;
python3 subset_stand_ins.py SOURCE_DIRECTORY

SOURCE_DIRECTORY holds the files named below, as published (Google Fonts). What is left are outlines and widths of the
characters below: no hinting, no layout tables, as the file that names the missing font has laid its text out already.
"""
import sys
from pathlib import Path

from fontTools import subset

CHARACTERS = "U+0020-024F,U+0259,U+02B0-02FF,U+0300-036F,U+0370-03FF,U+0400-052F,U+05B0-05F4,U+1E00-1EFF,U+2000-206F," \
    "U+2070-209F,U+20A0-20C0,U+2100-214F,U+2150-218F,U+2190-21FF,U+2200-22FF,U+2300-23FF,U+2500-25FF,U+2600-266F," \
    "U+F001-F002,U+FB00-FB06,U+FB1D-FB4F,U+FFFD"
FAMILIES = ["Arimo", "Tinos", "Cousine"]
STYLES = {"Regular": "400Regular", "Italic": "400Regular_Italic", "Bold": "700Bold", "BoldItalic": "700Bold_Italic"}


def main(source):
    for family in FAMILIES:
        for style, published in STYLES.items():
            options = subset.Options(hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], notdef_outline=True)
            options.drop_tables += ["DSIG", "MATH", "STAT", "GDEF", "GPOS", "GSUB", "kern"]
            options.layout_features = []
            options.glyph_names = False
            font = subset.load_font(str(source / f"{family}_{published}.ttf"), options)
            subsetter = subset.Subsetter(options)
            subsetter.populate(unicodes=subset.parse_unicodes(CHARACTERS))
            subsetter.subset(font)
            subset.save_font(font, str(Path(__file__).parent / f"{family}-{style}.ttf"), options)


main(Path(sys.argv[1]))
