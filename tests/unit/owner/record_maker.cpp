// SPDX-License-Identifier: MIT
#include "tests/unit/owner/record_maker.h"

#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/btf.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "core/owner/bpf_call.h"

namespace warifu {
namespace {

void check(bool ok, const std::string& what) {
  if (!ok) throw std::system_error(errno, std::generic_category(), what);
}

template <typename T>
uint64_t address_of(const T* memory) {
  return reinterpret_cast<uintptr_t>(memory);
}

long call(bpf_cmd command, bpf_attr& attributes) {
  return syscall(SYS_bpf, command, &attributes, sizeof(attributes));
}

// Just enough type information for a key that is an int and a value that is some bytes: the
// kernel wants it of a map that is kept with sockets.
struct Types {
  btf_header header;
  btf_type key;
  uint32_t key_encoding;
  btf_type byte;
  uint32_t byte_encoding;
  btf_type value;
  btf_array bytes;
  char names[16];
};

constexpr uint32_t kKeyType = 1, kByteType = 2, kValueType = 3;

Types types_for(uint32_t value_size) {
  Types types{};
  types.header = {BTF_MAGIC,
                  BTF_VERSION,
                  0,
                  sizeof(btf_header),
                  0,
                  offsetof(Types, names) - sizeof(btf_header),
                  offsetof(Types, names) - sizeof(btf_header),
                  sizeof(types.names)};
  std::memcpy(types.names, "\0int\0byte", 10);
  types.key.name_off = 1;
  types.key.info = BTF_KIND_INT << 24;
  types.key.size = sizeof(int);
  types.key_encoding = BTF_INT_SIGNED << 24 | 32;
  types.byte.name_off = 5;
  types.byte.info = BTF_KIND_INT << 24;
  types.byte.size = 1;
  types.byte_encoding = 8;
  types.value.info = BTF_KIND_ARRAY << 24;
  types.bytes = {kByteType, kKeyType, value_size};
  return types;
}

UniqueFd load_types(size_t value_size) {
  const Types types = types_for(static_cast<uint32_t>(value_size));
  bpf_attr attributes{};
  attributes.btf = address_of(&types);
  attributes.btf_size = sizeof(types);
  UniqueFd fd(static_cast<int>(call(BPF_BTF_LOAD, attributes)));
  check(fd.valid(), "BPF_BTF_LOAD");
  return fd;
}

}  // namespace

void mount_bpffs(const std::string& folder) {
  check(unshare(CLONE_NEWNS) == 0, "unshare(CLONE_NEWNS)");
  check(mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0, "mount --make-rprivate");
  check(mkdir(folder.c_str(), 0755) == 0 || errno == EEXIST, folder);
  check(mount("bpf", folder.c_str(), "bpf", 0, "mode=0755") == 0, "mount bpf");
}

UniqueFd make_storage_map(size_t value_size) {
  const UniqueFd types = load_types(value_size);
  bpf_attr attributes{};
  attributes.map_type = BPF_MAP_TYPE_SK_STORAGE;
  attributes.key_size = sizeof(int);
  attributes.value_size = static_cast<uint32_t>(value_size);
  attributes.map_flags = BPF_F_NO_PREALLOC;
  attributes.btf_fd = static_cast<uint32_t>(types.get());
  attributes.btf_key_type_id = kKeyType;
  attributes.btf_value_type_id = kValueType;
  UniqueFd fd(static_cast<int>(call(BPF_MAP_CREATE, attributes)));
  check(fd.valid(), "BPF_MAP_CREATE");
  return fd;
}

UniqueFd make_array_map(size_t value_size) {
  bpf_attr attributes{};
  attributes.map_type = BPF_MAP_TYPE_ARRAY;
  attributes.key_size = sizeof(int);
  attributes.value_size = static_cast<uint32_t>(value_size);
  attributes.max_entries = 1;
  UniqueFd fd(static_cast<int>(call(BPF_MAP_CREATE, attributes)));
  check(fd.valid(), "BPF_MAP_CREATE");
  return fd;
}

void pin(const UniqueFd& map, const std::string& path) {
  check(unlink(path.c_str()) == 0 || errno == ENOENT, "unlink " + path);
  bpf_attr attributes{};
  attributes.pathname = address_of(path.c_str());
  attributes.bpf_fd = static_cast<uint32_t>(map.get());
  check(call(BPF_OBJ_PIN, attributes) == 0, "BPF_OBJ_PIN " + path);
  check(chmod(path.c_str(), 0444) == 0, "chmod " + path);
}

void put_record(const UniqueFd& map, int socket, const warifu_record& record) {
  bpf_attr attributes{};
  attributes.map_fd = static_cast<uint32_t>(map.get());
  attributes.key = address_of(&socket);
  attributes.value = address_of(&record);
  check(call(BPF_MAP_UPDATE_ELEM, attributes) == 0, "BPF_MAP_UPDATE_ELEM");
}

OpenedRecords opened(const UniqueFd& map) {
  UniqueFd copy(fcntl(map.get(), F_DUPFD_CLOEXEC, 0));
  check(copy.valid(), "F_DUPFD_CLOEXEC");
  const auto info = bpf::map_info(copy.get());
  check(info.has_value(), "BPF_OBJ_GET_INFO_BY_FD");
  return {std::move(copy), info->id};
}

}  // namespace warifu
