// SPDX-License-Identifier: MIT
// One line of a log, put together in a buffer of fixed size.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace warifu {

// Made on the stack of whoever writes: logging then allocates nothing and shares nothing.
// What has no room left is left out whole and makes the line full(); the limits in
// core/log/limits.h are such that no entry of the log ever does. Not thread-safe.
class Line {
 public:
  static constexpr size_t kCapacity = 8192;  // bytes, the last is kept for a NUL

  // Text of our own, as it is.
  Line& text(std::string_view own) {
    if (own.empty()) return *this;
    if (own.size() > kCapacity - 1 - length_) {
      full_ = true;
      return *this;
    }
    std::memcpy(bytes_.data() + length_, own.data(), own.size());
    length_ += own.size();
    return *this;
  }
  Line& number(int64_t value);
  Line& number(uint64_t value);
  Line& number(uint32_t value) { return number(uint64_t{value}); }
  Line& number(int value) { return number(int64_t{value}); }

  // Bytes from outside, as append_escaped makes them, at most `limit` bytes of that; what is
  // longer is cut between two characters and ends in \cut{N}, N being how many bytes of the
  // original were left out. No text from outside can show that mark: its backslash would be
  // doubled.
  Line& escaped(std::string_view outside, size_t limit);
  // The same between double quotes, those within escaped too.
  Line& quoted(std::string_view outside, size_t limit);
  // The same as a JSON string: a JSON reader gets the text that escaped() makes.
  Line& json_string(std::string_view outside, size_t limit);

  [[nodiscard]] std::string_view view() const { return {bytes_.data(), length_}; }
  [[nodiscard]] bool full() const { return full_; }
  // NUL-terminated; valid until the next change.
  [[nodiscard]] const char* c_str();

 private:
  std::array<char, kCapacity> bytes_;  // not cleared: it is only read up to length_
  size_t length_ = 0;
  bool full_ = false;
};

}  // namespace warifu
