// SPDX-License-Identifier: MIT
#include "kernel/agent/links.h"

#include <bpf/bpf.h>
#include <unistd.h>

#include <cerrno>

#include "core/posix/unique_fd.h"
#include "kernel/agent/errno_text.h"

namespace warifu::agent {
namespace {

// A link whose cgroup is gone, or that is none of ours, reads as cgroup 0.
struct LinkState {
  uint32_t program = 0;
  uint64_t cgroup = 0;
  uint32_t type = 0;
};

LinkState state_of(int link) {
  bpf_link_info info{};
  __u32 length = sizeof(info);
  if (bpf_obj_get_info_by_fd(link, &info, &length) != 0 || info.type != BPF_LINK_TYPE_CGROUP) {
    return {};
  }
  return {info.prog_id, info.cgroup.cgroup_id, info.cgroup.attach_type};
}

// The kernel's EPERM for an attachment says little; whoever was there first is named.
std::string explain_attach(const CgroupRoot& root, const AttachPoint& point, int error) {
  std::string text =
      with_errno("cannot attach " + std::string(point.program) + " to " + root.path, error);
  __u32 flags = 0;
  __u32 ids[1] = {};
  __u32 count = 1;
  bpf_prog_query(root.fd.get(), point.type, 0, &flags, ids, &count);
  if (error == EPERM && count > 0 && (flags & BPF_F_ALLOW_MULTI) == 0) {
    text += "; BPF program " + std::to_string(ids[0]) +
            " is attached there and allows no other beside it: detach it (bpftool cgroup show " +
            root.path + "), or attach it with \"multi\"";
  }
  return text;
}

Result<void> attach_new(int program, const CgroupRoot& root, const AttachPoint& point,
                        const std::string& pin) {
  const UniqueFd link(bpf_link_create(program, root.fd.get(), point.type, nullptr));
  if (!link.valid()) {
    return failure(ErrorKind::kUnavailable, explain_attach(root, point, errno));
  }
  if (bpf_obj_pin(link.get(), pin.c_str()) != 0) {
    return failure(ErrorKind::kUnavailable, with_errno("cannot pin " + pin, errno));
  }
  return {};
}

}  // namespace

Result<void> attach_program(int program, const CgroupRoot& root, const AttachPoint& point,
                            const std::string& pin) {
  const UniqueFd link(bpf_obj_get(pin.c_str()));
  if (!link.valid() && errno != ENOENT) {
    return failure(ErrorKind::kUnavailable, with_errno("cannot open " + pin, errno));
  }
  if (!link.valid()) return attach_new(program, root, point, pin);
  const LinkState state = state_of(link.get());
  if (state.cgroup == 0 || state.type != static_cast<uint32_t>(point.type)) {
    ::unlink(pin.c_str());
    return attach_new(program, root, point, pin);
  }
  if (bpf_link_update(link.get(), program, nullptr) != 0) {
    return failure(ErrorKind::kUnavailable,
                   with_errno("cannot replace the program of " + pin, errno));
  }
  return {};
}

Result<void> detach_link(const std::string& pin) {
  const UniqueFd link(bpf_obj_get(pin.c_str()));
  if (!link.valid() && errno == ENOENT) return {};
  if (!link.valid() || bpf_link_detach(link.get()) != 0) {
    return failure(ErrorKind::kUnavailable, with_errno("cannot detach " + pin, errno));
  }
  return {};
}

uint32_t attached_program(const std::string& pin) {
  const UniqueFd link(bpf_obj_get(pin.c_str()));
  if (!link.valid()) return 0;
  const LinkState state = state_of(link.get());
  return state.cgroup == 0 ? 0 : state.program;
}

}  // namespace warifu::agent
