/// How the reader has arranged answer and edit beside each other.
struct Reading: Equatable {
  /// The answer's part of the room that the two share, in thousandths.
  var share = 500
  /// Whether answer and edit scroll together, by the words they share.
  var isLinked = true
  /// Whether the answer moves along while the edit grows; reading ahead in it ends that.
  var answerFollows = true
  /// Whether the divider is held with the mouse.
  var isDragging = false
  /// The place in the edit to be seen when another view is laid out.
  var pendingPlace: Int?
  /// The place that views are being compared at; scrolling ends that.
  var keptPlace: Int?
  /// Where the edit's characters stand in the text that holds both.
  var inlinePlaces = TextCorrespondence()

  /// A pane always keeps a fifth.
  static let shares = 200...800
  /// What a key moves the divider by.
  static let step = 25
}
