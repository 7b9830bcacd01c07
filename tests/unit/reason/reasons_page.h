// SPDX-License-Identifier: MIT
// The part of warifu-reasons(7) that is made from the catalogue.
#pragma once

#include <string>
#include <string_view>

namespace warifu::test {

// The lines between which the page holds what render_catalogue() makes.
inline constexpr std::string_view kCatalogueBegin = ".\\\" The catalogue begins here.\n";
inline constexpr std::string_view kCatalogueEnd = ".\\\" The catalogue ends here.\n";

// Every reason of the core as man(7) input, in the order of the catalogue.
std::string render_catalogue();

}  // namespace warifu::test
