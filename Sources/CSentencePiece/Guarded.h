#pragma once

// What every entry point shares: where exceptions end and how memory is handed over.

#include "CSentencePiece.h"

#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>

namespace csp {

// Remembers the reason for the calling thread, cut where it is very long.
int32_t fail(int32_t status, const char *reason) noexcept;

// The one place where C++ exceptions end: Swift cannot unwind through them.
template <typename Body>
int32_t guarded(Body body) noexcept {
  try {
    return body();
  } catch (const std::bad_alloc &) {
    return fail(CSP_OUT_OF_MEMORY, "out of memory");
  } catch (const std::exception &error) {
    return fail(CSP_EXCEPTION, error.what());
  } catch (...) {
    return fail(CSP_EXCEPTION, "an exception of unknown type");
  }
}

// Copies `count` elements into memory that C can own; null where there are none.
template <typename Element>
Element *copied(const Element *elements, size_t count) {
  if (count == 0) return nullptr;
  auto *copy = static_cast<Element *>(std::malloc(count * sizeof(Element)));
  if (copy == nullptr) throw std::bad_alloc();
  std::memcpy(copy, elements, count * sizeof(Element));
  return copy;
}

}  // namespace csp
