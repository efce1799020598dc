import ArgumentParser

/// `metaaligner completion`: what a shell needs to complete commands and flags.
struct CompletionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completion",
    abstract: "Print a shell's completion script.",
    discussion: """
      EXAMPLES:
        metaaligner completion bash \\
          > ~/.local/share/bash-completion/completions/metaaligner
        metaaligner completion zsh > ~/.zfunc/_metaaligner
        metaaligner completion fish \\
          > ~/.config/fish/completions/metaaligner.fish
      """)

  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash, zsh, fish
  }

  @Argument(help: "bash, zsh or fish.") var shell: Shell

  func run() throws {
    let completion: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    let script = MetaalignerCommand.completionScript(for: completion)
    try StandardOutput.write(Array((script + "\n").utf8))
  }
}
