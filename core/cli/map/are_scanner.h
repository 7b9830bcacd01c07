// SPDX-License-Identifier: MIT
// The text of an expression while it is read, and what escapes and brackets in it stand for.
#pragma once

#include <string_view>

#include "core/cli/map/are_node.h"
#include "core/cli/map/refusal.h"

namespace warifu::cli {

struct AreScanner {
  std::string_view rest;

  [[nodiscard]] bool at_end() const { return rest.empty(); }
  [[nodiscard]] bool sees(std::string_view text) const { return rest.starts_with(text); }
  bool take(std::string_view text) {
    if (!sees(text)) return false;
    rest.remove_prefix(text.size());
    return true;
  }
  char next() {
    const char first = rest.front();
    rest.remove_prefix(1);
    return first;
  }
};

[[nodiscard]] tl::unexpected<Refusal> invalid_expression(std::string what);

// "digit", "alpha" ... in the C locale; empty where there is no such class.
[[nodiscard]] ByteSet named_class(std::string_view name);

// What stands behind a backslash that was taken: a set of one byte, or a class.
[[nodiscard]] Carried<ByteSet> scan_escape(AreScanner& scanner);

// What stands behind a [ that was taken, up to and with the ].
[[nodiscard]] Carried<ByteSet> scan_bracket(AreScanner& scanner);

}  // namespace warifu::cli
