// SPDX-License-Identifier: MIT
#include "core/cli/context.h"

#include <unistd.h>

#include <cstdio>

namespace warifu::cli {
namespace {

const char* escape_sequence(Colour colour) {
  switch (colour) {
    case Colour::kRed:
      return "\033[31m";
    case Colour::kGreen:
      return "\033[32m";
    case Colour::kYellow:
      return "\033[33m";
    case Colour::kDim:
      return "\033[2m";
    case Colour::kBold:
      return "\033[1m";
  }
  return "";
}

}  // namespace

TrustPolicy Context::trust() const {
  TrustPolicy policy;
  if (trusts_user) policy.also_user = geteuid();
  return policy;
}

std::string painted(const Context& context, Colour colour, std::string_view text) {
  if (!context.colour) return std::string(text);
  return escape_sequence(colour) + std::string(text) + "\033[0m";
}

void print(const Context& context, const Diagnostics& diagnostics) {
  for (const Diagnostic& each : in_order(diagnostics)) {
    const Colour colour = each.severity == Severity::kError ? Colour::kRed : Colour::kYellow;
    std::fprintf(stderr, "%s\n", painted(context, colour, to_line(each)).c_str());
  }
}

}  // namespace warifu::cli
