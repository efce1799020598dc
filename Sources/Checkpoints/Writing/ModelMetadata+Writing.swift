import StrictJSON

extension ModelMetadata {
  /// The text of a `metaaligner.json` that says this.
  public var file: [UInt8] {
    func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
    return JSONWriter.write(
      [
        "name": text(name), "family": text(family), "prompt_format": text(promptFormat),
        "objectives": .array(objectives.map(JSONValue.string)), "base": text(base),
        "recipe": text(recipe),
      ], pretty: true)
  }
}
