extension Substitutions {
  /// Reads pairs, one a line, the pattern before ` = ` and the replacement after it.
  fileprivate init(pairs text: String) {
    self.init(
      text.split(separator: "\n").compactMap { line in
        guard let middle = line.firstRange(of: " = ") else { return nil }
        return Entry(
          pattern: String(line[..<middle.lowerBound]),
          replacement: String(line[middle.upperBound...]))
      })
  }
}

extension DemoObjective {
  /// What words the objective replaces; none for those that do other things.
  ///
  /// No pattern is listed twice, and no replacement has a pattern in it, so that the order of objectives is none.
  var substitutions: Substitutions {
    switch self {
    case .harmless: Self.harmlessWords
    case .honest: Self.honestWords
    case .fair: Self.fairWords
    case .readable: Self.readableWords
    case .professional: Self.professionalWords
    case .helpful, .humour, .repeat, .length: Substitutions([])
    }
  }

  private static let harmlessWords = Substitutions(pairs: harmlessPairs)
  private static let honestWords = Substitutions(pairs: honestPairs)
  private static let fairWords = Substitutions(pairs: fairPairs)
  private static let readableWords = Substitutions(pairs: readablePairs)
  private static let professionalWords = Substitutions(pairs: professionalPairs)
}

/// Words that mean the same: what an edit that keeps an answer as good as it is replaces.
enum EqualWords {
  static let substitutions = Substitutions(pairs: pairs)

  private static let pairs = """
    big = large
    bigger = larger
    biggest = largest
    glad = happy
    fast = quick
    shop = store
    shops = stores
    film = movie
    films = movies
    picture = photo
    pictures = photos
    road = street
    roads = streets
    begin = start
    begins = starts
    speak = talk
    speaks = talks
    speaking = talking
    reply = response
    smart = clever
    tired = sleepy
    quiet = silent
    scared = frightened
    afternoon = evening
    couch = sofa
    rug = carpet
    hat = cap
    sick = poorly
    stone = rock
    stones = rocks
    forest = wood
    forests = woods
    ship = boat
    ships = boats
    noisy = loud
    error = issue
    errors = issues
    shut = close
    simple = plain
    difficult = tricky
    beautiful = lovely
    wealthy = rich
    pupil = student
    pupils = students
    jar = pot
    jars = pots
    city = town
    cities = towns
    tale = story
    tales = stories
    journey = trip
    journeys = trips
    doctor = physician
    doctors = physicians
    teacher = tutor
    teachers = tutors
    rarely = seldom
    perhaps = maybe
    nearly = practically
    below = beneath
    damp = moist
    tasty = delicious
    seat = chair
    seats = chairs
    bag = sack
    bags = sacks
    garden = yard
    gardens = yards
    """
}
