// SPDX-License-Identifier: MIT
#pragma once

#include "core/owner/evidence.h"
#include "core/owner/socket.h"

namespace warifu {

// Asks the sources in turn, by the rules that read_evidence() documents. `blank` is what is
// known of the socket before any source was asked, its reason the one to give where none fits.
Evidence search_owner(Socket& socket, const OwnerConfig& config, RecordMap* records,
                      const Evidence& blank);

}  // namespace warifu
