// SPDX-License-Identifier: MIT
#include "core/cli/map/are_positions.h"

#include <algorithm>

#include "core/cli/map/are_capture.h"

namespace warifu::cli {
namespace {

using Kind = AreNode::Kind;

// A part of the expression: where it may begin and end, and whether it may be empty.
struct Span {
  bool empty = true;
  std::vector<size_t> first;
  std::vector<size_t> last;
};

void append(std::vector<size_t>& to, const std::vector<size_t>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

class Builder {
 public:
  Positions positions;
  bool too_many = false;
  bool place_within = false;  // ^ or $ elsewhere than at an end

  Span build(const AreNode& node) {
    if (too_many) return {};
    switch (node.kind) {
      case Kind::kSet:
        return byte(node.set);
      case Kind::kCharacter:
        return character(node.text);
      case Kind::kConcat:
        return concat(node);
      case Kind::kAlternate:
        return alternate(node);
      case Kind::kRepeat:
        return repeat(node.children.front(), node.minimum, node.maximum);
      case Kind::kGroup:
        return group(node);
      case Kind::kBegin:
      case Kind::kEnd:
        break;
    }
    place_within = true;
    return {};
  }

  Span then(Span a, const Span& b) {
    for (const size_t each : a.last)
      append(positions.all[each].follow, b.first);
    if (a.empty) append(a.first, b.first);
    if (!b.empty) a.last.clear();
    append(a.last, b.last);
    a.empty = a.empty && b.empty;
    return a;
  }

  Span anything() {
    AreNode dot;
    dot.kind = Kind::kSet;
    dot.set.set();
    return repeat(dot, 0, AreNode::kUnbounded);
  }

 private:
  Span byte(const ByteSet& set) {
    if (positions.all.size() >= kMostPositions) {
      too_many = true;
      return {};
    }
    const size_t at = positions.all.size();
    positions.all.push_back({set, part_, {}});
    return {false, {at}, {at}};
  }

  Span character(const std::string& text) {
    Span whole;
    for (const char each : text) {
      ByteSet set;
      set.set(static_cast<unsigned char>(each));
      whole = then(std::move(whole), byte(set));
    }
    return whole;
  }

  Span concat(const AreNode& node) {
    Span whole;
    for (const AreNode& each : node.children)
      whole = then(std::move(whole), build(each));
    return whole;
  }

  Span alternate(const AreNode& node) {
    Span whole{false, {}, {}};
    for (const AreNode& each : node.children) {
      const Span one = build(each);
      whole.empty = whole.empty || one.empty;
      append(whole.first, one.first);
      append(whole.last, one.last);
    }
    return whole;
  }

  Span repeat(const AreNode& what, int minimum, int maximum) {
    Span whole;
    for (int i = 0; i < minimum && !too_many; ++i)
      whole = then(std::move(whole), build(what));
    if (maximum == AreNode::kUnbounded) {
      Span more = build(what);
      for (const size_t each : more.last)
        append(positions.all[each].follow, more.first);
      more.empty = true;
      return then(std::move(whole), more);
    }
    return then(std::move(whole), optional(what, maximum - minimum));
  }

  // x{0,n} as (x(x(x)?)?)?: what is left out is at the end, so that the copies are one way.
  Span optional(const AreNode& what, int most) {
    Span whole;
    if (most == 0 || too_many) return whole;
    whole = build(what);
    whole = then(std::move(whole), optional(what, most - 1));
    whole.empty = true;
    return whole;
  }

  Span group(const AreNode& node) {
    if (node.index != 1) return build(node.children.front());
    part_ = Positions::kInside;
    Span inside = build(node.children.front());
    part_ = Positions::kBehind;
    return inside;
  }

  Positions::Part part_ = Positions::kBefore;
};

// Whether the first parentheses are there in every match: within nothing but sequences.
bool takes_part(const AreNode& node) {
  if (node.kind == Kind::kGroup && node.index == 1) return true;
  if (node.kind != Kind::kGroup && node.kind != Kind::kConcat) return false;
  return std::any_of(node.children.begin(), node.children.end(), takes_part);
}

tl::unexpected<Refusal> uncertain(const char* why) {
  return refuse(std::string("what \\1 stands for: ") + why,
                "begin with ^, end with $, and let the parentheses hold what cannot stand beside "
                "them, as in /^([^@]*)@.*$");
}

}  // namespace

Carried<Positions> positions_of(const AreNode& root) {
  if (!takes_part(root)) {
    return uncertain("the expression may match without its first parentheses, or has none");
  }
  AreNode inner = root;
  if (inner.kind != Kind::kConcat) {
    inner = {};
    inner.children.push_back(root);
  }
  auto& items = inner.children;
  const bool begins = items.front().kind == Kind::kBegin;
  const bool ends = items.back().kind == Kind::kEnd;
  if (begins) items.erase(items.begin());
  if (ends) items.pop_back();
  Builder builder;
  Span whole = begins ? Span{} : builder.anything();
  whole = builder.then(std::move(whole), builder.build(inner));
  if (!ends) whole = builder.then(std::move(whole), builder.anything());
  if (builder.too_many) {
    return uncertain("the expression has more than 128 characters, repetitions written out");
  }
  if (builder.place_within) return uncertain("^ or $ stand elsewhere than at the ends");
  builder.positions.first = std::move(whole.first);
  builder.positions.last.resize(builder.positions.all.size());
  for (const size_t each : whole.last)
    builder.positions.last[each] = true;
  return std::move(builder.positions);
}

}  // namespace warifu::cli
