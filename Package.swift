// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "metaaligner",
  products: [.executable(name: "metaaligner", targets: ["metaaligner"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    // The command line.
    .executableTarget(
      name: "metaaligner",
      dependencies: [
        "ChatApp", "CursesTerminal", "TerminalUI", "Sessions", "Evaluation", "Training", "Batch",
        "AlignServer", "Datasets", "Storage", "Generation", "Hub", "HTTPClient", "ChatTemplates",
        "Alignment", "Transformer", "Tokenization", "Checkpoints", "Tensors", "StrictJSON",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // The interactive program.
    .target(
      name: "ChatApp",
      dependencies: ["TerminalUI", "Sessions", "Storage", "Datasets", "Generation", "Alignment"]),
    .target(name: "CursesTerminal", dependencies: ["TerminalUI", "CNcurses"]),
    .target(name: "TerminalUI", dependencies: ["StrictJSON"]),
    .target(
      name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),

    // Data, training, measuring.
    .target(
      name: "Evaluation",
      dependencies: ["Datasets", "Generation", "Alignment"]),
    .target(
      name: "Training",
      dependencies: [
        "Datasets", "Alignment", "Transformer", "Tokenization", "Checkpoints", "Tensors",
        "CKernels", "Digests", "StrictJSON",
      ]),
    .target(
      name: "Batch",
      dependencies: [
        "Datasets", "Storage", "Generation", "Alignment", "Digests", "StrictJSON", "CZlib",
      ]),
    .target(name: "Datasets", dependencies: ["Alignment", "StrictJSON", "CZlib"]),

    // Requests, engines, files.
    .target(
      name: "AlignServer",
      dependencies: [
        "Generation", "Alignment", "StrictJSON",
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ]),
    .target(
      name: "Sessions",
      dependencies: ["Alignment", "StrictJSON", .product(name: "GRDB", package: "GRDB.swift")]),
    .target(
      name: "Storage", dependencies: ["Generation", "HTTPClient", "Alignment", "StrictJSON"]),
    .target(
      name: "Generation",
      dependencies: [
        "ChatTemplates", "Transformer", "Tokenization", "Checkpoints", "Tensors", "HTTPClient",
        "StrictJSON",
      ]),
    .target(name: "Hub", dependencies: ["HTTPClient", "Digests", "StrictJSON"]),
    .target(name: "HTTPClient", dependencies: ["CCurl"]),
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    .target(name: "Alignment", dependencies: ["StrictJSON"]),
    .target(name: "ChatTemplates"),

    // The core.
    .target(name: "Transformer", dependencies: ["Checkpoints", "Tensors"]),
    .target(
      name: "Checkpoints", dependencies: ["Tensors", "Tokenization", "CKernels", "StrictJSON"]),
    .target(name: "Tokenization", dependencies: ["CSentencePiece", "StrictJSON"]),
    .target(name: "Tensors", dependencies: ["CKernels"]),
    .target(name: "CKernels"),
    .target(
      name: "CSentencePiece",
      linkerSettings: [
        .linkedLibrary("sentencepiece"), .linkedLibrary("sentencepiece_train"),
      ]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "Digests"),
    .target(name: "StrictJSON"),

    // Tests.
    .target(
      name: "TestSupport",
      dependencies: ["Generation", "TerminalUI", "StrictJSON"],
      path: "Tests/TestSupport"),
    .testTarget(
      name: "MetaalignerTests",
      dependencies: [
        "Generation", "HTTPClient", "TestSupport", "CursesTerminal", "TerminalUI", "StrictJSON",
      ]),
    .testTarget(
      name: "ChatAppTests",
      dependencies: [
        "ChatApp", "TerminalUI", "Sessions", "Datasets", "Generation", "Alignment", "TestSupport",
      ]),
    .testTarget(name: "CursesTerminalTests", dependencies: ["CursesTerminal", "TerminalUI"]),
    .testTarget(
      name: "TerminalUITests", dependencies: ["TerminalUI", "StrictJSON", "TestSupport"]),
    .testTarget(
      name: "EvaluationTests",
      dependencies: ["Evaluation", "Datasets", "Generation", "Alignment", "TestSupport"]),
    .testTarget(
      name: "TrainingTests",
      dependencies: [
        "Training", "Datasets", "Alignment", "Transformer", "Tokenization", "Checkpoints",
        "Tensors", "StrictJSON", "TestSupport",
      ]),
    .testTarget(
      name: "AlignServerTests",
      dependencies: [
        "AlignServer", "Generation", "Alignment", "HTTPClient", "StrictJSON", "TestSupport",
        .product(name: "FlyingFox", package: "FlyingFox"),
      ]),
    .testTarget(
      name: "BatchTests",
      dependencies: ["Batch", "Datasets", "Storage", "Generation", "StrictJSON", "TestSupport"]),
    .testTarget(
      name: "DatasetsTests", dependencies: ["Datasets", "Alignment", "StrictJSON", "TestSupport"]),
    .testTarget(
      name: "SessionsTests",
      dependencies: [
        "Sessions", "Alignment", "StrictJSON", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "StorageTests",
      dependencies: [
        "Storage", "Generation", "HTTPClient", "Alignment", "StrictJSON", "TestSupport",
      ]),
    .testTarget(
      name: "GenerationTests",
      dependencies: [
        "Generation", "HTTPClient", "ChatTemplates", "Transformer", "Tokenization", "Checkpoints",
        "Tensors",
        "StrictJSON", "TestSupport",
      ]),
    .testTarget(
      name: "HubTests", dependencies: ["Hub", "HTTPClient", "Digests", "StrictJSON", "TestSupport"]),
    .testTarget(name: "DigestsTests", dependencies: ["Digests"]),
    .testTarget(name: "HTTPClientTests", dependencies: ["HTTPClient", "TestSupport"]),
    .testTarget(
      name: "ChatTemplatesTests", dependencies: ["ChatTemplates", "StrictJSON", "TestSupport"]),
    .testTarget(name: "AlignmentTests", dependencies: ["Alignment", "StrictJSON", "TestSupport"]),
    .testTarget(
      name: "TransformerTests",
      dependencies: ["Transformer", "Checkpoints", "Tensors", "StrictJSON", "TestSupport"]),
    .testTarget(
      name: "CheckpointsTests",
      dependencies: ["Checkpoints", "Tensors", "Tokenization", "StrictJSON", "TestSupport"]),
    .testTarget(
      name: "TokenizationTests", dependencies: ["Tokenization", "StrictJSON", "TestSupport"]),
    .testTarget(name: "TensorsTests", dependencies: ["Tensors", "CKernels"]),
    .testTarget(name: "StrictJSONTests", dependencies: ["StrictJSON"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c11,
  cxxLanguageStandard: .cxx17
)

// Tests find their fixtures beside their sources; they are not bundled.
let targetsWithFixtures: Set = [
  "AlignmentTests", "ChatAppTests", "ChatTemplatesTests", "CheckpointsTests", "GenerationTests",
  "TensorsTests", "TokenizationTests", "TrainingTests", "TransformerTests",
]

// One place for what holds in every target.
for target in package.targets where target.type != .system {
  if targetsWithFixtures.contains(target.name) { target.exclude.append("Fixtures") }
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
  ]
  target.cSettings = [
    .enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error),
  ]
  target.cxxSettings = [.enableWarning("all"), .treatAllWarnings(as: .error)]
}
