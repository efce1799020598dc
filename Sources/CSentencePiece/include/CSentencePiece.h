#pragma once

// The part of libsentencepiece that the program needs, as C that Swift can call.
//
// Every function that can fail returns a status and never throws; `csp_last_error` then tells why, for
// the calling thread. Who owns what stands at each function. A processor is not changed by any function
// that takes it as `const`, so any number of threads may use one at the same time; only
// `csp_processor_destroy` needs it alone.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a call came to.
enum {
  CSP_OK = 0,
  /// A null pointer where one may not be, or a length or an id out of range.
  CSP_INVALID_ARGUMENT = 1,
  /// The library refused the model.
  CSP_MODEL_REFUSED = 2,
  /// The library failed at encoding or decoding.
  CSP_OPERATION_FAILED = 3,
  CSP_OUT_OF_MEMORY = 4,
  /// A C++ exception that is none of the above.
  CSP_EXCEPTION = 5,
};

/// A loaded model.
typedef struct csp_processor csp_processor;

/// Loads a serialized `ModelProto`, whose bytes are copied.
///
/// The library trusts its input: hand it only what has been validated.
/// On `CSP_OK`, `*out` is the caller's, to be given to `csp_processor_destroy`; else it is null.
int32_t csp_processor_create(const uint8_t *model, size_t model_length, csp_processor **out);

/// Frees a processor; null is allowed.
void csp_processor_destroy(csp_processor *processor);

/// Tells how many pieces the model has.
int32_t csp_processor_piece_count(const csp_processor *processor, int32_t *out);

/// Encodes `length` bytes of UTF-8, which may hold NUL, without BOS and EOS.
///
/// On `CSP_OK`, `*ids` holds `*count` ids and is the caller's, to be given to `csp_ids_free`; it is null
/// where `*count` is 0.
int32_t csp_processor_encode(const csp_processor *processor, const char *text, size_t length,
                             int32_t **ids, size_t *count);

/// Decodes `count` ids, all of which have to be within the vocabulary.
///
/// On `CSP_OK`, `*text` holds `*length` bytes, not ended by NUL, and is the caller's, to be given to
/// `csp_text_free`; it is null where `*length` is 0.
int32_t csp_processor_decode(const csp_processor *processor, const int32_t *ids, size_t count,
                             char **text, size_t *length);

/// Frees what `csp_processor_encode` gave; null is allowed.
void csp_ids_free(int32_t *ids);

/// Frees what `csp_processor_decode` gave; null is allowed.
void csp_text_free(char *text);

/// How a model is trained: byte pairs with byte fallback, digits split, a line feed a piece of its own, ids 0 unknown,
/// 1 beginning, 2 end, texts as they are but for one space put before them.
typedef struct csp_training {
  /// Pieces of the model, the 256 of the bytes and the four special ones included.
  int32_t piece_count;
  /// The share of the text's characters that get pieces of their own; the rest become bytes.
  double character_coverage;
  /// Texts that are always one piece, with U+2581 for spaces, as one line of comma-separated values.
  const char *whole_pieces;
} csp_training;

/// Gives the next sentence, which stays valid until the following call; 0 where there is none.
typedef int32_t (*csp_next_sentence)(void *context, const char **text, size_t *length);

/// Trains a model.
///
/// On `CSP_OK`, `*model` holds `*model_length` bytes of a serialized `ModelProto` and is the caller's, to be given to
/// `csp_model_free`. `next` is called on the calling thread.
int32_t csp_train(const csp_training *training, csp_next_sentence next, void *context,
                  uint8_t **model, size_t *model_length);

/// Frees what `csp_train` gave; null is allowed.
void csp_model_free(uint8_t *model);

/// The reason for this thread's last status other than `CSP_OK`; empty before the first.
///
/// Never null; it belongs to the library and is valid until the thread's next call of this interface.
const char *csp_last_error(void);

#ifdef __cplusplus
}
#endif
