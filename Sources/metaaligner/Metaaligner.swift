import ArgumentParser

@main
struct Metaaligner: AsyncParsableCommand {
  func run() async throws {}
}
