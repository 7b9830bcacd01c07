// SPDX-License-Identifier: MIT
// One line of a log, put together in a buffer of fixed size.
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <system_error>

namespace warifu {

// Made on the stack of whoever writes: logging then allocates nothing and shares nothing.
// What has no room left is left out whole and makes the line full(); the limits in
// core/log/limits.h are such that no entry of the log ever does. Not thread-safe.
class Line {
 public:
  static constexpr size_t kCapacity = 8192;  // bytes, the last is kept for a NUL

  // Text of our own, as it is.
  Line& text(std::string_view own) { return texts(own); }
  // Several after each other, for less than one by one; all of them or none.
  template <std::convertible_to<std::string_view>... Own>
  Line& texts(const Own&... own) {
    return join(std::string_view(own)...);
  }
  template <std::integral Number>
  Line& number(Number value) {
    char* const begin = bytes_.data() + length_;
    const auto end = std::to_chars(begin, bytes_.data() + kCapacity - 1, value);
    if (end.ec == std::errc()) {
      length_ = static_cast<size_t>(end.ptr - bytes_.data());
    } else {
      full_ = true;
    }
    return *this;
  }

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
  template <typename... Own>
  Line& join(Own... own) {
    if ((own.size() + ...) > kCapacity - 1 - length_) {
      full_ = true;
      return *this;
    }
    char* end = bytes_.data() + length_;
    ((end = std::copy_n(own.data(), own.size(), end)), ...);
    length_ = static_cast<size_t>(end - bytes_.data());
    return *this;
  }

  std::array<char, kCapacity> bytes_;  // not cleared: it is only read up to length_
  size_t length_ = 0;
  bool full_ = false;
};

}  // namespace warifu
