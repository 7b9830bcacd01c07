// SPDX-License-Identifier: MIT
#include <optional>

#include "core/cli/map/are_scanner.h"

namespace warifu::cli {
namespace {

struct Element {
  ByteSet set;
  std::optional<unsigned char> single;  // what may be the end of a range
};

Carried<Element> scan_class(AreScanner& scanner) {
  const size_t end = scanner.rest.find(":]");
  if (end == std::string_view::npos) return invalid_expression("[: is not closed by :]");
  const std::string name(scanner.rest.substr(0, end));
  scanner.rest.remove_prefix(end + 2);
  if (name == "<" || name == ">") {
    return refuse("[[:" + name + ":]] stands for a limit of a word", "write out what may be there");
  }
  Element element{named_class(name), std::nullopt};
  if (element.set.none()) return invalid_expression("there is no class [:" + name + ":]");
  return element;
}

Carried<Element> scan_element(AreScanner& scanner) {
  if (scanner.take("[:")) return scan_class(scanner);
  if (scanner.sees("[.") || scanner.sees("[=")) {
    return refuse("a collating element or equivalence class in brackets",
                  "write the characters themselves");
  }
  Element element;
  if (scanner.take("\\")) {
    auto set = scan_escape(scanner);
    if (!set) return tl::unexpected(set.error());
    element.set = *set;
    // An escape of one character may end a range, a class may not.
    for (size_t byte = 0; set->count() == 1 && byte < kAscii; ++byte)
      if (set->test(byte)) element.single = static_cast<unsigned char>(byte);
    return element;
  }
  const auto byte = static_cast<unsigned char>(scanner.next());
  if (byte >= kAscii) {
    return refuse(
        "a character outside ASCII in brackets, of which PostgreSQL takes the bytes apart",
        "write the alternatives out: (a|b)");
  }
  element.set.set(byte);
  element.single = byte;
  return element;
}

Carried<ByteSet> scan_range(AreScanner& scanner, unsigned char first) {
  if (scanner.at_end()) return invalid_expression("a bracket is not closed");
  const auto last = scan_element(scanner);
  if (!last) return tl::unexpected(last.error());
  if (!last->single || *last->single < first) {
    return invalid_expression("a range in brackets that is none");
  }
  ByteSet set;
  for (size_t byte = first; byte <= *last->single; ++byte)
    set.set(byte);
  return set;
}

// Whether a hyphen stands there that makes a range: the last character of a bracket does not.
bool sees_range(const AreScanner& scanner) {
  return scanner.sees("-") && !scanner.sees("-]");
}

}  // namespace

Carried<ByteSet> scan_bracket(AreScanner& scanner) {
  ByteSet set;
  const bool negated = scanner.take("^");
  for (bool first = true; !scanner.at_end(); first = false) {
    if (!first && scanner.take("]")) return negated ? ~set : set;
    if (!first && sees_range(scanner))
      return invalid_expression("a hyphen in brackets between others");
    const auto element = scan_element(scanner);
    if (!element) return tl::unexpected(element.error());
    if (!sees_range(scanner)) {
      set |= element->set;
      continue;
    }
    if (!element->single) return invalid_expression("a range that begins with a class");
    scanner.take("-");
    const auto range = scan_range(scanner, *element->single);
    if (!range) return tl::unexpected(range.error());
    set |= *range;
  }
  return invalid_expression("a bracket is not closed");
}

}  // namespace warifu::cli
