"""Writes Sources/TerminalUI/WidthTable.swift: what each code point is and how many cells it takes.

Run from the root of the checkout, with unicodedata2 18.0.0 for the committed table:
    python Tests/Scripts/make_width_table.py
Without unicodedata2 the standard library serves, with the older Unicode it knows.
"""

import sys

try:
    import unicodedata2 as ucd
except ImportError:
    import unicodedata as ucd

# Hangul vowels and final consonants: they join the syllable that a first consonant starts.
JOINING_JAMO = [(0x1160, 0x11FF), (0xD7B0, 0xD7FF)]


def classify(point: int) -> str:
    character = chr(point)
    category = ucd.category(character)
    if category == "Cn":
        return "unassigned"
    if category in ("Co", "Cs"):
        return "privateUse"
    if category == "Cc":
        return "control"
    if category in ("Zl", "Zp"):
        return "control"
    if category == "Cf":
        return "format"
    if category in ("Mn", "Me", "Mc"):
        return "mark"
    if any(first <= point <= last for first, last in JOINING_JAMO):
        return "joining"
    width = ucd.east_asian_width(character)
    if width in ("W", "F"):
        return "wide"
    return "ambiguous" if width == "A" else "narrow"


def main() -> None:
    ranges = []
    for point in range(0x110000):
        kind = classify(point)
        if ranges and ranges[-1][1] == kind:
            continue
        ranges.append((point, kind))

    lines = [
        "// Written by Tests/Scripts/make_width_table.py; do not edit.",
        "",
        "/// The kinds of all code points: ranges by their first code point, each up to the next.",
        "enum WidthTable {",
        "  /// The Unicode version the table is made from.",
        f'  static let unicodeVersion = "{ucd.unidata_version}"',
        "",
        "  /// First code point of a range << 8 | raw value of its `ScalarKind`, ascending.",
        "  static let ranges: [UInt32] = [",
    ]
    kinds = ["narrow", "wide", "ambiguous", "mark", "joining", "format", "control", "privateUse", "unassigned"]
    row = "   "
    for first, kind in ranges:
        entry = f" 0x{first << 8 | kinds.index(kind):X},"
        if len(row) + len(entry) > 100:
            lines.append(row)
            row = "   "
        row += entry
    lines += [row, "  ]", "}", ""]
    with open("Sources/TerminalUI/WidthTable.swift", "w") as file:
        file.write("\n".join(lines))
    print(f"Unicode {ucd.unidata_version}: {len(ranges)} ranges", file=sys.stderr)


if __name__ == "__main__":
    main()
