#!/usr/bin/env python3
"""Embeds objectives.json in the program: writes Sources/Alignment/ObjectiveCatalog+BuiltIn.swift.

Run it after every change of objectives.json; a test compares the two.
"""

import pathlib

root = pathlib.Path(__file__).resolve().parents[2]
catalog = (root / "objectives.json").read_text(encoding="utf-8")
assert '"""#' not in catalog
(root / "Sources/Alignment/ObjectiveCatalog+BuiltIn.swift").write_text(
    f'''// Made from objectives.json by Tests/Scripts/embed_objectives.py; change that file instead.
// swift-format-ignore-file

extension ObjectiveCatalog {{
  /// The catalog that the program carries, for where no file is found: the objectives of the published scripts.
  public static let builtIn: ObjectiveCatalog = {{
    do {{
      return try parse(builtInBytes)
    }} catch {{
      preconditionFailure("the embedded catalog is broken: \\(error)")
    }}
  }}()

  /// `objectives.json`, to the byte.
  public static let builtInBytes: [UInt8] = Array(builtInText.utf8)

  private static let builtInText = #"""
{catalog}
"""#
}}
''',
    encoding="utf-8",
)
