// SPDX-License-Identifier: MIT
// What may be the name of a user or a group.
//
// Names decide logins: they are compared with accounts and lists, stand in maps beside numbers, and
// are captured by regular expressions. A directory may be wrong, or in somebody else's hands, so a
// name that could be taken for something else is none, whoever answered it:
//   - 1 to 256 bytes of strict UTF-8 (RFC 3629); several scripts are fine;
//   - every character plainly visible: no control character, NUL or newline, nothing invisible or
//     that reorders text; no blank but single spaces' character U+0020, and none at either end
//     (names of Active Directory have spaces inside);
//   - no '/', which makes a path of it, and no ':', which parts the fields of passwd(5);
//   - not only decimal digits, which would be a uid; not one that begins with '+' or '-', which a
//     map takes for a group, passwd(5) for NIS, and commands for an option; not "." or "..".
// '@', '\\', '.', '-', '_', '$' and capital letters are fine within a name. Names are compared byte
// by byte: no folding of case, no Unicode normalisation.
#pragma once

#include <cstddef>
#include <string_view>

namespace warifu::directory {

constexpr size_t kMostNameBytes = 256;

// nullptr where `name` is one; else what is wrong with it, as the end of a sentence.
const char* name_fault(std::string_view name);

inline bool is_name(std::string_view name) {
  return name_fault(name) == nullptr;
}

}  // namespace warifu::directory
