/// The cases PK38–PK59 of the hostile corpus: tensors that do not fit what is stored.
enum HostileTensors {
  private typealias Seed = PyTorchSeed
  static let all = storages + views + arguments

  private static func tensor(
    _ number: String, _ tensor: [UInt8], data: [UInt8] = Seed.data
  ) -> HostileCase {
    self.tensor(number, .refused, tensor, data: data)
  }

  private static func tensor(
    _ number: String, _ verdict: Verdict, _ tensor: [UInt8], data: [UInt8] = Seed.data
  ) -> HostileCase {
    HostileCase(
      number, verdict, Seed.archive(pickle: Seed.pickle(tensor: tensor), data: data).bytes)
  }

  private static let storages: [HostileCase] = [
    tensor(
      "PK40 more numbers than bytes", Seed.tensor(storage: Seed.storage(count: Seed.integer(3)))),
    tensor(
      "PK41 fewer numbers than bytes", Seed.tensor(storage: Seed.storage(count: Seed.integer(1)))),
    tensor("PK42 negative count", Seed.tensor(storage: Seed.storage(count: Seed.integer(-2)))),
    tensor(
      "PK43 count that wraps", Seed.tensor(storage: Seed.storage(count: Seed.long(1 << 62 | 2)))),
    tensor("PK44 key ../0", Seed.tensor(storage: Seed.storage(key: "../0"))),
    tensor("PK45 absent key", Seed.tensor(storage: Seed.storage(key: "1"))),
    tensor("key 00", Seed.tensor(storage: Seed.storage(key: "00"))),
    tensor(
      "PK46 another type",
      Seed.tensor(storage: Seed.storage(type: Seed.name("torch", "DoubleStorage")))),
    tensor(
      "count of a float",
      Seed.tensor(storage: Seed.storage(count: join([0x47], [UInt8](repeating: 0, count: 8))))),
    tensor("count of a truth value", Seed.tensor(storage: Seed.storage(count: [0x88]))),
    tensor(
      "the type is a text", Seed.tensor(storage: Seed.storage(type: Seed.text("FloatStorage")))),
    tensor(
      "the type is a function",
      Seed.tensor(storage: Seed.storage(type: Seed.name("collections", "OrderedDict")))),
    tensor("no tuple", Seed.tensor(storage: join(Seed.text("storage"), [0x51]))),
    tensor(
      "a tuple of four",
      Seed.tensor(
        storage: join(
          Seed.tuple([
            Seed.text("storage"), Seed.text("0"), Seed.text("cpu"), Seed.integer(2),
          ]), [0x51]))),
    tensor(
      "another word than storage",
      Seed.tensor(
        storage: join(
          Seed.tuple([
            Seed.text("module"), Seed.name("torch", "FloatStorage"), Seed.text("0"),
            Seed.text("cpu"),
            Seed.integer(2),
          ]), [0x51]))),
    tensor(
      "one storage as two types",
      join(
        Seed.tensor(), [0x73], Seed.text("v"),
        Seed.tensor(
          storage: Seed.storage(type: Seed.name("torch", "HalfStorage"), count: Seed.integer(4)),
          sizes: [Seed.integer(4)]))),
    tensor(
      "PK55 tied tensors", .accepted, join(Seed.tensor(), [0x73], Seed.text("v"), Seed.tensor())),
    tensor(
      "PK58 BF16", .accepted,
      Seed.tensor(
        storage: Seed.storage(type: Seed.name("torch", "BFloat16Storage"), count: Seed.integer(4)),
        sizes: [Seed.integer(4)])),
    tensor(
      "an empty storage", .accepted,
      Seed.tensor(storage: Seed.storage(count: Seed.integer(0)), sizes: [Seed.integer(0)]), data: []
    ),
  ]

  private static func view(
    _ number: String, _ verdict: Verdict = .refused, offset: [UInt8] = Seed.integer(0),
    sizes: [Int], strides: [Int]
  ) -> HostileCase {
    tensor(
      number, verdict,
      Seed.tensor(offset: offset, sizes: sizes.map(Seed.long), strides: strides.map(Seed.long)))
  }

  private static let views: [HostileCase] = [
    tensor("PK38 NaN as a size", Seed.tensor(sizes: [[0x47, 0x7F, 0xF8, 0, 0, 0, 0, 0, 0]])),
    tensor("a truth value as a size", Seed.tensor(sizes: [[0x88]])),
    view("PK47 offset -1", offset: Seed.integer(-1), sizes: [1], strides: [1]),
    view("PK48 offset at the end", offset: Seed.integer(2), sizes: [1], strides: [1]),
    view("offset 2^63-1", offset: Seed.long(.max), sizes: [2], strides: [1]),
    view("offset and size beyond the end", offset: Seed.integer(1), sizes: [2], strides: [1]),
    view("PK49 stride -1", offset: Seed.integer(1), sizes: [2], strides: [-1]),
    view("PK50 stride 0 of 2^40", sizes: [1 << 40], strides: [0]),
    view("PK51 size * stride wraps", sizes: [1 << 32 + 1], strides: [1 << 32]),
    view("PK51 sum wraps", sizes: [2, 2], strides: [.max, .max - 1]),
    view("PK52 fewer strides", sizes: [2], strides: []),
    view("PK52 more strides", sizes: [], strides: [1]),
    view(
      "PK53 65 axes", sizes: [Int](repeating: 1, count: 65), strides: [Int](repeating: 1, count: 65)
    ),
    view("9 axes", sizes: [Int](repeating: 1, count: 9), strides: [Int](repeating: 1, count: 9)),
    view("PK54 overlapping", sizes: [2, 2], strides: [1, 0]),
    view("PK54 overlapping by steps", sizes: [2, 1, 2], strides: [1, 7, 1]),
    view("negative size", sizes: [-2], strides: [1]),
    view("empty, other sizes wrap", sizes: [0, .max, .max], strides: [1, 1, 1]),
    view("wrapping sizes, then empty", sizes: [.max, .max, 0], strides: [1, 1, 1]),
    view("PK57 view", .accepted, offset: Seed.integer(1), sizes: [1], strides: [1]),
    view("empty at the end", .accepted, offset: Seed.integer(2), sizes: [0, 3], strides: [3, 1]),
    view("empty beyond the end", offset: Seed.integer(3), sizes: [0], strides: [1]),
    view("a single number with any stride", .accepted, sizes: [1, 1], strides: [0, .max]),
    view("no axes", .accepted, sizes: [], strides: []),
  ]

  private static let arguments: [HostileCase] = [
    tensor("PK56 requires_grad", .accepted, Seed.tensor(gradient: [0x88])),
    tensor("requires_grad 1", Seed.tensor(gradient: [0x4B, 1])),
    tensor("hooks None", Seed.tensor(hooks: [0x4E])),
    tensor("a hook", Seed.tensor(hooks: join(Seed.hooks, Seed.text("a"), [0x4E, 0x73]))),
    tensor("attributes None", .accepted, Seed.tensor(more: [0x4E])),
    tensor("no attributes", .accepted, Seed.tensor(more: [0x7D])),
    tensor("negated", Seed.tensor(more: join([0x7D], Seed.text("neg"), [0x88, 0x73]))),
    tensor("eight arguments", Seed.tensor(more: [0x4E, 0x4E])),
    tensor("a text for a storage", Seed.tensor(storage: Seed.text("0"))),
    tensor("sizes as a list", Seed.tensor(sizes: [[0x5D]])),
    tensor(
      "parameter", .accepted,
      join(
        Seed.name("torch._utils", "_rebuild_parameter"), [0x28], Seed.tensor(), [0x88], Seed.hooks,
        [0x74, 0x52])),
    tensor(
      "parameter of a text",
      join(
        Seed.name("torch._utils", "_rebuild_parameter"), [0x28], Seed.text("w"), [0x88], Seed.hooks,
        [0x74, 0x52])),
    tensor(
      "parameter of two arguments",
      join(Seed.name("torch._utils", "_rebuild_parameter"), Seed.tensor(), [0x88, 0x86, 0x52])),
  ]
}
