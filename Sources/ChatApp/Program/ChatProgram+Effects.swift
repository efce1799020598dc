import Alignment
import Glibc
import TerminalUI

extension ChatProgram {
  /// Does what the state asks for.
  ///
  /// - Returns: What came of it.
  func perform(_ effect: Effect) -> [Action] {
    switch effect {
    case .startGeneration(let generation): engine.start(generation)
    case .cancelGeneration: engine.cancel()
    case .prefetch(let generations, let generating):
      engine.prefetch(generations, generating: generating)
    case .lens(let effect): engine.perform(effect)
    case .models(let effect): services.perform(effect, engine, policy)
    case .readFile(let path, let kind):
      return [.fileRead(kind, path: path, readText(path))]
    case .openEditor(let kind, let text):
      return [.editorClosed(kind, runEditor(on: text))]
    case .saveCatalog(let catalog):
      do {
        return [.catalogSaved(.success(try services.saveCatalog(catalog)))]
      } catch {
        return [.catalogSaved(.failure(services.describeError(error)))]
      }
    case .copy(let text):
      copyNatively(text)
      return [.copied(characters: text.count, isSent: terminal.copyToClipboard(text))]
    case .session(let request): sessions.perform(request)
    case .rows(.open(let id, let path)):
      rows.start(.open(id: id, path: TextReading.expanded(path)))
    case .rows(let request): rows.start(request)
    case .askPolicy(let id, let request):
      // What was being prepared would only slow the answer down.
      engine.prefetch([], generating: false)
      policy.reply(id, to: request)
    case .cancelReply: policy.cancel()
    case .suspend:
      terminal.suspend()
      return [.input(.resize(terminal.size))]
    case .redraw: terminal.invalidate()
    case .useTheme(let theme): terminal.theme = theme
    case .saveTheme(let name):
      guard let save = services.saveTheme else { return [] }
      do {
        return [.themeSaved(.success(try save(name)))]
      } catch {
        return [.themeSaved(.failure(services.describeError(error)))]
      }
    // The loop itself ends.
    case .quit: break
    }
    return []
  }

  /// Hands a text to a program of this machine as well, beside the loop.
  private func copyNatively(_ text: String) {
    guard let copy = services.copyNatively else { return }
    Task.detached { [mailbox] in
      guard let program = await copy(text) else { return }
      await mailbox.send(.copiedNatively(characters: text.count, program: program))
    }
  }

  private func readText(_ path: String) -> FileResult {
    TextReading.read(path, describeError: services.describeError)
  }

  /// Lets the user's editor work on a text.
  ///
  /// - Returns: The new text; nil where the editor says that nothing shall change.
  private func runEditor(on text: String) -> FileResult? {
    let path: String
    switch EditorFile.write(text) {
    case .success(let file): path = file
    case .failure(let reason): return .failure(reason)
    }
    defer { unlink(path) }
    let status = terminal.runChild(services.editorCommand(path))
    terminal.invalidate()
    switch status {
    case 0: break
    // What shells say, and `runChild` too.
    case 126, 127:
      return .failure(
        "The editor could not be started: see VISUAL and EDITOR. The text is as it was.")
    default: return .failure("The editor ended with status \(status); the text is as it was.")
    }
    let result = readText(path)
    guard case .success(var edited) = result else { return result }
    // Editors end the last line; a text that did not have one keeps none.
    if edited.hasSuffix("\n"), !text.hasSuffix("\n") { edited.removeLast() }
    return edited.utf8.elementsEqual(text.utf8) ? nil : .success(edited)
  }
}
