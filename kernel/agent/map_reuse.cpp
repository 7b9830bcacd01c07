// SPDX-License-Identifier: MIT
#include "kernel/agent/map_reuse.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <unistd.h>

#include <cerrno>

#include "core/posix/unique_fd.h"
#include "kernel/agent/errno_text.h"

namespace warifu::agent {
namespace {

std::string pin_of(const bpf_map* map, const std::string& folder) {
  return folder + "/" + bpf_map__name(map);
}

bool has_shape_of(int fd, const bpf_map* map) {
  bpf_map_info info{};
  __u32 length = sizeof(info);
  return bpf_obj_get_info_by_fd(fd, &info, &length) == 0 && info.type == bpf_map__type(map) &&
         info.key_size == bpf_map__key_size(map) && info.value_size == bpf_map__value_size(map) &&
         info.max_entries == bpf_map__max_entries(map) && info.map_flags == bpf_map__map_flags(map);
}

}  // namespace

Result<void> reuse_pinned_maps(bpf_object* object, const std::string& folder) {
  bpf_map* map = nullptr;
  while ((map = bpf_object__next_map(object, map)) != nullptr) {
    if (bpf_map__is_internal(map)) continue;  // constants belong to the programs that came along
    const std::string pin = pin_of(map, folder);
    const UniqueFd pinned(bpf_obj_get(pin.c_str()));
    if (!pinned.valid() && errno == ENOENT) continue;
    if (!pinned.valid()) {
      return failure(ErrorKind::kUnavailable, with_errno("cannot open " + pin, errno));
    }
    if (!has_shape_of(pinned.get(), map)) {
      ::unlink(pin.c_str());
      continue;
    }
    if (const int error = bpf_map__reuse_fd(map, pinned.get()); error != 0) {
      return failure(ErrorKind::kInternal, with_errno("cannot reuse " + pin, error));
    }
  }
  return {};
}

Result<void> pin_new_maps(bpf_object* object, const std::string& folder) {
  bpf_map* map = nullptr;
  while ((map = bpf_object__next_map(object, map)) != nullptr) {
    if (bpf_map__is_internal(map)) continue;
    const std::string pin = pin_of(map, folder);
    if (::access(pin.c_str(), F_OK) == 0) continue;
    if (const int error = bpf_obj_pin(bpf_map__fd(map), pin.c_str()); error != 0) {
      return failure(ErrorKind::kUnavailable, with_errno("cannot pin " + pin, error));
    }
  }
  return {};
}

}  // namespace warifu::agent
