// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace module_test {

// While one lives, every block that C++ code gives back to the heap is searched for a text: a
// secret that is found there was not wiped. One at a time, on one thread.
class FreedMemoryWatch {
 public:
  explicit FreedMemoryWatch(const std::string& text);
  ~FreedMemoryWatch();
  FreedMemoryWatch(const FreedMemoryWatch&) = delete;
  FreedMemoryWatch& operator=(const FreedMemoryWatch&) = delete;
  [[nodiscard]] int found() const;
};

}  // namespace module_test
