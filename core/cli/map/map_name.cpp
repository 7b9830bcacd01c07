// SPDX-License-Identifier: MIT
#include "core/cli/map/map_name.h"

#include <algorithm>
#include <string>

#include "core/diagnostic/utf8.h"

namespace warifu::cli {
namespace {

constexpr size_t kLongestName = 1024;
constexpr size_t kLongestDomain = 64;
constexpr std::string_view kDigits = "0123456789";

std::string quoted(std::string_view text) {
  return '"' + std::string(text) + '"';
}

bool shows(std::string_view text) {
  while (!text.empty()) {
    const CodePoint point = decode_utf8(text);
    if (point.length == 0 || !is_plainly_visible(point.value)) return false;
    text.remove_prefix(point.length);
  }
  return true;
}

// "10042", "-1", "1_000", "1000-1999", "0x10": whoever wrote it may have meant a number.
bool looks_like_number(std::string_view name) {
  if (name.find_first_of(kDigits) == std::string_view::npos) return false;
  if (name.find_first_not_of("0123456789+-_.,: ") == std::string_view::npos) return true;
  if (name.starts_with('+') || name.starts_with('-')) name.remove_prefix(1);
  return name.size() > 2 && name[0] == '0' &&
         std::string_view("xXoObB").find(name[1]) != std::string_view::npos &&
         name.find_first_not_of("0123456789abcdefABCDEF_", 2) == std::string_view::npos;
}

}  // namespace

Carried<void> check_text(std::string_view text, std::string_view called) {
  const std::string name(called);
  if (text.empty()) return refuse(name + " is empty", "write one, or remove the line");
  if (text.size() > kLongestName) {
    return refuse(name + " of more than 1024 bytes", "give it a shorter one");
  }
  if (!shows(text)) {
    return refuse(
        name + " " + quoted(text) +
            " has a character that does not show, reorders what is shown, or is not UTF-8",
        "rename it");
  }
  if (text.front() == ' ' || text.back() == ' ') {
    return refuse(name + " " + quoted(text) + " begins or ends with a blank", "remove the blank");
  }
  return {};
}

Carried<void> check_account(std::string_view account) {
  if (auto shown = check_text(account, "the account"); !shown) return shown;
  if (account == "all" || account.front() == '/' || account.front() == '+') {
    return refuse("an account that is called " + quoted(account) +
                      ", which means something else in an owner map",
                  "rename the account");
  }
  if (account.find("\\1") != std::string_view::npos) {
    return refuse("an account with \\1 in its name, where no expression captured anything",
                  "rename the account, or begin the owner with a slash and an expression");
  }
  return {};
}

Carried<void> check_owner(std::string_view owner) {
  if (auto shown = check_text(owner, "the owner"); !shown) return shown;
  if (looks_like_number(owner)) {
    return refuse("the owner " + quoted(owner) + " looks like a number, and here it is a name",
                  "a uid is an integer in an owner map, without quotes: write that line there");
  }
  if (owner == "all" || owner.front() == '/' || owner.front() == '+') {
    return refuse(
        "an owner that is called " + quoted(owner) + ", which means something else in an owner map",
        "remove the line, or rename the owner");
  }
  if (owner.find(':') != std::string_view::npos || owner.find("\\1") != std::string_view::npos) {
    return refuse("the owner " + quoted(owner) + " has a colon or \\1 in it",
                  "no system has such a name; remove the line");
  }
  return {};
}

Carried<void> check_domain(std::string_view domain) {
  if (!domain.empty() && domain.size() <= kLongestDomain &&
      domain.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._-") ==
          std::string_view::npos) {
    return {};
  }
  return refuse(quoted(domain) + " is no domain",
                "write up to 64 of a-z, 0-9, dot, underscore and hyphen");
}

}  // namespace warifu::cli
