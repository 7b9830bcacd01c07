// SPDX-License-Identifier: MIT
// One function for each source. Each is given a copy of what is known of the socket already
// and fills in its answer: WARIFU_OUTCOME_NOT_ASKED, as it came, where the source is not
// available for this socket.
#pragma once

#include <span>

#include "core/owner/evidence.h"
#include "core/owner/socket.h"
#include "core/owner/unavailable.h"
#include "kernel/wire/record.h"

namespace warifu {

class RecordMap;

// "record": claim and proof, as the BPF reader on this host noted them. `records` nullptr: there
// are none. Where it is not available `out` is as it came.
Unavailable read_record(Socket& socket, RecordMap* records, const OwnerConfig& config,
                        Evidence& out);

// The same for a record at hand. Any bytes may stand in it.
Unavailable judge_record(const warifu_record& record, const OwnerConfig& config, Evidence& out);

// "saved-syn": the claim in the SYN that the kernel kept for this connection.
void read_saved_syn(Socket& socket, const OwnerConfig& config, Evidence& out);

// The same for bytes at hand.
void judge_syn(std::span<const uint8_t> bytes, const OwnerConfig& config, Evidence& out);

// "unix-socket": the effective ids of who called connect(2), from SO_PEERCRED, unix(7).
void read_unix_socket(Socket& socket, Evidence& out);

// "same-host": the uid of who made the peer's socket, by sock_diag(7). That may be another
// than who connected it: a socket made by root and handed on answers root. Never a gid.
void read_same_host(Socket& socket, Evidence& out);

// Both ends of the connection, if they are known.
void set_endpoints(Evidence& out, const warifu_endpoint& client, const warifu_endpoint& server);

// What a source answers, where it does not name an owner.
void answer(Evidence& out, warifu_outcome outcome, const char* reason_id, std::string detail = {});

}  // namespace warifu
