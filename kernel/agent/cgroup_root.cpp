// SPDX-License-Identifier: MIT
#include "kernel/agent/cgroup_root.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <fstream>

#include "kernel/agent/errno_text.h"
#include "kernel/agent/mount_table.h"

namespace warifu::agent {
namespace {

constexpr ino_t kHierarchyRoot = 1;  // kernfs numbers the root of every hierarchy so

}  // namespace

std::optional<Cgroup2Mount> find_cgroup2_mount(std::istream& mountinfo) {
  std::optional<Cgroup2Mount> found;
  for (const Mount& mount : read_mounts(mountinfo)) {
    if (mount.type != "cgroup2") continue;
    found = Cgroup2Mount{mount.point, mount.root == "/"};
    if (found->whole) break;
  }
  return found;
}

Result<CgroupRoot> open_cgroup_root() {
  std::ifstream mountinfo("/proc/self/mountinfo");
  const auto mount = find_cgroup2_mount(mountinfo);
  if (!mount) {
    return failure(ErrorKind::kUnavailable,
                   "no cgroup2 hierarchy is mounted; mount it: mount -t cgroup2 none "
                   "/sys/fs/cgroup (or boot without systemd.unified_cgroup_hierarchy=0)");
  }
  CgroupRoot root;
  root.path = mount->path;
  root.fd = UniqueFd(::open(root.path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  struct stat status {};
  if (!root.fd.valid() || ::fstat(root.fd.get(), &status) != 0) {
    return failure(ErrorKind::kUnavailable, with_errno("cannot open " + root.path, errno));
  }
  if (!mount->whole || status.st_ino != kHierarchyRoot) {
    return failure(ErrorKind::kUnavailable,
                   root.path +
                       " is not the root of the cgroup2 hierarchy but a cgroup namespace's part of "
                       "it; run the agent outside the container, or with the host's cgroup "
                       "namespace");
  }
  return root;
}

}  // namespace warifu::agent
