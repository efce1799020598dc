extension ErrorReporter {
  static func explain(_ error: GradientRowsError) -> Explanation {
    switch error {
    case .json(let path, let error):
      Explanation(message: "\(path), \(describe(error))", exitCode: 2)
    case .noRows(let path):
      Explanation(
        message: "\(path): there is no list 'rows' with anything in it",
        hint: #"The file looks like {"rows": [{"input_ids": [1, 2, 3], "prompt_length": 1}]}."#,
        exitCode: 2)
    case .malformedRow(let path, let row):
      Explanation(
        message: "\(path): row \(row + 1) is not one of token ids",
        hint: "Each row has a list input_ids and a prompt_length below its length.", exitCode: 2)
    }
  }
}
