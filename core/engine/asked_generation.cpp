// SPDX-License-Identifier: MIT
#include "core/engine/asked_generation.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>

namespace warifu {
namespace {

constexpr size_t kMaximumBytes = 32;
constexpr mode_t kFileMode = 0644;

std::string folder(const std::string& runtime_dir) {
  return runtime_dir + "/generation";
}

tl::unexpected<Error> system_failure(const std::string& what) {
  return failure(ErrorKind::kUnavailable, what + ": " + std::strerror(errno));
}

Result<uint64_t> parse(const std::string& path, std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) {
    return failure(ErrorKind::kConfiguration,
                   path + ": is not a number; remove it, `warifu reload` makes it anew");
  }
  return number;
}

Result<void> write_new(const std::string& path, const std::string& text) {
  const UniqueFd file(
      open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, kFileMode));
  if (!file.valid()) return system_failure(path);
  if (write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
      fchmod(file.get(), kFileMode) != 0) {
    return system_failure(path);
  }
  return {};
}

}  // namespace

Result<uint64_t> read_asked_generation(const std::string& runtime_dir, const std::string& service,
                                       const TrustPolicy& trust) {
  const std::string path = folder(runtime_dir) + "/" + service;
  const auto file = open_trusted_file(path, trust, Secrecy::kPublic);
  if (!file) {
    if (file.error().kind == ErrorKind::kUnavailable) return 0;
    return tl::unexpected<Error>(file.error());
  }
  const auto text = file->read(kMaximumBytes);
  if (!text) return tl::unexpected<Error>(text.error());
  return parse(path, *text);
}

Result<uint64_t> raise_asked_generation(const std::string& runtime_dir, const std::string& service,
                                        const TrustPolicy& trust) {
  const std::string where = folder(runtime_dir);
  std::error_code ignored;  // what matters is whether it is there, and opening it tells
  std::filesystem::create_directories(where, ignored);
  const UniqueFd lock(open(where.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!lock.valid() || flock(lock.get(), LOCK_EX) != 0) return system_failure(where);
  auto before = read_asked_generation(runtime_dir, service, trust);
  if (!before) return before;
  const std::string path = where + "/" + service;
  const std::string fresh = path + ".new";
  unlink(fresh.c_str());
  if (auto written = write_new(fresh, std::to_string(*before + 1) + "\n"); !written) {
    return tl::unexpected<Error>(written.error());
  }
  if (rename(fresh.c_str(), path.c_str()) != 0) return system_failure(path);
  return *before + 1;
}

}  // namespace warifu
