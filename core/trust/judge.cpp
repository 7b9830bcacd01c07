// SPDX-License-Identifier: MIT
#include "core/trust/judge.h"

namespace warifu {
namespace {

bool is_trusted_owner(uid_t uid, const TrustPolicy& policy) {
  return uid == 0 || (policy.also_user && uid == *policy.also_user);
}

std::string owner_fault(const Component& component, uid_t uid, const TrustPolicy& policy) {
  const std::string wanted = policy.also_user && *policy.also_user != 0
                                 ? "root or uid " + std::to_string(*policy.also_user)
                                 : "root";
  return "is owned by uid " + std::to_string(uid) + ", not by " + wanted +
         "; make sure of its content, then run: chown root " + component.path;
}

// A POSIX ACL that lets somebody write shows in the group's bits: they are its mask (acl(5)).
std::optional<std::string> write_fault(const std::string& path, mode_t mode) {
  const bool group = (mode & S_IWGRP) != 0;
  const bool others = (mode & S_IWOTH) != 0;
  if (group && others) return "is writable by group and others; run: chmod go-w " + path;
  if (group) return "is writable by group; run: chmod g-w " + path;
  if (others) return "is writable by others; run: chmod o-w " + path;
  return std::nullopt;
}

std::optional<std::string> type_fault(const Component& component, mode_t mode) {
  if (S_ISLNK(mode)) return "is a symbolic link; name what it points to instead";
  const bool folder =
      component.position == Position::kOnTheWay || component.target == Target::kFolder;
  if (folder && !S_ISDIR(mode)) return "is not a folder; correct the path";
  if (!folder && !S_ISREG(mode)) return "is not a regular file; put one in its place";
  return std::nullopt;
}

}  // namespace

bool is_shared_folder(const struct stat& status) {
  return S_ISDIR(status.st_mode) && (status.st_mode & (S_IWGRP | S_IWOTH)) != 0;
}

std::optional<std::string> fault_of(const Component& component, const struct stat& status,
                                    const TrustPolicy& policy) {
  if (auto fault = type_fault(component, status.st_mode)) return fault;
  if (!is_trusted_owner(status.st_uid, policy)) {
    return owner_fault(component, status.st_uid, policy);
  }
  // Root's own sticky folder keeps others from replacing what is not theirs. That protects a
  // private folder in it, and not a file: anyone could have linked one there (link(2)).
  if (component.in_shared_folder && !S_ISDIR(status.st_mode)) {
    return "lies directly in a folder that all may write to; move it into a private folder";
  }
  const bool sticky = status.st_uid == 0 && (status.st_mode & S_ISVTX) != 0;
  if (is_shared_folder(status) && sticky && component.position == Position::kOnTheWay &&
      !component.in_shared_folder) {
    return std::nullopt;
  }
  return write_fault(component.path, status.st_mode);
}

std::optional<std::string> secrecy_fault_of(const std::string& path, const struct stat& status) {
  if ((status.st_mode & S_IROTH) == 0) return std::nullopt;
  return "is a secret that others may read; run: chmod o-r " + path + ", and replace the secret";
}

std::string trust_text(const std::string& path, const std::string& component,
                       const std::string& fault) {
  return (component == path ? path : path + ": " + component) + " " + fault;
}

}  // namespace warifu
