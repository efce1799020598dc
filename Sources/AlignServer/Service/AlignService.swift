import Alignment
import Generation

/// Makes answers out of requests: the policy's answer, then its edit.
struct AlignService: Sendable {
  let configuration: AlignServiceConfiguration

  /// Checks a request, and prepares its answer; nothing is generated yet.
  func answer(_ request: CompletionRequest) throws(RequestError) -> Answer {
    let isAligned = request.model != AlignServiceConfiguration.policyModel
    let models = [AlignServiceConfiguration.alignedModel, AlignServiceConfiguration.policyModel]
    guard models.contains(request.model) else {
      throw RequestError(
        status: 404,
        message: "there is no model '\(request.model)' but \(models.joined(separator: ", "))",
        code: "model_not_found", parameter: "model")
    }
    if request.alignment.answer == nil, configuration.policy == nil {
      throw RequestError(
        status: 400,
        message: "this server has no policy: give the answer to edit in 'metaaligner.answer'",
        parameter: "metaaligner.answer")
    }
    let objectives = isAligned && request.alignment.isAligned ? try objectives(request) : nil
    if objectives == nil, request.alignment.answer != nil {
      throw RequestError(
        status: 400, message: "an answer is given, and it is not to be edited",
        parameter: "metaaligner.align")
    }
    return Answer(
      request: request, configuration: configuration, objectives: objectives,
      sampling: try sampling(request))
  }

  private func objectives(_ request: CompletionRequest) throws(RequestError) -> [Objective] {
    guard let names = request.alignment.objectives else { return configuration.objectives }
    var objectives: [Objective] = []
    for name in names {
      if let objective = configuration.catalog.resolve(name, family: configuration.family) {
        objectives.append(objective)
        continue
      }
      do throws(AlignmentError) {
        objectives.append(try Objective.parse(commandLine: name))
      } catch {
        throw RequestError(
          status: 400,
          message: "'\(name)' is no objective of the catalog and no 'Name: description'",
          code: "unknown_objective", parameter: "metaaligner.objectives")
      }
    }
    return objectives
  }

  private func sampling(_ request: CompletionRequest) throws(RequestError) -> Sampling {
    guard request.temperature != nil || request.topP != nil else { return configuration.sampling }
    let temperature = request.temperature ?? 1
    guard temperature > 0 else { return .greedy }
    do throws(GenerationError) {
      return .random(
        try RandomSampling(
          temperature: temperature, topP: request.topP,
          seed: request.seed ?? UInt64.random(in: 0..<(1 << 32))))
    } catch {
      throw RequestError(status: 400, message: configuration.explain(error))
    }
  }
}
