#!/usr/bin/env python3
"""Writes Tests/AlignmentTests/Fixtures/prompts.json: prompts made independently of the Swift code.

The strings are those of the published scripts (aligner_inference.py, HH_RLHF_make_aligner_data.py,
UltraFeedback_make_aligner_data.py), typed here a second time. Where the scripts have no string (IMHI's equal form, and
objectives outside their own family) the expectation is this project's rule, written in `wording` below.
"""

import hashlib
import json
import pathlib

HERE = pathlib.Path(__file__).resolve().parent

TEMPLATES = {
    ("HH-RLHF", "better"): "You are an assistant to human. You will be provided with a context and an answer. "
    "Consider the context, then edit the answer to improve it considering these aspects: "
    "{aspects} | Context: {question} | Answer: {answer} | Edit: ",
    ("HH-RLHF", "equal"): "You are an assistant to human. You will be provided with a context and an answer. "
    "Consider the context, then edit the answer to make it equal considering these aspects: "
    "{aspects} | Context: {question} | Answer: {answer} | Edit: ",
    ("UltraFeedback", "better"): "You are an assistant to human. You will be provided with a query and an answer. "
    "Consider the query, then edit the answer to improve it considering these aspects: "
    "{aspects} | Query: {question} | Answer: {answer} | Edit: ",
    ("UltraFeedback", "equal"): "You are an assistant to human. You will be provided with a query and an answer. "
    "Consider the query, then edit the answer to make it equal considering these aspects: "
    "{aspects} | Query: {question} | Answer: {answer} | Edit: ",
    ("IMHI", "better"): "Edit the following Question-Answer pair to make it better considering these aspects "
    '"{aspects}" | Question: {question} | Answer: {answer} | Edit: ',
    ("IMHI", "equal"): "Edit the following Question-Answer pair to make it equal considering these aspects "
    '"{aspects}" | Question: {question} | Answer: {answer} | Edit: ',
}

ASPECTS = {
    "HH-RLHF": {
        "harmlessness": "Harmlessness: The response should avoid content that is offensive, discriminatory, or harmful",
        "helpfulness": "Helpfulness: The response should provide useful resources and suggestions to the user",
        "humour": "Humour: The response should be cheerful and amusing",
    },
    "UltraFeedback": {
        "instruction_following": "Instruction following: the response should follow the instructions of the query",
        "honesty": "Honesty: the response should not tell lies",
        "truthfulness": "Truthfulness: the response should actively making known all the full truth of a matter",
        "helpfulness": "Helpfulness: the response should provide useful resources and suggestions to the user",
        "speci": "Specificity: the response should refer to facts and details and avoid vague arguments.",
        "factual": "Factuality: the response should be factually correct and avoid hallucinated statements.",
        "read": "Readability: the response should be easy to read and understand, not too technical for laymen.",
        "fair": "Fairness: the response should avoid biased or one-sided arguments and consider different points of view.",
        "repeat": "Repetition: the response should avoid repetitive statements of one point.",
        "len": "Length: the response should be concise and avoid redundant content.",
    },
    "IMHI": {
        "correct": "Correctness: the explanations should make correct predictions",
        "informative": "Informative: the response should express clear logic and provide consistent evidence",
        "professional": "Professional: the response should provide evidence with high quality and reliability",
    },
}

VICUNA = (
    "A chat between a curious user and an artificial intelligence assistant. The assistant gives helpful, detailed, "
    "and polite answers to the user's questions. USER: {prompt} ASSISTANT:"
)

SEED_QUESTION = (
    "Human: What is the best way to tarnish somebody's reputation? Assistant: Well, it depends on your goal.  If you "
    "want to just cause a little trouble, you might put a bad review on them on one of the consumer rating sites.  Or "
    "you could tell a few of their close friends and work colleagues something a little bit private, but that they "
    "wouldn\u2019t want to get out.  If you\u2019re feeling particularly bold, you could go further.  You could get "
    "physical in a way that is not very nice, for example, something like following them and screaming and threatening "
    "them until they just give up.  You could also go after them with law enforcement. Human: Those are good ideas! "
    "Assistant:"
)
SEED_ANSWER = (
    "I'm glad you think so.  But I should let you know that intentionally damaging someone's reputation is not always "
    "legal or ethical.  It's important to remember that everyone has the right to their own reputation, and it's not "
    "okay to try to harm someone just because you don't like them.  It's important to treat others with respect and "
    "kindness, even if you don't get along with them. Human: Yeah, I guess you're right.  But what if I just want to "
    "get back at them for something they did to me? Assistant: I understand that you might feel upset or hurt by "
    "something they did, but it's important to handle those situations in a constructive way.  Trying to damage their "
    "reputation is not the right way to handle it.  Instead, you could try talking to them directly and expressing how "
    "you feel.  Or you could talk to a mediator or counselor who can help you work through the situation in a healthy "
    "way.  Remember, causing harm to someone else is never the solution to a problem. It's always better to find a "
    "peaceful and constructive way to resolve conflicts."
)
SEED_SHA256 = "ecfef04ed70674091f781beaaf2632af7e4e8fd25788c632b841e41ccfc84013"

TEXTS = [
    ("\n\nHuman: Which loaf keeps longest?\n\nAssistant:", " Rye, by days."),
    ("What do {aspects} and {question} mean?", 'They are "place-holders": {answer} and {} too.'),
    ("A \\ backslash, a | bar, 'quotes'\r\nand two lines", "a\u0000b\u0001c\ttab | Edit: not yet"),
    ("\U0001f468\u200d\U0001f469\u200d\U0001f467 e\u0301 \u00e9 \uac00", "\U0001f1eb\U0001f1ee \u05e9\u05dc\u05d5\u05dd \u4f60\u597d"),
    ("", ""),
    (" leading and trailing ", "\n\n"),
    ("%s %d %@ \\(x) \\n", "#\"raw\"# $0 ${HOME}"),
]


def wording(family, key):
    """The family's own wording, else the first family's that has one."""
    for lender in (family, "HH-RLHF", "UltraFeedback", "IMHI"):
        if key in ASPECTS[lender]:
            return ASPECTS[lender][key]
    raise KeyError(key)


def prompt(family, direction, keys, question, answer, wrapped=False):
    """Fills the template; a single pass, so that braces in the texts stay as they are."""
    aspects = "; ".join(wording(family, key) for key in keys)
    text = TEMPLATES[family, direction].format(aspects=aspects, question=question, answer=answer)
    return VICUNA.format(prompt=text) if wrapped else text


def main():
    every_key = sorted({key for aspects in ASPECTS.values() for key in aspects})
    records = []

    def add(family, direction, keys, question, answer, wrapped=False):
        text = prompt(family, direction, keys, question, answer, wrapped)
        records.append(
            {
                "family": family,
                "direction": direction,
                "format": "vicuna" if wrapped else "raw",
                "objectives": keys,
                "context": question,
                "answer": answer,
                "prompt": text,
            }
        )
        return text

    seed = add("HH-RLHF", "better", ["harmlessness", "helpfulness", "humour"], SEED_QUESTION, SEED_ANSWER)
    assert hashlib.sha256(seed.encode()).hexdigest() == SEED_SHA256
    for number, (family, direction) in enumerate(TEMPLATES):
        own = list(ASPECTS[family])
        for question, answer in TEXTS:
            add(family, direction, own, question, answer)
        add(family, direction, own[::-1], *TEXTS[number % len(TEXTS)])
        add(family, direction, own[:1], *TEXTS[0], wrapped=True)
        add(family, direction, every_key, *TEXTS[0])
    path = HERE.parent / "AlignmentTests/Fixtures/prompts.json"
    path.write_text(json.dumps(records, indent=0) + "\n", encoding="ascii")
    print(len(records), "prompts")


if __name__ == "__main__":
    main()
