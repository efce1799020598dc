/// The moment that templates take for now, which stays the same so that equal dialogues make equal prompts.
public struct TemplateClock: Sendable, Equatable {
  let year: Int
  /// From 1.
  let month: Int
  /// From 1.
  let day: Int
  let hour: Int
  let minute: Int
  let second: Int

  /// A moment of the Gregorian calendar; parts out of range are brought into it.
  public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    self.year = min(max(year, 1), 9999)
    self.month = min(max(month, 1), 12)
    self.day = min(max(day, 1), 31)
    self.hour = min(max(hour, 0), 23)
    self.minute = min(max(minute, 0), 59)
    self.second = min(max(second, 0), 60)
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  private static let weekdays = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]

  /// The moment as C's `strftime` writes it in the C locale; what is no conversion stays as it is.
  func formatted(_ format: String) -> String {
    var result = String.UnicodeScalarView()
    var isConversion = false
    for scalar in format.unicodeScalars {
      if isConversion {
        result.append(contentsOf: (conversion(scalar) ?? "%\(scalar)").unicodeScalars)
        isConversion = false
      } else if scalar == "%" {
        isConversion = true
      } else {
        result.append(scalar)
      }
    }
    if isConversion { result.append("%") }
    return String(result)
  }

  private func conversion(_ letter: Unicode.Scalar) -> String? {
    let halfDay = hour % 12 == 0 ? 12 : hour % 12
    return switch letter {
    case "Y": Self.padded(year, 4)
    case "y": Self.padded(year % 100, 2)
    case "m": Self.padded(month, 2)
    case "d": Self.padded(day, 2)
    case "e": day < 10 ? " \(day)" : "\(day)"
    case "H": Self.padded(hour, 2)
    case "I": Self.padded(halfDay, 2)
    case "M": Self.padded(minute, 2)
    case "S": Self.padded(second, 2)
    case "p": hour < 12 ? "AM" : "PM"
    case "B": Self.months[month - 1]
    case "b", "h": String(Self.months[month - 1].prefix(3))
    case "A": Self.weekdays[weekday]
    case "a": String(Self.weekdays[weekday].prefix(3))
    case "j": Self.padded(dayOfYear, 3)
    case "F": formatted("%Y-%m-%d")
    case "T": formatted("%H:%M:%S")
    case "D": formatted("%m/%d/%y")
    case "R": formatted("%H:%M")
    case "%": "%"
    default: nil
    }
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private var dayOfYear: Int {
    let before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][month - 1]
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return before + day + (isLeap && month > 2 ? 1 : 0)
  }

  /// From Sunday.
  private var weekday: Int {
    let past = year - 1
    return (past * 365 + past / 4 - past / 100 + past / 400 + dayOfYear) % 7
  }
}
