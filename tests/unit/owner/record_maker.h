// SPDX-License-Identifier: MIT
// The agent's part, done by hand: a map of records, its pin, records in it. Needs root.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "core/owner/record_pin.h"
#include "kernel/wire/record.h"

namespace warifu {

// The calling process, in a mount namespace of its own, gets a bpf file system at `folder`
// (made if need be, mode 0755). Only in a child: the mount goes with it.
void mount_bpffs(const std::string& folder);

// A BPF_MAP_TYPE_SK_STORAGE with values of this size.
UniqueFd make_storage_map(size_t value_size = sizeof(warifu_record));
// A BPF_MAP_TYPE_ARRAY of one such value.
UniqueFd make_array_map(size_t value_size);

// Pins it, mode 0444, in place of what has that name.
void pin(const UniqueFd& map, const std::string& path);

// Keeps a record with a socket of this process.
void put_record(const UniqueFd& map, int socket, const warifu_record& record);

// As RecordMap would have opened it.
OpenedRecords opened(const UniqueFd& map);

}  // namespace warifu
