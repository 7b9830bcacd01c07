// SPDX-License-Identifier: MIT
#include "tests/unit/module/freed_memory.h"

#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

namespace {

// Plain memory: what searches the heap must not use it.
char wanted[64];
size_t wanted_length = 0;
int times_found = 0;

void release(void* block) {
  if (block && wanted_length > 0 &&
      memmem(block, malloc_usable_size(block), wanted, wanted_length)) {
    ++times_found;
  }
  std::free(block);
}

}  // namespace

void* operator new(size_t size) {
  if (void* const block = std::malloc(size ? size : 1)) return block;
  throw std::bad_alloc();
}

void* operator new(size_t size, const std::nothrow_t&) noexcept {
  return std::malloc(size ? size : 1);
}

void operator delete(void* block) noexcept {
  release(block);
}
void operator delete(void* block, size_t) noexcept {
  release(block);
}

namespace module_test {

FreedMemoryWatch::FreedMemoryWatch(const std::string& text) {
  times_found = 0;
  std::memcpy(wanted, text.data(), std::min(text.size(), sizeof wanted));
  wanted_length = std::min(text.size(), sizeof wanted);
}

FreedMemoryWatch::~FreedMemoryWatch() {
  wanted_length = 0;
}

int FreedMemoryWatch::found() const {
  return times_found;
}

}  // namespace module_test
