// SPDX-License-Identifier: MIT
// What may stand as a name in a map. A name that could be taken for something else is a mistake:
// nothing that was meant as a number, a pattern or a group is compared as text, and no text
// ever becomes a number.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace owner_map {

// Most bytes of an account, a name or a group.
inline constexpr size_t kMaximumNameBytes = 1024;

// What is wrong with it, as the end of a sentence, and what to do; both constant.
struct NameFault {
  const char* what;
  const char* remedy;
};

// Any text of a map: not empty, not too long, UTF-8 that shows as what it is, no blank at an end.
[[nodiscard]] std::optional<NameFault> fault_of_text(std::string_view text);

// The name of an owner, or a group without its "+".
[[nodiscard]] std::optional<NameFault> fault_of_name(std::string_view name);

// The uid space of owners: as a keyring writes it.
[[nodiscard]] std::optional<NameFault> fault_of_domain(std::string_view domain);

}  // namespace owner_map
