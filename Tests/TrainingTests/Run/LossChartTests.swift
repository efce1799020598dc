import Testing

@testable import Training

@Suite("The chart of losses") struct LossChartTests {
  @Test("is one polyline a curve, inside the frame", arguments: [0, 1, 2, 500, 20_000])
  func polylines(_ count: Int) {
    let half = max(1, count / 2)
    let points = (0..<count).map { step -> MetricsPoint in
      let loss = 8 / Double(step + 1)
      return MetricsPoint(
        stage: step < half ? "one" : "two", step: 1 + step % half, loss: loss,
        isValidation: step % 50 == 49)
    }
    let text = String(decoding: LossChart.svg(of: points), as: UTF8.self)
    #expect(text.hasPrefix("<svg ") && text.hasSuffix("</svg>\n"))
    #expect(text.split(separator: "<polyline").count == 4)
    #expect(text.utf8.count < 200_000)
    #expect(!hasOddNumber(text))
  }

  @Test("leaves out losses that are no numbers")
  func notFinite() {
    let losses: [Double] = [1, .nan, .infinity, 2]
    let points = losses.map {
      MetricsPoint(stage: "s", step: 1, loss: $0, isValidation: false)
    }
    let text = String(decoding: LossChart.svg(of: points), as: UTF8.self)
    #expect(!hasOddNumber(text))
  }

  private func hasOddNumber(_ text: String) -> Bool {
    ["\"", ",", " ", "-"].contains { text.contains($0 + "nan") || text.contains($0 + "inf") }
  }

  @Test("marks the axis with round numbers that it shows")
  func marks() {
    let range = LossRange(losses: [0.12, 7])
    #expect(range.marks == [0.2, 0.5, 1, 2, 5])
    #expect(range.share(of: range.lowest) == 0 && range.share(of: range.highest) == 1)
  }
}
