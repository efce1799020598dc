/// The cases PK01–PK39 of the hostile corpus: pickles that do what tensors do not need.
enum HostilePickles {
  private typealias Seed = PyTorchSeed
  static let all: [HostileCase] = [
    names, instructions, endings, shortages, operands, dictionaries, budgets,
  ].flatMap { $0 }

  /// An archive with this pickle.
  private static func pickle(
    _ number: String, _ pickle: [UInt8], _ verdict: Verdict = .refused
  ) -> HostileCase {
    HostileCase(number, verdict, Seed.archive(pickle: pickle).bytes)
  }

  /// Archives where each of these instructions stands for the tensor.
  private static func values(_ list: [(String, [UInt8])]) -> [HostileCase] {
    list.map { number, value in pickle(number, Seed.pickle(tensor: value)) }
  }

  /// Archives whose pickle is only these instructions.
  private static func pickles(_ list: [(String, [UInt8])]) -> [HostileCase] {
    list.map { number, instructions in
      pickle("PK20 " + number, join([0x80, 2], instructions, [0x2E]))
    }
  }

  private static func repeated(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
    [UInt8]((0..<count).flatMap { _ in bytes })
  }

  private static let forbidden: [(String, String, String)] = [
    ("PK01 os.system", "os", "system"), ("PK02 eval", "builtins", "eval"),
    ("PK08 getattr", "builtins", "getattr"), ("PK09 torch.load", "torch", "load"),
    ("PK10 wrapper", "torch._utils", "_rebuild_wrapper_subclass"),
    ("PK11 numpy", "numpy.core.multiarray", "_reconstruct"),
    ("PK12 carriage return", "torch", "FloatStorage\r"),
    ("PK12 NUL", "torch", "FloatStorage\0"),
    ("PK13 trailing space", "torch._utils ", "_rebuild_tensor_v2"),
    ("PK13 module in the name", "torch", "_utils._rebuild_tensor_v2"),
    ("PK59 quantised", "torch", "QInt8Storage"),
    ("PK59 sparse", "torch._utils", "_rebuild_sparse_tensor"),
  ]

  private static let names: [HostileCase] = forbidden.map { number, module, name in
    let call = join(Seed.name(module, name), [0x28], Seed.text("id"), [0x74, 0x52])
    return pickle(number, Seed.pickle(tensor: call))
  }

  private static let instructions: [HostileCase] = values([
    ("PK03 STACK_GLOBAL", join(Seed.text("os"), Seed.text("system"), [0x93])),
    ("PK04 INST", join([0x28, 0x69], Array("os\nsystem\n".utf8))),
    ("PK05 OBJ", join([0x28], Seed.name("collections", "OrderedDict"), [0x6F])),
    ("PK06 NEWOBJ", join(Seed.name("collections", "OrderedDict"), [0x29, 0x81])),
    ("PK06 NEWOBJ_EX", join(Seed.name("collections", "OrderedDict"), [0x29, 0x7D, 0x92])),
    ("PK07 EXT1", [0x82, 1]), ("FRAME", join([0x95], [UInt8](repeating: 0, count: 8))),
    ("POP", join(Seed.tensor(), [0x30])), ("DUP", join(Seed.tensor(), [0x32])),
    ("INT of text", Array("I1\n".utf8)), ("PERSID", Array("P0\n".utf8)),
    ("BINBYTES", [0x42, 0, 0, 0, 0]), ("LONG4", [0x8B, 0, 0, 0, 0]),
    ("STRING", Array("S'a'\n".utf8)), ("MEMOIZE", join(Seed.tensor(), [0x94])),
  ])

  private static let endings: [HostileCase] = [
    pickle("PK14 broken tail", Seed.pickle(after: [0xFF])),
    pickle("PK15 two pickles", join(Seed.pickle(), Seed.pickle())),
    pickle("PK16 protocol 0", Seed.pickle(before: [0x80, 0])),
    pickle("PK16 protocol 3", Seed.pickle(before: [0x80, 3])),
    pickle("PK16 protocol 4", Seed.pickle(before: [0x80, 4])),
    pickle("PK16 protocol 5", Seed.pickle(before: [0x80, 5])),
    pickle("PROTO twice", Seed.pickle(before: [0x80, 2, 0x80, 2])),
    pickle("PK17 no STOP", Seed.pickle(after: [])),
    pickle("PK18 STOP first", [0x80, 2, 0x2E]),
    pickle("PK19 empty", []),
    pickle("two values", Seed.pickle(after: [0x4E, 0x2E])),
    pickle("a mark left", Seed.pickle(after: [0x28, 0x2E])),
    pickle("trailing byte", Seed.pickle(after: [0x2E, 0x2E])),
    pickle("a list", [0x80, 2, 0x5D, 0x2E]),
    pickle("a tensor", join([0x80, 2], Seed.tensor(), [0x2E])),
    pickle("no tensors", [0x80, 2, 0x7D, 0x2E], .accepted),
    pickle("an integer among tensors", Seed.pickle(tensor: Seed.integer(1))),
    pickle("a nested dictionary", Seed.pickle(tensor: [0x7D])),
  ]

  /// PK20: each instruction that takes values, where there are too few of them.
  private static let shortages: [HostileCase] = pickles([
    ("BINPERSID", [0x51]), ("REDUCE", [0x29, 0x52]), ("BUILD", [0x7D, 0x62]), ("TUPLE", [0x74]),
    ("TUPLE1", [0x85]), ("TUPLE2", [0x4E, 0x86]), ("TUPLE3", [0x4E, 0x4E, 0x87]),
    ("APPEND", [0x4E, 0x61]), ("APPENDS", [0x65]), ("SETITEM", [0x4E, 0x4E, 0x73]),
    ("SETITEMS", [0x75]), ("BINPUT", [0x71, 0]), ("LONG_BINPUT", [0x72, 0, 0, 0, 0]),
    ("APPENDS below a mark", [0x28, 0x4E, 0x65]),
    ("SETITEMS below a mark", [0x28, 0x4E, 0x4E, 0x75]),
    ("TUPLE2 across a mark", [0x4E, 0x28, 0x4E, 0x86]),
    ("REDUCE across a mark", [0x4E, 0x28, 0x29, 0x52]),
    ("BINPUT on a mark", [0x4E, 0x28, 0x71, 0]),
  ])

  private static let operands: [HostileCase] = values([
    ("PK27 SETITEM on a list", join([0x5D], Seed.text("a"), [0x4E, 0x73])),
    ("PK28 SETITEM on a tensor", join(Seed.tensor(), Seed.text("a"), [0x4E, 0x73])),
    ("PK29 odd SETITEMS", join([0x7D, 0x28], Seed.text("a"), [0x75])),
    ("PK30 APPEND on a dictionary", [0x7D, 0x4E, 0x61]),
    ("PK31 BUILD on a tensor", join(Seed.tensor(), [0x7D, 0x62])),
    ("BUILD on a plain dictionary", [0x7D, 0x7D, 0x62]),
    ("PK32 REDUCE on a text", join(Seed.text("a"), [0x29, 0x52])),
    ("REDUCE with a list", join(Seed.name("collections", "OrderedDict"), [0x5D, 0x52])),
    ("OrderedDict of items", join(Seed.name("collections", "OrderedDict"), [0x5D, 0x85, 0x52])),
    ("REDUCE on a storage's type", join(Seed.name("torch", "FloatStorage"), [0x29, 0x52])),
    ("PK33 unhashable key", [0x7D, 0x5D, 0x4E, 0x73]),
    ("PK34 integer key", [0x7D, 0x4B, 1, 0x4E, 0x73]),
    ("PK21 unknown BINGET", [0x68, 7]), ("PK21 unknown LONG_BINGET", [0x6A, 7, 0, 0, 0]),
    ("PK35 BINUNICODE 2^32-1", [0x58, 0xFF, 0xFF, 0xFF, 0xFF]),
    ("PK36 bad UTF-8", [0x58, 1, 0, 0, 0, 0xFF]),
    ("PK36 overlong", [0x58, 2, 0, 0, 0, 0xC0, 0x80]),
    ("PK36 surrogate", [0x58, 3, 0, 0, 0, 0xED, 0xA0, 0x80]),
    ("PK37 LONG1 of 255 bytes", join([0x8A, 255], [UInt8](repeating: 1, count: 255))),
    ("PK39 endless GLOBAL", join([0x63], [UInt8](repeating: 0x61, count: 1 << 20))),
  ])

  private static let dictionaries: [HostileCase] = [
    pickle(
      "PK22 BINPUT 2^32-1", Seed.pickle(tensor: join(Seed.tensor(), [0x72, 255, 255, 255, 255])),
      .accepted),
    pickle(
      "tensor twice",
      join(
        [0x80, 2, 0x7D], Seed.text("w"), Seed.tensor(), [0x73], Seed.text("w"), Seed.tensor(),
        [0x73, 0x2E])),
    pickle(
      "a name of 1 025 bytes",
      join(
        [0x80, 2, 0x7D], Seed.text(String(repeating: "w", count: 1025)), Seed.tensor(),
        [0x73, 0x2E])),
    pickle(
      "an ordered dictionary with attributes",
      join(
        [0x80, 2], Seed.hooks, Seed.text("w"), Seed.tensor(), [0x73, 0x7D], Seed.text("_metadata"),
        Seed.hooks,
        [
          0x73, 0x62, 0x2E,
        ]),
      .accepted),
  ]

  /// Many of something, in few bytes.
  private static let budgets: [HostileCase] = values([
    ("PK23 10^5 MARK", [UInt8](repeating: 0x28, count: 100_000)),
    ("PK24 TUPLE1 10^5 times", join([0x4E], [UInt8](repeating: 0x85, count: 100_000))),
    (
      "PK25 TUPLE2 doubling",
      join([0x4E], repeated([0x71, 0, 0x68, 0, 0x86], 64))
    ),
    ("PK26 a list that holds itself", [0x5D, 0x71, 0, 0x68, 0, 0x61]),
    ("values beyond the budget", [UInt8](repeating: 0x4E, count: 1_100_000)),
    (
      "objects beyond the budget",
      join(
        [0x5D],
        repeated(join([0x28], [UInt8](repeating: 0x7D, count: 1_000), [0x65]), 2_100))
    ),
  ])
}
