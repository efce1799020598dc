#!/usr/bin/env python3
"""Embeds themes/*.json in the program: writes Sources/TerminalUI/Themes/ThemeLibrary+Texts.swift.

Run it after every change of a theme; a test compares the two.
"""

import pathlib

root = pathlib.Path(__file__).resolve().parents[2]
# The order in which the program lists them.
names = [
    "dark", "light", "dusk", "paper", "high-contrast", "color-blind", "color-blind-light", "ansi",
    "monochrome",
]
assert sorted(names) == sorted(path.stem for path in (root / "themes").glob("*.json"))
themes = ""
for name in names:
    text = (root / "themes" / f"{name}.json").read_text(encoding="utf-8")
    assert '"""#' not in text
    themes += f'    (\n      "{name}",\n      #"""\n{text}\n"""#\n    ),\n'
(root / "Sources/TerminalUI/Themes/ThemeLibrary+Texts.swift").write_text(
    f'''// Made from themes/*.json by Tests/Scripts/embed_themes.py; change those files instead.
// swift-format-ignore-file

extension ThemeLibrary {{
  /// The files of the folder `themes`, to the byte, by name.
  public static let builtInTexts: [(name: String, text: String)] = [
{themes}  ]
}}
''',
    encoding="utf-8",
)
