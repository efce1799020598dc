/// Draws a run's losses as SVG.
public enum LossChart {
  private static let size = (width: 900.0, height: 480.0)
  private static let margin = (left: 70.0, right: 20.0, top: 30.0, bottom: 50.0)
  private static let pointLimit = 1_200

  /// The curve of all stages, one after the other: every step's loss, their running mean, and the validations.
  ///
  /// - Parameter points: The losses in order.
  /// - Returns: An SVG document in UTF-8.
  public static func svg(of points: [MetricsPoint]) -> [UInt8] {
    let placed = place(points)
    let training = placed.filter { !$0.isValidation }
    let mean = runningMean(training)
    let validation = placed.filter(\.isValidation)
    let range = LossRange(losses: mean.map(\.loss) + validation.map(\.loss))
    let last = max(1, placed.map(\.step).max() ?? 1)
    func path(_ points: [Placed]) -> String {
      thinned(points).map { point in
        "\(x(point.step, last)),\(y(point.loss, range))"
      }.joined(separator: " ")
    }
    var lines = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(size.width)) \(Int(size.height))" \
      font-family="sans-serif" font-size="13">
      """,
      "<title>Loss of the training</title>",
      "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
    ]
    lines += axes(range: range, last: last)
    lines += boundaries(placed, last: last)
    lines.append(polyline(path(training), color: "#b9c4d6", width: 1))
    lines.append(polyline(path(mean), color: "#1f4e9c", width: 2))
    lines.append(polyline(path(validation), color: "#c2410c", width: 2))
    for point in validation {
      lines.append(
        """
        <circle cx="\(x(point.step, last))" cy="\(y(point.loss, range))" r="3" fill="#c2410c"/>
        """)
    }
    lines += legend(hasValidation: !validation.isEmpty)
    lines.append("</svg>\n")
    return Array(lines.joined(separator: "\n").utf8)
  }

  /// A point at its step counted over all stages.
  private struct Placed {
    var stage: String
    var step: Int
    var loss: Double
    var isValidation: Bool
  }

  private static func place(_ points: [MetricsPoint]) -> [Placed] {
    var (offset, highest) = (0, 0)
    var stage: String?
    return points.filter { $0.loss.isFinite }.map { point in
      if stage != point.stage {
        offset = highest
        stage = point.stage
      }
      highest = max(highest, offset + point.step)
      return Placed(
        stage: point.stage, step: offset + point.step, loss: point.loss,
        isValidation: point.isValidation)
    }
  }

  private static func runningMean(_ points: [Placed]) -> [Placed] {
    let memory = min(0.98, 1 - 1 / max(2, Double(points.count) / 50))
    var mean = points.first?.loss ?? 0
    return points.map { point in
      mean = memory * mean + (1 - memory) * point.loss
      var averaged = point
      averaged.loss = mean
      return averaged
    }
  }

  private static func thinned(_ points: [Placed]) -> [Placed] {
    let every = max(1, points.count / pointLimit)
    return points.enumerated().filter { $0.offset % every == 0 || $0.offset == points.count - 1 }
      .map(\.element)
  }

  private static func x(_ step: Int, _ last: Int) -> String {
    let width = size.width - margin.left - margin.right
    return coordinate(margin.left + width * Double(step) / Double(last))
  }

  private static func y(_ loss: Double, _ range: LossRange) -> String {
    let height = size.height - margin.top - margin.bottom
    return coordinate(margin.top + height * (1 - min(1, max(0, range.share(of: loss)))))
  }

  private static func coordinate(_ value: Double) -> String {
    String((value * 10).rounded() / 10)
  }

  private static func polyline(_ points: String, color: String, width: Int) -> String {
    """
    <polyline points="\(points)" fill="none" stroke="\(color)" stroke-width="\(width)"/>
    """
  }

  private static func axes(range: LossRange, last: Int) -> [String] {
    var lines: [String] = []
    let right = coordinate(size.width - margin.right)
    for loss in range.marks {
      let place = y(loss, range)
      lines.append(
        """
        <line x1="\(margin.left)" x2="\(right)" y1="\(place)" y2="\(place)" stroke="#e5e7eb"/>\
        <text x="\(margin.left - 8)" y="\(place)" text-anchor="end" dominant-baseline="middle" fill="#374151">\
        \(LossRange.text(loss))</text>
        """)
    }
    for quarter in 0...4 {
      let step = last * quarter / 4
      lines.append(
        """
        <text x="\(x(step, last))" y="\(size.height - margin.bottom + 20)" text-anchor="middle" fill="#374151">\(step)</text>
        """)
    }
    lines.append(
      """
      <text x="\(size.width / 2)" y="\(size.height - 10)" text-anchor="middle" fill="#374151">steps</text>
      """)
    return lines
  }

  private static func boundaries(_ points: [Placed], last: Int) -> [String] {
    var lines: [String] = []
    for (index, point) in points.enumerated() where index > 0 && points[index - 1].stage != point.stage {
      let place = x(points[index - 1].step, last)
      lines.append(
        """
        <line x1="\(place)" x2="\(place)" y1="\(margin.top)" y2="\(size.height - margin.bottom)" \
        stroke="#9ca3af" stroke-dasharray="4 4"/>
        """)
    }
    return lines
  }

  private static func legend(hasValidation: Bool) -> [String] {
    var entries = [("a step", "#b9c4d6"), ("running mean", "#1f4e9c")]
    if hasValidation { entries.append(("validation", "#c2410c")) }
    return entries.enumerated().map { index, entry in
      let left = Int(margin.left) + 10 + index * 130
      return """
        <rect x="\(left)" y="10" width="14" height="4" fill="\(entry.1)"/>\
        <text x="\(left + 20)" y="16" fill="#374151">\(entry.0)</text>
        """
    }
  }
}
