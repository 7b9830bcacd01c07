// SPDX-License-Identifier: MIT
#include "core/cli/map/are_parse.h"

#include <charconv>

#include "core/cli/map/are_scanner.h"
#include "core/diagnostic/utf8.h"

namespace warifu::cli {
namespace {

using Kind = AreNode::Kind;

constexpr int kMostRepetitions = 255;  // PostgreSQL's own

bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

AreNode set_node(const ByteSet& set) {
  AreNode node;
  node.kind = Kind::kSet;
  node.set = set;
  return node;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : scanner_{text} {}

  Carried<AreNode> parse() {
    auto node = alternate(0);
    if (!node) return node;
    if (!scanner_.at_end()) return invalid_expression("a ) without its (");
    return node;
  }

 private:
  Carried<AreNode> alternate(int depth) {
    AreNode node;
    node.kind = Kind::kAlternate;
    do {
      auto branch = concat(depth);
      if (!branch) return branch;
      node.children.push_back(std::move(*branch));
    } while (scanner_.take("|"));
    if (node.children.size() > 1) return node;
    AreNode only = std::move(node.children.front());
    return only;
  }

  Carried<AreNode> concat(int depth) {
    AreNode node;
    while (!scanner_.at_end() && !scanner_.sees("|") && !scanner_.sees(")")) {
      auto item = repeated(depth);
      if (!item) return item;
      node.children.push_back(std::move(*item));
    }
    return node;
  }

  Carried<AreNode> repeated(int depth) {
    auto item = atom(depth);
    // Nothing repeats a place; a quantifier behind one is then refused as one behind nothing.
    if (!item || item->kind == Kind::kBegin || item->kind == Kind::kEnd || !sees_quantifier()) {
      return item;
    }
    AreNode node;
    node.kind = Kind::kRepeat;
    if (auto read = quantifier(node); !read) return tl::unexpected(read.error());
    scanner_.take("?");
    if (item->kind == Kind::kCharacter) {
      return refuse("a repeated character outside ASCII, of which PostgreSQL repeats the last byte",
                    "put it into parentheses, if it was meant as a whole");
    }
    node.children.push_back(std::move(*item));
    return node;
  }

  [[nodiscard]] bool sees_quantifier() const {
    if (scanner_.sees("{")) return scanner_.rest.size() > 1 && is_digit(scanner_.rest[1]);
    return scanner_.sees("*") || scanner_.sees("+") || scanner_.sees("?");
  }

  Carried<void> quantifier(AreNode& node) {
    const char sign = scanner_.next();
    node.minimum = sign == '+' ? 1 : 0;
    node.maximum = sign == '?' ? 1 : AreNode::kUnbounded;
    return sign == '{' ? bound(node) : Carried<void>{};
  }

  Carried<void> bound(AreNode& node) {
    if (!number(node.minimum)) return bad_bound();
    node.maximum = node.minimum;
    if (scanner_.take(",")) {
      node.maximum = AreNode::kUnbounded;
      if (!scanner_.sees("}") && (!number(node.maximum) || node.maximum < node.minimum)) {
        return bad_bound();
      }
    }
    if (!scanner_.take("}")) return bad_bound();
    return {};
  }

  static tl::unexpected<Refusal> bad_bound() {
    return invalid_expression("a bound in braces that is none, or over 255");
  }

  bool number(int& value) {
    const std::string_view text = scanner_.rest;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || !is_digit(text.front()) || value > kMostRepetitions) return false;
    scanner_.rest.remove_prefix(static_cast<size_t>(end - text.data()));
    return true;
  }

  Carried<AreNode> atom(int depth) {
    if (sees_quantifier()) return invalid_expression("nothing stands before a quantifier");
    if (scanner_.take("(")) return group(depth + 1);
    AreNode place;
    place.kind = scanner_.sees("^") ? Kind::kBegin : Kind::kEnd;
    if (scanner_.take("^") || scanner_.take("$")) return place;
    if (scanner_.take(".")) return set_node(ByteSet().set());
    if (scanner_.take("[")) return class_of(scan_bracket(scanner_));
    if (scanner_.take("\\")) return class_of(scan_escape(scanner_));
    return literal();
  }

  static Carried<AreNode> class_of(const Carried<ByteSet>& set) {
    if (!set) return tl::unexpected(set.error());
    if (set->none()) return invalid_expression("a bracket that nothing matches");
    return set_node(*set);
  }

  Carried<AreNode> literal() {
    const CodePoint point = decode_utf8(scanner_.rest);
    if (point.length == 0) return refuse("bytes that are not UTF-8", "write the file in UTF-8");
    AreNode node;
    node.kind = point.length == 1 ? Kind::kSet : Kind::kCharacter;
    node.text = scanner_.rest.substr(0, point.length);
    if (point.length == 1) node.set.set(point.value);
    scanner_.rest.remove_prefix(point.length);
    return node;
  }

  Carried<AreNode> group(int depth) {
    if (depth > kDeepestExpression) {
      return refuse("more than 32 parentheses within each other", "write it with fewer");
    }
    AreNode node;
    node.kind = Kind::kGroup;
    if (!scanner_.take("?:")) {
      if (scanner_.sees("?")) {
        return refuse("(?...), an option or a condition on what is around",
                      "write it without; of these only (?:...) is carried");
      }
      node.index = ++groups_;
    }
    auto inside = alternate(depth);
    if (!inside) return inside;
    if (!scanner_.take(")")) return invalid_expression("a ( without its )");
    node.children.push_back(std::move(*inside));
    return node;
  }

  AreScanner scanner_;
  int groups_ = 0;
};

}  // namespace

Carried<AreNode> parse_are(std::string_view expression) {
  if (expression.size() > kLongestExpression) {
    return refuse("an expression of more than 4096 bytes", "divide it into several lines");
  }
  if (expression.starts_with("***")) {
    return refuse("***, which chooses another syntax", "write it as an ordinary expression");
  }
  return Parser(expression).parse();
}

}  // namespace warifu::cli
