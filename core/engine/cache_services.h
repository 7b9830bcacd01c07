// SPDX-License-Identifier: MIT
#pragma once

#include "warifu/module.h"

namespace warifu {

// The members cache_get, cache_claim, cache_put, cache_release and cache_wait of warifu_host, for
// the entry that is running. None throws.
struct CacheServices {
  static int get(const warifu_call* call, const void* key, size_t key_length, void* room,
                 size_t capacity, warifu_cached* found);
  static int claim(const warifu_call* call, const void* key, size_t key_length, int64_t lease);
  static int put(const warifu_call* call, const void* key, size_t key_length, const void* value,
                 size_t length, int64_t fresh, int64_t keep);
  static void release(const warifu_call* call, const void* key, size_t key_length);
  static int wait(const warifu_call* call, const void* key, size_t key_length, int64_t timeout);

 private:
  struct Entry;
};

}  // namespace warifu
