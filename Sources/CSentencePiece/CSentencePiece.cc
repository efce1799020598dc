#include "Guarded.h"

#include <sentencepiece_processor.h>

#include <climits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct csp_processor {
  sentencepiece::SentencePieceProcessor processor;
};

using csp::copied;
using csp::fail;
using csp::guarded;

namespace {

// A fixed buffer, because remembering an error must not be able to fail for want of memory.
thread_local char last_error[512];

}  // namespace

int32_t csp::fail(int32_t status, const char *reason) noexcept {
  std::strncpy(last_error, reason, sizeof last_error - 1);
  last_error[sizeof last_error - 1] = '\0';
  return status;
}

int32_t csp_processor_create(const uint8_t *model, size_t model_length, csp_processor **out) {
  if (out == nullptr) return fail(CSP_INVALID_ARGUMENT, "no place for the processor");
  *out = nullptr;
  // protobuf counts in int.
  if (model == nullptr || model_length == 0 || model_length > INT_MAX) {
    return fail(CSP_INVALID_ARGUMENT, "the model's length is out of range");
  }
  return guarded([&]() -> int32_t {
    auto handle = std::make_unique<csp_processor>();
    const std::string_view bytes(reinterpret_cast<const char *>(model), model_length);
    const auto status = handle->processor.LoadFromSerializedProto(bytes);
    if (!status.ok()) return fail(CSP_MODEL_REFUSED, status.error_message());
    *out = handle.release();
    return CSP_OK;
  });
}

void csp_processor_destroy(csp_processor *processor) { delete processor; }

int32_t csp_processor_piece_count(const csp_processor *processor, int32_t *out) {
  if (processor == nullptr || out == nullptr) {
    return fail(CSP_INVALID_ARGUMENT, "a null pointer");
  }
  return guarded([&]() -> int32_t {
    *out = processor->processor.GetPieceSize();
    return CSP_OK;
  });
}

int32_t csp_processor_encode(const csp_processor *processor, const char *text, size_t length,
                             int32_t **ids, size_t *count) {
  if (processor == nullptr || ids == nullptr || count == nullptr ||
      (text == nullptr && length > 0) || length > INT_MAX) {
    return fail(CSP_INVALID_ARGUMENT, "a null pointer, or a text beyond 2 GiB");
  }
  *ids = nullptr;
  *count = 0;
  return guarded([&]() -> int32_t {
    static_assert(sizeof(int) == sizeof(int32_t), "ids are handed over as they are");
    std::vector<int> encoded;
    const auto status = processor->processor.Encode(std::string_view(text, length), &encoded);
    if (!status.ok()) return fail(CSP_OPERATION_FAILED, status.error_message());
    *ids = copied<int32_t>(encoded.data(), encoded.size());
    *count = encoded.size();
    return CSP_OK;
  });
}

int32_t csp_processor_decode(const csp_processor *processor, const int32_t *ids, size_t count,
                             char **text, size_t *length) {
  if (processor == nullptr || text == nullptr || length == nullptr ||
      (ids == nullptr && count > 0)) {
    return fail(CSP_INVALID_ARGUMENT, "a null pointer");
  }
  *text = nullptr;
  *length = 0;
  return guarded([&]() -> int32_t {
    const int32_t piece_count = processor->processor.GetPieceSize();
    const std::vector<int> wanted(ids, ids + count);
    for (const int id : wanted) {
      if (id < 0 || id >= piece_count) {
        return fail(CSP_INVALID_ARGUMENT, "an id outside the vocabulary");
      }
    }
    std::string decoded;
    const auto status = processor->processor.Decode(wanted, &decoded);
    if (!status.ok()) return fail(CSP_OPERATION_FAILED, status.error_message());
    *text = copied<char>(decoded.data(), decoded.size());
    *length = decoded.size();
    return CSP_OK;
  });
}

void csp_ids_free(int32_t *ids) { std::free(ids); }

void csp_text_free(char *text) { std::free(text); }

const char *csp_last_error(void) { return last_error; }
