// SPDX-License-Identifier: MIT
#include "core/trust/walk.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>

#include "core/trust/judge.h"

namespace warifu {
namespace {

// `name` is one component: no slash, not "." or "..", so this leaves nothing to resolve, and of a
// link the link itself is opened, for judge() to refuse. openat2(2) would say no more, and where a
// unit has RestrictSUIDSGID=, as Debian's of Redis, it does not exist.
UniqueFd open_component(int folder, const std::string& name) {
  return UniqueFd(::openat(folder, name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
}

std::string remedy_for(int error) {
  switch (error) {
    case ENOENT:
      return "create it, or correct the path";
    case EACCES:
      return "let the server's user read it: packages put that user in group warifu";
    default:
      return "correct the path, or see what the system log says of it";
  }
}

tl::unexpected<Error> cannot_open(const std::string& path, const std::string& component,
                                  int error) {
  const std::string why =
      error == ENOENT ? "does not exist" : std::string("cannot be opened: ") + ::strerror(error);
  return failure(error == ENOENT ? ErrorKind::kUnavailable : ErrorKind::kConfiguration,
                 trust_text(path, component, why + "; " + remedy_for(error)));
}

tl::unexpected<Error> refused(const std::string& path, const std::string& component,
                              const std::string& fault) {
  return failure(ErrorKind::kConfiguration, trust_text(path, component, fault));
}

std::optional<std::string> fault_of_path(const std::string& path) {
  if (path.empty() || path.front() != '/') return "is not absolute; begin it with /";
  if (path.find('\0') != path.npos) return "holds a NUL byte; correct the path";
  if (path.size() >= PATH_MAX) return "is too long; correct the path";
  return std::nullopt;
}

// The steps of one walk.
class Walk {
 public:
  Walk(const std::string& path, const TrustPolicy& policy, Target target)
      : path_(path), policy_(policy), target_(target) {}

  Result<Walked> run() {
    if (const auto fault = fault_of_path(path_)) return refused(path_, path_, *fault);
    at_.fd.reset(::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!at_.fd.valid()) return cannot_open(path_, "/", errno);
    size_t begin = path_.find_first_not_of('/');
    Position position = begin == path_.npos ? Position::kLast : Position::kOnTheWay;
    if (auto judged = judge("/", position); !judged) return tl::unexpected(judged.error());
    while (begin != path_.npos) {
      const size_t end = std::min(path_.find('/', begin), path_.size());
      const size_t next = path_.find_first_not_of('/', end);
      position = next == path_.npos ? Position::kLast : Position::kOnTheWay;
      auto stepped = step(path_.substr(begin, end - begin), path_.substr(0, end), position);
      if (!stepped) return tl::unexpected(stepped.error());
      begin = next;
    }
    return std::move(at_);
  }

 private:
  Result<void> step(const std::string& name, const std::string& component, Position position) {
    if (name == "." || name == "..") {
      return refused(path_, path_, "has a component \"" + name + "\"; write the path without it");
    }
    at_.in_shared_folder = is_shared_folder(at_.status);
    UniqueFd next = open_component(at_.fd.get(), name);
    if (!next.valid()) return cannot_open(path_, component, errno);
    at_.fd = std::move(next);
    return judge(component, position);
  }

  Result<void> judge(const std::string& component, Position position) {
    if (::fstat(at_.fd.get(), &at_.status) != 0) return cannot_open(path_, component, errno);
    const auto fault =
        fault_of({component, position, target_, at_.in_shared_folder}, at_.status, policy_);
    if (fault) return refused(path_, component, *fault);
    return {};
  }

  const std::string& path_;
  const TrustPolicy& policy_;
  Target target_;
  Walked at_;
};

}  // namespace

Result<Walked> walk_trusted(const std::string& path, const TrustPolicy& policy, Target target) {
  return Walk(path, policy, target).run();
}

Result<UniqueFd> reopen_walked(const Walked& walked, const std::string& path,
                               const TrustPolicy& policy, Target target, struct stat& status) {
  // Only regular files and folders come this far; the flags are for what a path might have
  // become if /proc is not what it should be.
  const std::string self = "/proc/self/fd/" + std::to_string(walked.fd.get());
  UniqueFd fd(::open(self.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  if (!fd.valid() && errno == ENOENT) {
    return refused(path, path, "cannot be opened through /proc; mount it (proc(5))");
  }
  if (!fd.valid() || ::fstat(fd.get(), &status) != 0) return cannot_open(path, path, errno);
  if (status.st_dev != walked.status.st_dev || status.st_ino != walked.status.st_ino) {
    return refused(path, path, "is not what /proc gives for it; mount a real /proc (proc(5))");
  }
  const auto fault =
      fault_of({path, Position::kLast, target, walked.in_shared_folder}, status, policy);
  if (fault) return refused(path, path, *fault);
  return fd;
}

}  // namespace warifu
