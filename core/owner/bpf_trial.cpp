// SPDX-License-Identifier: MIT
#include "core/owner/bpf_trial.h"

#include <fcntl.h>
#include <linux/bpf.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <new>
#include <string_view>

#include "core/owner/socket.h"
#include "core/posix/unique_fd.h"

namespace warifu {
namespace {

constexpr int kUnfinished = -1;
using Outcome = std::atomic<int>;  // 0: allowed; an errno; kUnfinished
static_assert(Outcome::is_always_lock_free);

// One word that the child writes and the parent reads: what became of the child then need not
// be asked of wait(2), which somebody else may have been quicker to ask.
class SharedOutcome {
 public:
  SharedOutcome()
      : memory_(mmap(nullptr, sizeof(Outcome), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                     -1, 0)) {
    if (exists()) new (memory_) Outcome(kUnfinished);
  }
  ~SharedOutcome() {
    if (exists()) munmap(memory_, sizeof(Outcome));
  }
  SharedOutcome(const SharedOutcome&) = delete;
  SharedOutcome& operator=(const SharedOutcome&) = delete;
  [[nodiscard]] bool exists() const { return memory_ != MAP_FAILED; }
  [[nodiscard]] Outcome& operator*() const { return *static_cast<Outcome*>(memory_); }

 private:
  void* memory_;
};

// The child inherits the mask: none of the server's handlers may run there, and SIGSYS, where
// it is blocked, ends a process whatever its handler.
class AllSignalsBlocked {
 public:
  AllSignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~AllSignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  AllSignalsBlocked(const AllSignalsBlocked&) = delete;
  AllSignalsBlocked& operator=(const AllSignalsBlocked&) = delete;

 private:
  sigset_t before_;
};

// Calls that a kernel which lets them through can only refuse, because of what they name.
int try_call(bpf_cmd command, bpf_attr& attributes) {
  if (::syscall(SYS_bpf, command, &attributes, sizeof(attributes)) == 0) return 0;
  return errno == ENOENT || errno == EBADF || errno == EBADFD ? 0 : errno;
}

int try_calls() {
  bpf_attr get{}, info{}, look_up{};
  get.pathname = reinterpret_cast<uintptr_t>("");
  get.file_flags = BPF_F_RDONLY;
  if (const int error = try_call(BPF_OBJ_GET, get)) return error;
  info.info.bpf_fd = static_cast<uint32_t>(-1);
  if (const int error = try_call(BPF_OBJ_GET_INFO_BY_FD, info)) return error;
  look_up.map_fd = static_cast<uint32_t>(-1);
  return try_call(BPF_MAP_LOOKUP_ELEM, look_up);
}

[[noreturn]] void try_and_exit(Outcome& outcome) {
  ::prctl(PR_SET_DUMPABLE, 0);  // a death that was expected leaves no core
  outcome.store(try_calls());
  for (;;)
    ::syscall(SYS_exit_group, 0);
}

// fork(2) without what the C library adds to it, and with no signal at the end: a child that
// only wait(2) with __WCLONE finds. The order of the arguments is the same everywhere when all
// are 0.
pid_t plain_fork() {
  return static_cast<pid_t>(::syscall(SYS_clone, 0UL, 0UL, 0UL, 0UL, 0UL));
}

}  // namespace

bool is_filtered() {
  const UniqueFd file(::open("/proc/thread-self/status", O_RDONLY | O_CLOEXEC));
  std::array<char, 8192> text;
  const ssize_t length = file.valid() ? ::read(file.get(), text.data(), text.size()) : -1;
  if (length <= 0) return true;
  const std::string_view status(text.data(), static_cast<size_t>(length));
  return status.find("\nSeccomp:\t0\n") == status.npos;
}

std::optional<std::string> fault_of_bpf_calls() {
  const SharedOutcome outcome;
  if (!outcome.exists()) return "bpf(2) could not be tried: mmap: " + errno_text(errno);
  const AllSignalsBlocked guard;
  const pid_t child = plain_fork();
  if (child == 0) try_and_exit(*outcome);
  if (child < 0) return "bpf(2) could not be tried: clone: " + errno_text(errno);
  while (::waitpid(child, nullptr, __WCLONE) < 0 && errno == EINTR) {
  }
  const int result = (*outcome).load();
  if (result == 0) return std::nullopt;
  const std::string remedy = "; let the filter allow it (in a unit, add bpf to SystemCallFilter=)";
  if (result == kUnfinished) {
    return "the server's filter of system calls ends a process that calls bpf(2)" + remedy;
  }
  return "the server's filter of system calls refuses bpf(2): " + errno_text(result) + remedy;
}

}  // namespace warifu
