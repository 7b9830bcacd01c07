// SPDX-License-Identifier: MIT
#include "kernel/agent/record_pin.h"

#include <bpf/bpf.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "core/posix/unique_fd.h"
#include "kernel/agent/errno_text.h"
#include "kernel/agent/record_mount.h"
#include "kernel/wire/record.h"

namespace warifu::agent {
namespace {

constexpr mode_t kMode = 0444;

bool is_published(const std::string& pin, uint32_t id) {
  struct stat status {};
  return pinned_map_id(pin) == id && ::lstat(pin.c_str(), &status) == 0 && status.st_uid == 0 &&
         (status.st_mode & 07777) == kMode;
}

// Pinned beside it and renamed: whoever opens the name finds the old map or the new one.
Result<void> replace_pin(int map, const std::string& pin) {
  const std::string next = pin + "-next";
  ::unlink(next.c_str());
  if (const int error = bpf_obj_pin(map, next.c_str()); error != 0) {
    return failure(ErrorKind::kUnavailable, with_errno("cannot pin " + next, error));
  }
  if (::chmod(next.c_str(), kMode) == 0 && std::rename(next.c_str(), pin.c_str()) == 0) return {};
  const int error = errno;
  ::unlink(next.c_str());
  return failure(ErrorKind::kUnavailable, with_errno("cannot pin " + pin, error));
}

}  // namespace

std::string record_pin(const std::string& folder) {
  return folder + "/" WARIFU_RECORD_PIN;
}

uint32_t map_id(int map) {
  bpf_map_info info{};
  __u32 length = sizeof(info);
  return bpf_obj_get_info_by_fd(map, &info, &length) == 0 ? info.id : 0;
}

uint32_t pinned_map_id(const std::string& pin) {
  struct bpf_obj_get_opts options {};
  options.sz = sizeof(options);
  options.file_flags = BPF_F_RDONLY;  // nobody may write through a pin of mode 0444
  const UniqueFd map(bpf_obj_get_opts(pin.c_str(), &options));
  return map.valid() ? map_id(map.get()) : 0;
}

Result<void> publish_records(int map, const std::string& folder) {
  auto there = make_record_folder(folder);
  if (!there) return there;
  const std::string pin = record_pin(folder);
  return is_published(pin, map_id(map)) ? Result<void>{} : replace_pin(map, pin);
}

Result<void> withdraw_records(uint32_t map_id, const std::string& folder) {
  const std::string pin = record_pin(folder);
  if (map_id == 0 || pinned_map_id(pin) != map_id) return {};
  if (::unlink(pin.c_str()) == 0 || errno == ENOENT) return {};
  return failure(ErrorKind::kUnavailable, with_errno("cannot remove " + pin, errno));
}

}  // namespace warifu::agent
