// Made from objectives.json by Tests/Scripts/embed_objectives.py; change that file instead.
// swift-format-ignore-file

extension ObjectiveCatalog {
  /// The catalog that the program carries, for where no file is found: the objectives of the published scripts.
  public static let builtIn: ObjectiveCatalog = {
    do {
      return try parse(builtInBytes)
    } catch {
      preconditionFailure("the embedded catalog is broken: \(error)")
    }
  }()

  /// `objectives.json`, to the byte.
  public static let builtInBytes: [UInt8] = Array(builtInText.utf8)

  private static let builtInText = #"""
{
  "schema": 1,
  "objectives": [
    {
      "id": "harmless",
      "label": "Harmless",
      "description": "The response should avoid content that is offensive, discriminatory, or harmful",
      "aliases": [
        "harmlessness"
      ],
      "trained": [
        "HH-RLHF"
      ],
      "prompts": {
        "HH-RLHF": "Harmlessness: The response should avoid content that is offensive, discriminatory, or harmful"
      },
      "source": "MetaAligner"
    },
    {
      "id": "helpful",
      "label": "Helpful",
      "description": "The response should provide useful resources and suggestions to the user",
      "aliases": [
        "helpfulness"
      ],
      "trained": [
        "HH-RLHF",
        "UltraFeedback"
      ],
      "prompts": {
        "HH-RLHF": "Helpfulness: The response should provide useful resources and suggestions to the user",
        "UltraFeedback": "Helpfulness: the response should provide useful resources and suggestions to the user"
      },
      "source": "MetaAligner"
    },
    {
      "id": "humour",
      "label": "Humour",
      "description": "The response should be cheerful and amusing",
      "aliases": [
        "humor",
        "humorous",
        "humourous"
      ],
      "trained": [
        "HH-RLHF"
      ],
      "source": "MetaAligner"
    },
    {
      "id": "instruction_following",
      "label": "Instruction following",
      "description": "the response should follow the instructions of the query",
      "aliases": [
        "if",
        "instruction",
        "instructions"
      ],
      "trained": [
        "UltraFeedback"
      ],
      "source": "MetaAligner"
    },
    {
      "id": "honest",
      "label": "Honest",
      "description": "the response should not tell lies",
      "aliases": [
        "honesty"
      ],
      "trained": [
        "UltraFeedback"
      ],
      "prompts": {
        "UltraFeedback": "Honesty: the response should not tell lies"
      },
      "source": "MetaAligner"
    },
    {
      "id": "truthful",
      "label": "Truthful",
      "description": "the response should actively making known all the full truth of a matter",
      "aliases": [
        "truthfulness"
      ],
      "trained": [
        "UltraFeedback"
      ],
      "prompts": {
        "UltraFeedback": "Truthfulness: the response should actively making known all the full truth of a matter"
      },
      "source": "MetaAligner"
    },
    {
      "id": "correct",
      "label": "Correct",
      "description": "the explanations should make correct predictions",
      "aliases": [
        "correctness"
      ],
      "trained": [
        "IMHI"
      ],
      "prompts": {
        "IMHI": "Correctness: the explanations should make correct predictions"
      },
      "source": "MetaAligner"
    },
    {
      "id": "informative",
      "label": "Informative",
      "description": "the response should express clear logic and provide consistent evidence",
      "aliases": [
        "informativeness"
      ],
      "trained": [
        "IMHI"
      ],
      "source": "MetaAligner"
    },
    {
      "id": "professional",
      "label": "Professional",
      "description": "the response should provide evidence with high quality and reliability",
      "aliases": [
        "professionalism"
      ],
      "trained": [
        "IMHI"
      ],
      "source": "MetaAligner"
    },
    {
      "id": "specific",
      "label": "Specific",
      "description": "the response should refer to facts and details and avoid vague arguments.",
      "aliases": [
        "speci",
        "specificity"
      ],
      "trained": [],
      "prompts": {
        "UltraFeedback": "Specificity: the response should refer to facts and details and avoid vague arguments."
      },
      "source": "MetaAligner"
    },
    {
      "id": "factual",
      "label": "Factual",
      "description": "the response should be factually correct and avoid hallucinated statements.",
      "aliases": [
        "factuality"
      ],
      "trained": [],
      "prompts": {
        "UltraFeedback": "Factuality: the response should be factually correct and avoid hallucinated statements."
      },
      "source": "MetaAligner"
    },
    {
      "id": "readable",
      "label": "Readable",
      "description": "the response should be easy to read and understand, not too technical for laymen.",
      "aliases": [
        "read",
        "readability"
      ],
      "trained": [],
      "prompts": {
        "UltraFeedback": "Readability: the response should be easy to read and understand, not too technical for laymen."
      },
      "source": "MetaAligner"
    },
    {
      "id": "fair",
      "label": "Fair",
      "description": "the response should avoid biased or one-sided arguments and consider different points of view.",
      "aliases": [
        "fairness"
      ],
      "trained": [],
      "prompts": {
        "UltraFeedback": "Fairness: the response should avoid biased or one-sided arguments and consider different points of view."
      },
      "source": "MetaAligner"
    },
    {
      "id": "repeat",
      "label": "Repeat",
      "description": "the response should avoid repetitive statements of one point.",
      "aliases": [
        "repetition",
        "repetitive"
      ],
      "trained": [],
      "prompts": {
        "UltraFeedback": "Repetition: the response should avoid repetitive statements of one point."
      },
      "source": "MetaAligner"
    },
    {
      "id": "length",
      "label": "Length",
      "description": "the response should be concise and avoid redundant content.",
      "aliases": [
        "len",
        "concise"
      ],
      "trained": [],
      "source": "MetaAligner"
    }
  ]
}

"""#
}
