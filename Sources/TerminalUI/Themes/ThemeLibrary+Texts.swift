// Made from themes/*.json by Tests/Scripts/embed_themes.py; change those files instead.
// swift-format-ignore-file

extension ThemeLibrary {
  /// The files of the folder `themes`, to the byte, by name.
  public static let builtInTexts: [(name: String, text: String)] = [
    (
      "dark",
      #"""
{
  "schema": 1,
  "summary": "light text on the terminal's own dark ground",
  "ground": "dark",
  "palette": {
    "accent": "#7ac4e8",
    "added": "#8fd18c",
    "removed": "#f08a86",
    "warning": "#e5c07b",
    "rule": "#5c6370",
    "raised": "#2c313a"
  },
  "roles": {
    "text": "default",
    "dim": {"attributes": ["dim"]},
    "title": {"attributes": ["bold"]},
    "accent": "accent",
    "key": {"foreground": "accent", "attributes": ["bold"]},
    "rule": "rule",
    "selection": {"background": "raised", "attributes": ["bold"]},
    "cursor": {"attributes": ["reverse"]},
    "added": "added",
    "removed": {"foreground": "removed", "attributes": ["strikethrough"]},
    "pending": {"attributes": ["dim"]},
    "currentChange": {"background": "raised", "attributes": ["bold", "underline"]},
    "notice": "default",
    "success": "added",
    "warning": "warning",
    "error": {"foreground": "removed", "attributes": ["bold"]},
    "objectiveOn": {"foreground": "accent", "attributes": ["bold"]},
    "objectiveOff": {"attributes": ["dim"]},
    "focus": {"foreground": "accent", "attributes": ["bold"]},
    "overlay": "default",
    "match": {"foreground": "warning", "attributes": ["reverse"]},
    "placeholder": {"attributes": ["dim"]}
  }
}

"""#
    ),
    (
      "light",
      #"""
{
  "schema": 1,
  "summary": "dark text on the terminal's own light ground",
  "inherits": "dark",
  "ground": "light",
  "palette": {
    "accent": "#005f87",
    "added": "#1e6f2a",
    "removed": "#a81e1e",
    "warning": "#8a5a00",
    "rule": "#9a9fa8",
    "raised": "#e4e7ec"
  }
}

"""#
    ),
    (
      "dusk",
      #"""
{
  "schema": 1,
  "summary": "warm light text on a violet night",
  "inherits": "dark",
  "ground": "dark",
  "palette": {
    "night": "#23212b",
    "sand": "#d8d3c7",
    "haze": "#9a95a8",
    "accent": "#c9a6e8",
    "added": "#9ccb8e",
    "removed": "#e88e8e",
    "warning": "#e3bc74",
    "rule": "#5a5568",
    "raised": "#383444"
  },
  "roles": {
    "text": {"foreground": "sand", "background": "night"},
    "dim": "haze",
    "pending": "haze",
    "objectiveOff": "haze",
    "placeholder": "haze"
  }
}

"""#
    ),
    (
      "paper",
      #"""
{
  "schema": 1,
  "summary": "ink on warm paper",
  "inherits": "light",
  "ground": "light",
  "palette": {
    "paper": "#f7f3e9",
    "ink": "#2b2a27",
    "pencil": "#6b6557",
    "accent": "#1f5f99",
    "added": "#2a6627",
    "removed": "#a12b2b",
    "warning": "#825400",
    "rule": "#b9b09b",
    "raised": "#eae3d2"
  },
  "roles": {
    "text": {"foreground": "ink", "background": "paper"},
    "dim": "pencil",
    "pending": "pencil",
    "objectiveOff": "pencil",
    "placeholder": "pencil"
  }
}

"""#
    ),
    (
      "high-contrast",
      #"""
{
  "schema": 1,
  "summary": "white on black, nothing pale",
  "inherits": "dark",
  "ground": "dark",
  "palette": {
    "black": "#000000",
    "white": "#ffffff",
    "grey": "#d0d0d0",
    "accent": "#66e0ff",
    "added": "#5dff5d",
    "removed": "#ff9c9c",
    "warning": "#ffe94a",
    "rule": "#d0d0d0"
  },
  "roles": {
    "text": {"foreground": "white", "background": "black"},
    "dim": "grey",
    "pending": "grey",
    "objectiveOff": "grey",
    "placeholder": "grey",
    "selection": {"foreground": "black", "background": "white", "attributes": ["bold"]},
    "added": {"foreground": "added", "attributes": ["bold", "underline"]},
    "currentChange": {"foreground": "black", "background": "warning", "attributes": ["bold"]}
  }
}

"""#
    ),
    (
      "color-blind",
      #"""
{
  "schema": 1,
  "summary": "blue and orange on a dark ground, told apart without red and green",
  "inherits": "dark",
  "ground": "dark",
  "palette": {
    "accent": "#d99bc4",
    "added": "#56b4e9",
    "removed": "#e69f00",
    "warning": "#f0e442"
  },
  "roles": {
    "added": {"foreground": "added", "attributes": ["underline"]}
  }
}

"""#
    ),
    (
      "color-blind-light",
      #"""
{
  "schema": 1,
  "summary": "blue and orange on a light ground, told apart without red and green",
  "inherits": "light",
  "ground": "light",
  "palette": {
    "accent": "#7a2e6b",
    "added": "#0060a0",
    "removed": "#a84300",
    "warning": "#6b5a00"
  },
  "roles": {
    "added": {"foreground": "added", "attributes": ["underline"]}
  }
}

"""#
    ),
    (
      "ansi",
      #"""
{
  "schema": 1,
  "summary": "the terminal's own 16 colours and nothing else",
  "inherits": "dark",
  "palette": {
    "accent": "cyan",
    "added": "green",
    "removed": "red",
    "warning": "yellow",
    "rule": "bright-black"
  },
  "roles": {
    "selection": {"attributes": ["reverse"]},
    "currentChange": {"attributes": ["bold", "underline", "reverse"]}
  }
}

"""#
    ),
    (
      "monochrome",
      #"""
{
  "schema": 1,
  "summary": "no colour at all: weight, underline and reverse",
  "roles": {
    "text": "default",
    "dim": {"attributes": ["dim"]},
    "title": {"attributes": ["bold"]},
    "accent": {"attributes": ["bold"]},
    "key": {"attributes": ["bold"]},
    "rule": {"attributes": ["dim"]},
    "selection": {"attributes": ["reverse"]},
    "cursor": {"attributes": ["reverse"]},
    "added": {"attributes": ["underline", "bold"]},
    "removed": {"attributes": ["reverse", "dim"]},
    "pending": {"attributes": ["dim"]},
    "currentChange": {"attributes": ["reverse", "underline"]},
    "notice": "default",
    "success": {"attributes": ["bold"]},
    "warning": {"attributes": ["bold"]},
    "error": {"attributes": ["bold", "reverse"]},
    "objectiveOn": {"attributes": ["bold"]},
    "objectiveOff": "default",
    "focus": {"attributes": ["bold"]},
    "overlay": "default",
    "match": {"attributes": ["reverse", "bold"]},
    "placeholder": {"attributes": ["dim"]}
  }
}

"""#
    ),
  ]
}
