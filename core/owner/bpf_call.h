// SPDX-License-Identifier: MIT
// The three bpf(2) commands that reading a record takes, without libbpf. Any thread; errors are
// errno values.
#pragma once

#include <cstdint>
#include <tl/expected.hpp>

#include "core/posix/unique_fd.h"

namespace warifu::bpf {

// Opens what is pinned at `path` for reading only (BPF_OBJ_GET, BPF_F_RDONLY).
tl::expected<UniqueFd, int> open_pinned(const char* path);

struct MapInfo {
  uint32_t type = 0;  // enum bpf_map_type, linux/bpf.h
  uint32_t id = 0;    // of no other map while the machine runs
  uint32_t key_size = 0, value_size = 0;
};

// EBADF, EINVAL: `fd` is none of BPF's.
tl::expected<MapInfo, int> map_info(int fd);

// 0, or an errno: ENOENT where the map has nothing for the key. The kernel writes the map's
// value_size bytes, whatever room there is: make sure of the map first.
int look_up(int map, const void* key, void* value);

}  // namespace warifu::bpf
