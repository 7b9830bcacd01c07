// SPDX-License-Identifier: MIT
// The server's error log.
#pragma once

#include <string>
#include <string_view>

namespace warifu::mariadb {

enum class Level { kNote, kWarning, kError };

// One record for each line of the text, with the server's time and level. Any thread; throws
// nothing, and what there is no memory for is not said.
void tell(Level level, std::string_view text) noexcept;

// What others chose, on one line and of bounded length: other than printable ASCII becomes '?'.
std::string printable(std::string_view text);

}  // namespace warifu::mariadb
