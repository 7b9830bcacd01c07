// SPDX-License-Identifier: MIT
#include "tests/unit/reason/reasons_page.h"

#include "core/reason/reason.h"

namespace warifu::test {
namespace {

// troff reads a backslash as the beginning of an escape, a bare hyphen as one that may be
// typeset otherwise, and a dot or apostrophe at the beginning of a line as a request.
std::string to_troff(std::string_view text) {
  std::string out;
  if (text.starts_with('.') || text.starts_with('\'')) out += "\\&";
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::string render_catalogue() {
  std::string page;
  for (const Reason& each : core_reasons()) {
    page += ".TP\n.B " + to_troff(each.id) + "\n" + to_troff(each.meaning) + "\n.br\n.I Remedy:\n" +
            to_troff(each.remedy) + "\n";
  }
  return page;
}

}  // namespace warifu::test
