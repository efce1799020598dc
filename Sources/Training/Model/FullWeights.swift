internal import Checkpoints

/// Full fine-tuning: every tensor of the checkpoint is a parameter.
struct FullWeights {
  let configuration: ModelConfiguration
  let storage: ParameterStorage
  let parameters: [Parameter]
  private let byName: [String: Parameter]

  init(_ c: ModelConfiguration) {
    configuration = c
    var plans = [
      ParameterPlan(name: "model.embed_tokens.weight", shape: [c.vocabularySize, c.width])
    ]
    for index in 0..<c.layerCount { plans += LayerPlan(c, index: index).parameters(c) }
    plans.append(ParameterPlan(name: "model.norm.weight", shape: [c.width]))
    if !c.tiesEmbeddings {
      plans.append(ParameterPlan(name: "lm_head.weight", shape: [c.vocabularySize, c.width]))
    }
    let storage = ParameterStorage(plans)
    let parameters = zip(plans, storage.offsets).map {
      Parameter($0, offset: $1, storage: storage)
    }
    self.storage = storage
    self.parameters = parameters
    byName = Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0) })
  }

  /// The parameter, which the plan above has made.
  private func array(_ name: String) -> TrainableArray {
    guard let parameter = byName[name] else { preconditionFailure("no parameter \(name)") }
    return TrainableArray(values: parameter.values, gradient: parameter.gradient)
  }
}

extension FullWeights: WeightAssembly {
  func norm(_ name: String) -> TrainableArray { array(name) }

  func group(_ plan: LinearGroupPlan) -> LinearGroup {
    var start = 0
    var parts: [LinearGroup.Part] = []
    for part in plan.parts {
      parts.append(
        .init(name: part.name, start: start, rows: part.rows, frozenWeight: nil, adapter: nil))
      start += part.rows
    }
    // The first part's: the others follow without a gap.
    return LinearGroup(
      parts: parts, width: plan.width, weight: array(plan.parts[0].name + ".weight"),
      bias: plan.isBiased ? array(plan.parts[0].name + ".bias") : nil)
  }

  func ends() -> (ModelWeights.Embedding, head: LinearGroup) {
    let c = configuration
    let name = c.tiesEmbeddings ? "model.embed_tokens" : "lm_head"
    let head = group(
      LinearGroupPlan(parts: [(name, c.vocabularySize)], width: c.width, isBiased: false))
    return (.trained(array("model.embed_tokens.weight")), head)
  }
}
