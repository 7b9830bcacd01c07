// SPDX-License-Identifier: MIT
#include "kernel/agent/record_trial.h"

#include <fcntl.h>
#include <linux/bpf.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "core/posix/unique_fd.h"
#include "kernel/agent/errno_text.h"
#include "kernel/wire/record.h"

namespace warifu::agent {
namespace {

constexpr unsigned kNobody = 65534;

enum class Step { kBecomeNobody, kOpen, kSocket, kLookUp, kDone };

// How far the child came, and the errno that stopped it.
struct Outcome {
  Step step = Step::kBecomeNobody;
  int error = 0;
};

// Raw calls: the C library would do this to all threads, of which a child has none.
bool become_nobody() {
  return ::syscall(SYS_setgroups, 0, nullptr) == 0 &&
         ::syscall(SYS_setresgid, kNobody, kNobody, kNobody) == 0 &&
         ::syscall(SYS_setresuid, kNobody, kNobody, kNobody) == 0;
}

int open_for_reading(const char* pin) {
  bpf_attr attributes{};
  attributes.pathname = reinterpret_cast<uintptr_t>(pin);
  attributes.file_flags = BPF_F_RDONLY;
  return static_cast<int>(::syscall(SYS_bpf, BPF_OBJ_GET, &attributes, sizeof(attributes)));
}

// A socket that has no record is not found; that is an answer.
bool look_up(int map, int socket) {
  warifu_record record{};
  bpf_attr attributes{};
  attributes.map_fd = static_cast<uint32_t>(map);
  attributes.key = reinterpret_cast<uintptr_t>(&socket);
  attributes.value = reinterpret_cast<uintptr_t>(&record);
  return ::syscall(SYS_bpf, BPF_MAP_LOOKUP_ELEM, &attributes, sizeof(attributes)) == 0 ||
         errno == ENOENT;
}

Outcome try_in_child(const char* pin) {
  if (!become_nobody()) return {Step::kBecomeNobody, errno};
  const UniqueFd map(open_for_reading(pin));
  if (!map.valid()) return {Step::kOpen, errno};
  const UniqueFd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket.valid()) return {Step::kSocket, errno};
  if (!look_up(map.get(), socket.get())) return {Step::kLookUp, errno};
  return {Step::kDone, 0};
}

Result<Outcome> run_child(const char* pin) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) {
    return failure(ErrorKind::kInternal, with_errno("cannot try it", errno));
  }
  const UniqueFd from_child(ends[0]);
  UniqueFd to_parent(ends[1]);
  const pid_t child = ::fork();
  if (child == 0) {
    const Outcome outcome = try_in_child(pin);
    const ssize_t written = ::write(to_parent.get(), &outcome, sizeof(outcome));
    ::_exit(written == sizeof(outcome) ? 0 : 1);
  }
  if (child < 0) return failure(ErrorKind::kInternal, with_errno("cannot try it", errno));
  to_parent.reset();
  Outcome outcome;
  const ssize_t length = ::read(from_child.get(), &outcome, sizeof(outcome));
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
  if (length == sizeof(outcome)) return outcome;
  return failure(ErrorKind::kInternal, "the process that tried it was ended");
}

std::string what_failed(Step step) {
  switch (step) {
    case Step::kBecomeNobody:
      return "cannot become an unprivileged user to try it";
    case Step::kOpen:
      return "an unprivileged process cannot open the map of records";
    case Step::kSocket:
      return "an unprivileged process cannot make a socket";
    default:
      return "an unprivileged process cannot look a record up";
  }
}

}  // namespace

Result<void> try_record_lookup(const std::string& pin) {
  const auto outcome = run_child(pin.c_str());
  if (!outcome) return tl::unexpected<Error>(outcome.error());
  if (outcome->step == Step::kDone) return {};
  return failure(ErrorKind::kUnavailable, with_errno(what_failed(outcome->step), outcome->error));
}

}  // namespace warifu::agent
