// SPDX-License-Identifier: MIT
#include "core/owner/record_pin.h"

#include <linux/bpf.h>
#include <linux/magic.h>
#include <sys/vfs.h>

#include <cerrno>

#include "core/owner/bpf_call.h"
#include "core/owner/socket.h"
#include "core/trust/walk.h"
#include "kernel/wire/record.h"

namespace warifu {
namespace {

tl::unexpected<Error> refused(const std::string& path, const std::string& fault) {
  return failure(ErrorKind::kConfiguration, path + " " + fault);
}

bool lies_in_bpffs(int fd) {
  struct statfs status = {};
  return ::fstatfs(fd, &status) == 0 &&
         static_cast<uint64_t>(status.f_type) == uint64_t{BPF_FS_MAGIC};
}

std::string cannot_open(int error) {
  std::string text = "cannot be opened by bpf(2): " + errno_text(error);
  if (error != EPERM) return text;
  return text + "; before Linux 5.19 only where kernel.unprivileged_bpf_disabled is 0";
}

// bpf(2) opens by path only, so the descriptor that was judged is given as one.
Result<UniqueFd> open_walked(const Walked& walked, const std::string& path) {
  const std::string self = "/proc/self/fd/" + std::to_string(walked.fd.get());
  struct stat status = {};
  if (::stat(self.c_str(), &status) != 0 || status.st_dev != walked.status.st_dev ||
      status.st_ino != walked.status.st_ino) {
    return refused(path, "cannot be opened through /proc; mount a real one (proc(5))");
  }
  auto map = bpf::open_pinned(self.c_str());
  if (!map) return refused(path, cannot_open(map.error()));
  return std::move(*map);
}

}  // namespace

Result<OpenedRecords> open_records(const std::string& path, const TrustPolicy& trust) {
  const auto walked = walk_trusted(path, trust, Target::kFile);
  if (!walked) return tl::unexpected(walked.error());
  if (!lies_in_bpffs(walked->fd.get())) {
    return refused(path, "is not in a file system of type bpf; remove it, and run warifu-agent");
  }
  auto map = open_walked(*walked, path);
  if (!map) return tl::unexpected(map.error());
  const auto info = bpf::map_info(map->get());
  if (!info) return refused(path, "is no map: " + errno_text(info.error()));
  if (info->type != BPF_MAP_TYPE_SK_STORAGE || info->key_size != sizeof(int) ||
      info->value_size != sizeof(warifu_record)) {
    return refused(path, "is not a map of records; use an agent of this library's version");
  }
  return OpenedRecords{std::move(*map), info->id};
}

}  // namespace warifu
