// SPDX-License-Identifier: MIT
#pragma once

#include "modules/stns/connection.h"
#include "modules/stns/option_reader.h"

namespace stns {

// How the server is reached, as the options say. Every mistake is reported, then options.good() is
// false; what makes the connection weaker than it could be is warned of. Throws std::bad_alloc.
Connection read_connection(OptionReader& options);

}  // namespace stns
