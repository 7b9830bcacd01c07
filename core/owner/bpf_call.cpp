// SPDX-License-Identifier: MIT
#include "core/owner/bpf_call.h"

#include <linux/bpf.h>
#include <sys/syscall.h>

#include <cerrno>

namespace warifu::bpf {
namespace {

uint64_t address_of(const void* memory) {
  return reinterpret_cast<uintptr_t>(memory);
}

long call(bpf_cmd command, bpf_attr& attributes) {
  return ::syscall(SYS_bpf, command, &attributes, sizeof(attributes));
}

}  // namespace

tl::expected<UniqueFd, int> open_pinned(const char* path) {
  bpf_attr attributes{};
  attributes.pathname = address_of(path);
  attributes.file_flags = BPF_F_RDONLY;
  UniqueFd fd(static_cast<int>(call(BPF_OBJ_GET, attributes)));  // always close-on-exec
  if (!fd.valid()) return tl::unexpected<int>(errno);
  return fd;
}

tl::expected<MapInfo, int> map_info(int fd) {
  bpf_map_info info{};
  bpf_attr attributes{};
  attributes.info.bpf_fd = static_cast<uint32_t>(fd);
  attributes.info.info_len = sizeof(info);
  attributes.info.info = address_of(&info);
  if (call(BPF_OBJ_GET_INFO_BY_FD, attributes) != 0) return tl::unexpected<int>(errno);
  return MapInfo{info.type, info.id, info.key_size, info.value_size};
}

int look_up(int map, const void* key, void* value) {
  bpf_attr attributes{};
  attributes.map_fd = static_cast<uint32_t>(map);
  attributes.key = address_of(key);
  attributes.value = address_of(value);
  return call(BPF_MAP_LOOKUP_ELEM, attributes) == 0 ? 0 : errno;
}

}  // namespace warifu::bpf
