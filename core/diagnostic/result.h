// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace warifu {

// Whose fault it is; the same four as enum warifu_status of warifu.h.
enum class ErrorKind { kArgument, kConfiguration, kUnavailable, kInternal };

struct Error {
  ErrorKind kind = ErrorKind::kInternal;
  std::string text;  // what and why, one sentence, not yet escaped
};

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(ErrorKind kind, std::string text) {
  return tl::unexpected<Error>(Error{kind, std::move(text)});
}

}  // namespace warifu
