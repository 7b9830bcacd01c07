// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace warifu::cli {

// Why something of a foreign file cannot be carried into an owner map, and what to do about it;
// not yet escaped. The place is added by whoever knows it.
struct Refusal {
  std::string what;
  std::string remedy;
};

template <typename T>
using Carried = tl::expected<T, Refusal>;

inline tl::unexpected<Refusal> refuse(std::string what, std::string remedy) {
  return tl::unexpected<Refusal>(Refusal{std::move(what), std::move(remedy)});
}

}  // namespace warifu::cli
