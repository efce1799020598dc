import Datasets
import TerminalUI

/// A data file whose rows are worked through: which row is shown, and what is looked for.
struct DataRows {
  /// How far the file is.
  enum Phase: Equatable {
    /// None was asked for.
    case closed
    /// It is being read; the part that is done, 0 to 1.
    case opening(path: String, part: Double)
    /// Its rows can be shown.
    case open(RowFile)
  }

  /// Tells late reports about an earlier file from this one's.
  var id = 0
  var phase = Phase.closed
  private(set) var columns = RowColumns(header: [])
  /// Whether the first row is shown as soon as there is one.
  var showsFirstRow = false
  /// The row whose texts are on the screen; nil where they are from somewhere else.
  var current: Int?
  /// The gold answer of the row that was shown last.
  var gold: Passage?
  var goldPane: TextPane
  /// Whether the reader wants to see the gold answer; nil leaves it to the room that there is.
  var wantsGold: Bool?

  /// What is being typed to look for; nil while nobody types.
  var searchField: TextEditor?
  /// What the rows are being searched for.
  private(set) var query = ""
  private(set) var searchID = 0
  private var foundID = 0
  private var found: [Int] = []
  private(set) var isSearching = false

  init(widthRules: WidthRules) {
    goldPane = TextPane(isFollowing: false, widthRules: widthRules)
  }

  /// The file, where it is there.
  var file: RowFile? { if case .open(let file) = phase { file } else { nil } }

  /// The file's name, without its folders.
  var name: String {
    let path: String
    switch phase {
    case .closed: path = ""
    case .opening(let name, _): path = name
    case .open(let file): path = file.path
    }
    return path.split(separator: "/").last.map(String.init) ?? path
  }

  // MARK: - The list

  /// How many rows are listed: all, or those that were found.
  var listedCount: Int { query.isEmpty ? file?.count ?? 0 : found.count }

  /// Which row of the file stands in a line of the list.
  func row(at line: Int) -> Int? {
    if query.isEmpty { return file.map { (0..<$0.count).contains(line) } == true ? line : nil }
    return found.indices.contains(line) ? found[line] : nil
  }

  /// The line of the list that shows a row, or else the one where it would stand.
  func line(of row: Int) -> Int {
    if query.isEmpty { return row }
    return found.partitioningIndex { $0 >= row }
  }

  // MARK: - Changes

  mutating func beginOpening(_ path: String) {
    id += 1
    phase = .opening(path: path, part: 0)
    current = nil
    endSearch()
  }

  mutating func open(_ file: RowFile) {
    columns = RowColumns(header: file.header)
    phase = .open(file)
  }

  /// Looks for something else.
  ///
  /// - Returns: Whether there is anything to do for it.
  mutating func search(_ text: String) -> Bool {
    guard text != query else { return false }
    query = text
    searchID += 1
    isSearching = !text.isEmpty
    return isSearching
  }

  mutating func endSearch() {
    searchField = nil
    _ = search("")
    found = []
  }

  /// Takes rows that were found, in order; those of the search before are shown until then.
  mutating func take(found rows: [Int], isComplete: Bool) {
    if foundID != searchID { found = [] }
    foundID = searchID
    found += rows
    isSearching = !isComplete
  }
}

extension [Int] {
  /// The first index at which a condition holds that, once true, stays true.
  fileprivate func partitioningIndex(where condition: (Int) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
