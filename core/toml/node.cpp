// SPDX-License-Identifier: MIT
#include "core/toml/node.h"

namespace warifu {
namespace {

struct TypeName {
  const char* operator()(bool) const { return "a boolean"; }
  const char* operator()(int64_t) const { return "an integer"; }
  const char* operator()(double) const { return "a float"; }
  const char* operator()(const std::string&) const { return "a string"; }
  const char* operator()(const DateTime&) const { return "a date"; }
  const char* operator()(const Array&) const { return "an array"; }
  const char* operator()(const Table&) const { return "a table"; }
  const char* operator()(const TimeOfDay&) const { return "a time of day"; }
};

}  // namespace

Node::Node(Value value, Place place) : value_(std::move(value)), place_(std::move(place)) {}
Node::Node(const Node&) = default;
Node::Node(Node&&) noexcept = default;
Node& Node::operator=(const Node&) = default;
Node& Node::operator=(Node&&) noexcept = default;
Node::~Node() = default;

const char* Node::type_name() const {
  return std::visit(TypeName{}, value_);
}

}  // namespace warifu
