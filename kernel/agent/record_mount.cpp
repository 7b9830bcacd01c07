// SPDX-License-Identifier: MIT
#include "kernel/agent/record_mount.h"

#include <linux/magic.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>

#include "kernel/agent/errno_text.h"
#include "kernel/agent/mount_table.h"
#include "kernel/agent/root_folder.h"

namespace warifu::agent {
namespace {

constexpr const char* kSource = "warifu";  // tells our mount from an operator's or a unit's

bool is_bpffs(int fd) {
  struct statfs status {};
  return ::fstatfs(fd, &status) == 0 && status.f_type == BPF_FS_MAGIC;
}

Result<void> mount_at(const std::string& folder) {
  if (::mount(kSource, folder.c_str(), "bpf", MS_NOSUID | MS_NODEV | MS_NOEXEC, "mode=0755") == 0) {
    return {};
  }
  return failure(
      ErrorKind::kUnavailable,
      with_errno("cannot mount the BPF file system in which servers find records", errno) +
          "; start run-warifu-bpf.mount, or run: mount -t bpf -o mode=0755 bpf " + folder);
}

Result<void> judge(int fd, const std::string& folder) {
  struct stat status {};
  constexpr mode_t kEnter = S_IROTH | S_IXOTH;
  if (::fstat(fd, &status) == 0 && (status.st_mode & kEnter) == kEnter) return {};
  return failure(ErrorKind::kConfiguration,
                 folder + " is not for servers to enter; run: chmod 755 " + folder);
}

bool is_ours(const std::string& folder) {
  std::ifstream mountinfo("/proc/self/mountinfo");
  bool ours = false;
  for (const Mount& mount : read_mounts(mountinfo)) {  // the last one is on top
    if (mount.point == folder) ours = mount.type == "bpf" && mount.source == kSource;
  }
  return ours;
}

// Names with a dot are the kernel's own: it may put iterators there, and lets nobody else make one.
bool has_pins(const std::string& folder) {
  std::error_code error;
  const std::filesystem::directory_iterator entries(folder, error);
  return error || std::any_of(begin(entries), end(entries), [](const auto& entry) {
           return entry.path().filename().string().find('.') == std::string::npos;
         });
}

}  // namespace

Result<void> make_record_folder(const std::string& folder) {
  auto fd = make_root_folder(folder);
  if (fd && !is_bpffs(fd->get())) {
    if (auto mounted = mount_at(folder); !mounted) return mounted;
    fd = make_root_folder(folder);
  }
  return fd ? judge(fd->get(), folder) : tl::unexpected<Error>(fd.error());
}

void remove_record_folder(const std::string& folder) {
  if (!is_ours(folder) || has_pins(folder)) return;
  if (::umount2(folder.c_str(), UMOUNT_NOFOLLOW) == 0) ::rmdir(folder.c_str());
}

}  // namespace warifu::agent
