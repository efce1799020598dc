#include "Guarded.h"

#include <sentencepiece_trainer.h>

#include <string>
#include <unordered_map>

namespace {

// The sentences of a callback, as the trainer asks for them.
class Sentences final : public sentencepiece::SentenceIterator {
 public:
  Sentences(csp_next_sentence next, void *context) : next_(next), context_(context) { Next(); }

  bool done() const override { return done_; }

  void Next() override {
    const char *text = nullptr;
    size_t length = 0;
    done_ = !next_(context_, &text, &length);
    value_.assign(done_ || text == nullptr ? "" : text, done_ || text == nullptr ? 0 : length);
  }

  const std::string &value() const override { return value_; }
  sentencepiece::util::Status status() const override { return {}; }

 private:
  csp_next_sentence next_;
  void *context_;
  std::string value_;
  bool done_ = false;
};

}  // namespace

int32_t csp_train(const csp_training *training, csp_next_sentence next, void *context,
                  uint8_t **model, size_t *model_length) {
  if (training == nullptr || next == nullptr || model == nullptr || model_length == nullptr) {
    return csp::fail(CSP_INVALID_ARGUMENT, "a null pointer");
  }
  *model = nullptr;
  *model_length = 0;
  return csp::guarded([&]() -> int32_t {
    // Everything that the library's defaults could change stands here.
    const std::unordered_map<std::string, std::string> settings = {
        {"model_type", "bpe"},
        {"vocab_size", std::to_string(training->piece_count)},
        // Its number stands in the model, which must not depend on the machine.
        {"num_threads", "1"},
        {"character_coverage", std::to_string(training->character_coverage)},
        {"byte_fallback", "true"},
        {"split_digits", "true"},
        {"user_defined_symbols", training->whole_pieces},
        {"unk_id", "0"},
        {"bos_id", "1"},
        {"eos_id", "2"},
        {"pad_id", "-1"},
        {"normalization_rule_name", "identity"},
        {"add_dummy_prefix", "true"},
        {"remove_extra_whitespaces", "false"},
        // The most that it accepts: no text is left out.
        {"max_sentence_length", std::to_string(1 << 30)},
        {"input_sentence_size", "0"},
        {"shuffle_input_sentence", "false"},
        // Errors only: everything else that it says goes to standard error.
        {"minloglevel", "2"},
    };
    Sentences sentences(next, context);
    std::string serialized;
    const auto status =
        sentencepiece::SentencePieceTrainer::Train(settings, &sentences, &serialized);
    if (!status.ok()) return csp::fail(CSP_OPERATION_FAILED, status.error_message());
    *model = csp::copied(reinterpret_cast<const uint8_t *>(serialized.data()), serialized.size());
    *model_length = serialized.size();
    return CSP_OK;
  });
}

void csp_model_free(uint8_t *model) { std::free(model); }
