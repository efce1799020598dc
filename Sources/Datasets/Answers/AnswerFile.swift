import Alignment
import StrictJSON

/// Reads answers, and what they answer, from files as they are published.
///
/// By its name a file is a table (`.csv`: `query` with `generated_text` and `goldens`), JSON lines (`.jsonl`) or one JSON
/// array (`.json`); `.gz` after it is no matter. A JSON object has a dialogue in `chosen` and `rejected` (HH-RLHF, every
/// turn of the assistant is an answer), FastChat's `conversations`, or `context` (`prompt`, `query`) and `response`
/// (`answer`).
public enum AnswerFile {
  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - firstRow: The first row, from 0, that is taken.
  /// - Returns: Its answers in order, none of them empty or there twice.
  /// - Throws: `DatasetError`.
  public static func read(
    _ path: String, firstRow: Int = 0
  ) throws(DatasetError) -> [AnswerSample] {
    let name = path.hasSuffix(".gz") ? String(path.dropLast(3)) : path
    let samples: [AnswerSample]
    if name.hasSuffix(".csv") {
      samples = try table(path, firstRow)
    } else if name.hasSuffix(".jsonl") {
      samples = try lines(path, firstRow)
    } else if name.hasSuffix(".json") {
      samples = try array(path, firstRow)
    } else {
      throw .unknownKind(path: path)
    }
    var seen: Set<AnswerSample> = []
    let answers = samples.filter { !$0.answer.isEmpty && seen.insert($0).inserted }
    guard !answers.isEmpty else { throw .noAnswers(path: path) }
    return answers
  }

  private static func table(
    _ path: String, _ firstRow: Int
  ) throws(DatasetError) -> [AnswerSample] {
    let text = try WholeDataFile.text(path)
    do throws(CSVFault) {
      let table = try CSVTable(text)
      let query = try table.column("query")
      let given = try table.column("generated_text")
      let golden = table.header.firstIndex(of: "goldens")
      return table.rows.dropFirst(firstRow).flatMap { row in
        [given, golden].compactMap(\.self).map {
          AnswerSample(context: row[query], answer: row[$0])
        }
      }
    } catch {
      throw .table(path: path, error)
    }
  }

  private static func lines(
    _ path: String, _ firstRow: Int
  ) throws(DatasetError) -> [AnswerSample] {
    var samples: [AnswerSample] = []
    let text = try WholeDataFile.text(path)
    // By bytes, because a carriage return and a line feed are one character.
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    var row = 0
    for (index, line) in lines.enumerated() where line.contains(where: { $0 > 0x20 }) {
      row += 1
      guard row > firstRow else { continue }
      do throws(JSONError) {
        samples += Self.samples(in: try JSONParser.parse(line))
      } catch {
        throw .json(path: path, line: index + 1, error)
      }
    }
    return samples
  }

  private static func array(
    _ path: String, _ firstRow: Int
  ) throws(DatasetError) -> [AnswerSample] {
    let text = try WholeDataFile.text(path)
    do throws(JSONError) {
      let rows = try JSONParser.parse(text.utf8).arrayValue ?? []
      return rows.dropFirst(firstRow).flatMap(samples)
    } catch {
      throw .json(path: path, line: nil, error)
    }
  }

  private static func samples(in row: JSONValue) -> [AnswerSample] {
    var samples: [AnswerSample] = []
    for key in ["chosen", "rejected"] {
      if let dialogue = row[key]?.stringValue { samples += answers(in: dialogue) }
    }
    let context = ["context", "prompt", "query"].lazy.compactMap { row[$0]?.stringValue }.first
    let response = ["response", "answer"].lazy.compactMap { row[$0]?.stringValue }.first
    if let context, let response {
      samples.append(AnswerSample(context: context, answer: response))
    }
    let turns = row["conversations"]?.arrayValue ?? []
    for (said, reply) in zip(turns, turns.dropFirst()) {
      guard said["from"]?.stringValue == "human", reply["from"]?.stringValue == "gpt",
        let question = said["value"]?.stringValue, let answer = reply["value"]?.stringValue
      else { continue }
      samples.append(AnswerSample(context: question, answer: answer))
    }
    return samples
  }

  /// Each turn of the assistant, with everything before it.
  private static func answers(in dialogue: String) -> [AnswerSample] {
    let turns = Conversation.turns(of: dialogue)
    return turns.indices.filter { turns[$0].speaker == .assistant }.map { index in
      AnswerSample(
        context: Conversation.joined(turns[..<index]) + turns[index].marker,
        answer: turns[index].text)
    }
  }
}
