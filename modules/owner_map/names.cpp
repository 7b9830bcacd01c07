// SPDX-License-Identifier: MIT
#include "modules/owner_map/names.h"

#include <algorithm>

#include "core/diagnostic/utf8.h"

namespace owner_map {
namespace {

constexpr size_t kMaximumDomainBytes = 64;

bool shows(std::string_view text) {
  while (!text.empty()) {
    const warifu::CodePoint character = warifu::decode_utf8(text);
    if (character.length == 0 || !warifu::is_plainly_visible(character.value)) return false;
    text.remove_prefix(character.length);
  }
  return true;
}

// "0", "-1", "1_000", "1000-1999", "1.5", "0x10": whoever wrote it meant a number.
bool looks_like_number(std::string_view name) {
  constexpr std::string_view kDecimal = "0123456789+-_.,: ";
  constexpr std::string_view kDigits = "0123456789";
  const bool has_digit = name.find_first_of(kDigits) != name.npos;
  if (has_digit && name.find_first_not_of(kDecimal) == name.npos) return true;
  if (name.starts_with('+') || name.starts_with('-')) name.remove_prefix(1);
  if (name.size() < 3 || name[0] != '0') return false;
  const bool has_base = std::string_view("xXoObB").find(name[1]) != std::string_view::npos;
  return has_base && name.find_first_not_of("0123456789abcdefABCDEF_", 2) == name.npos;
}

}  // namespace

std::optional<NameFault> fault_of_text(std::string_view text) {
  if (text.empty()) return NameFault{"is empty", "write a name, or remove it"};
  if (text.size() > kMaximumNameBytes) return NameFault{"is too long", "at most 1024 bytes"};
  if (!shows(text)) {
    return NameFault{"has a character that does not show, or reorders what is shown",
                     "remove it; in an expression write \\x{HEX}"};
  }
  if (text.front() == ' ' || text.back() == ' ') {
    return NameFault{"begins or ends with a blank", "remove the blank"};
  }
  return std::nullopt;
}

std::optional<NameFault> fault_of_name(std::string_view name) {
  if (const auto fault = fault_of_text(name)) return fault;
  if (looks_like_number(name)) {
    return NameFault{"looks like a number, and a string is a name",
                     "write a uid as an integer, without quotes, and a group by its name"};
  }
  if (name.front() == '/') {
    return NameFault{"is an expression", "write it as account or owner of a [[rule]]"};
  }
  if (name.front() == '+') return NameFault{"begins with a plus", "write a group as \"+name\""};
  if (name == "all") {
    return NameFault{"is no name", "write a [[rule]] with owner = \"all\" to mean any owner"};
  }
  if (name.find(':') != name.npos) return NameFault{"has a colon", "no system has such a name"};
  if (name.find("\\1") != name.npos) {
    return NameFault{"has \\1 where no expression captured anything",
                     "write a [[rule]] whose other side is an expression with parentheses"};
  }
  return std::nullopt;
}

std::optional<NameFault> fault_of_domain(std::string_view domain) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789._-";
  if (!domain.empty() && domain.size() <= kMaximumDomainBytes &&
      domain.find_first_not_of(kAllowed) == domain.npos) {
    return std::nullopt;
  }
  return NameFault{"is no domain", "write up to 64 of a-z, 0-9, dot, underscore and hyphen"};
}

}  // namespace owner_map
