// SPDX-License-Identifier: MIT
#include "core/cli/map/are_re2.h"

#include <re2/re2.h>

#include <array>
#include <cstdio>
#include <string_view>

namespace warifu::cli {
namespace {

using Kind = AreNode::Kind;

constexpr int64_t kMemory = 512 << 10;  // as the module owner_map allows

bool is_wide(const AreNode& node) {
  return node.kind == Kind::kSet && node.set.test(kAscii);
}

std::string byte_text(size_t byte, std::string_view special) {
  if (byte < ' ' || byte == 0x7f) {
    std::array<char, sizeof "\\x00"> code{};
    std::snprintf(code.data(), code.size(), "\\x%02x", static_cast<unsigned>(byte));
    return code.data();
  }
  const char letter = static_cast<char>(byte);
  return special.find(letter) == std::string_view::npos ? std::string(1, letter)
                                                        : std::string("\\") + letter;
}

std::string in_brackets(size_t byte) {
  return byte_text(byte, "\\[]^-");
}

// "[a-z_]"; with characters outside ASCII what is left out is listed instead.
std::string set_text(const ByteSet& set) {
  const bool wide = set.test(kAscii);
  if (wide && set.all()) return ".";
  if (!wide && set.count() == 1) return byte_text(set._Find_first(), "\\.+*?()[]{}^$|");
  std::string text = wide ? "[^" : "[";
  for (size_t byte = 0; byte < kAscii; ++byte) {
    if (set.test(byte) == wide) continue;
    size_t last = byte;
    while (last + 1 < kAscii && set.test(last + 1) != wide)
      ++last;
    text += in_brackets(byte);
    if (last > byte + 1) text += '-';
    if (last > byte) text += in_brackets(last);
    byte = last;
  }
  return text + ']';
}

class Writer {
 public:
  explicit Writer(bool captures) : captures_(captures) {}

  Carried<void> write(const AreNode& node) {
    switch (node.kind) {
      case Kind::kSet:
        return is_wide(node) ? counted() : put(set_text(node.set));
      case Kind::kCharacter:
        return put(node.text);
      case Kind::kBegin:
        return put("^");
      case Kind::kEnd:
        return put("$");
      case Kind::kConcat:
        return all(node, "");
      case Kind::kAlternate:
        return all(node, "|");
      case Kind::kRepeat:
        return repeat(node);
      case Kind::kGroup:
        break;
    }
    put(captures_ && node.index == 1 ? "(" : "(?:");
    auto inside = write(node.children.front());
    put(")");
    return inside;
  }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  Carried<void> put(std::string_view text) {
    text_ += text;
    return {};
  }

  Carried<void> all(const AreNode& node, std::string_view between) {
    for (const AreNode& each : node.children) {
      if (&each != &node.children.front()) put(between);
      if (auto done = write(each); !done) return done;
    }
    return {};
  }

  static Carried<void> counted() {
    return refuse(
        "an expression that counts characters outside ASCII, of which PostgreSQL counts the bytes",
        "say which characters it may be ([a-z0-9_] for a dot), or repeat it with *");
  }

  // Any number of characters is any number of bytes; at least one is the same too, if it is asked
  // for once: a second one could get the other half of a character.
  Carried<void> repeat(const AreNode& node) {
    const AreNode& what = node.children.front();
    const int outer = repeats_++;
    if (is_wide(what)) {
      const bool first_plus = node.minimum == 1 && outer == 0 && !has_plus_;
      if (node.maximum != AreNode::kUnbounded || (node.minimum != 0 && !first_plus))
        return counted();
      has_plus_ = has_plus_ || node.minimum == 1;
      put(set_text(what.set));
    } else if (auto done = write(what); !done) {
      return done;
    }
    repeats_ = outer;
    return put(quantifier(node));
  }

  static std::string quantifier(const AreNode& node) {
    if (node.maximum == AreNode::kUnbounded && node.minimum < 2)
      return node.minimum == 0 ? "*" : "+";
    if (node.minimum == 0 && node.maximum == 1) return "?";
    std::string text = "{" + std::to_string(node.minimum);
    if (node.maximum == AreNode::kUnbounded) return text + ",}";
    return node.maximum == node.minimum ? text + '}'
                                        : text + ',' + std::to_string(node.maximum) + '}';
  }

  bool captures_;
  bool has_plus_ = false;
  int repeats_ = 0;
  std::string text_;
};

}  // namespace

Carried<std::string> to_re2(const AreNode& root, bool captures) {
  Writer writer(captures);
  if (auto written = writer.write(root); !written) return tl::unexpected(written.error());
  re2::RE2::Options options(re2::RE2::Quiet);
  options.set_max_mem(kMemory);
  const re2::RE2 tried(writer.text(), options);
  if (!tried.ok()) {
    return refuse("an expression that is too large for RE2: " + tried.error(),
                  "write it with smaller bounds, or divide it into several lines");
  }
  return writer.text();
}

}  // namespace warifu::cli
