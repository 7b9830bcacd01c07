// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/replay/host_clock.h"

#include <fcntl.h>
#include <unistd.h>

#include <charconv>
#include <ctime>
#include <string_view>

#include "core/posix/unique_fd.h"
#include "kernel/wire/key_derivation.h"

namespace hmac_owner {
namespace {

constexpr const char* kBootIdPath = "/proc/sys/kernel/random/boot_id";
constexpr size_t kDigits = 32;

// "8-4-4-4-12" hexadecimal digits; false where it is anything else.
bool parse_boot_id(std::string_view text, BootId& id) {
  std::array<char, kDigits> digits{};
  size_t count = 0;
  for (const char c : text) {
    if (c == '-' || c == '\n') continue;
    if (count == kDigits) return false;
    digits.at(count++) = c;
  }
  if (count != kDigits) return false;
  for (size_t half = 0; half < id.size(); ++half) {
    const char* begin = digits.data() + half * 16;
    const auto parsed = std::from_chars(begin, begin + 16, id.at(half), 16);
    if (parsed.ec != std::errc() || parsed.ptr != begin + 16) return false;
  }
  return true;
}

int64_t seconds_of(clockid_t clock) {
  timespec now = {};
  (void)::clock_gettime(clock, &now);
  return now.tv_sec;
}

Moment real_moment() {
  return {seconds_of(CLOCK_REALTIME), seconds_of(CLOCK_BOOTTIME)};
}

}  // namespace

warifu::Result<HostClock> read_host_clock() {
  const warifu::UniqueFd fd(::open(kBootIdPath, O_RDONLY | O_CLOEXEC));
  std::array<char, 64> text{};
  const ssize_t length = fd.valid() ? ::read(fd.get(), text.data(), text.size()) : -1;
  HostClock host{{}, real_moment};
  if (length <= 0 || !parse_boot_id({text.data(), static_cast<size_t>(length)}, host.boot_id)) {
    return warifu::failure(
        warifu::ErrorKind::kUnavailable,
        std::string(kBootIdPath) + " cannot be read; mount /proc where the server runs (proc(5))");
  }
  return host;
}

bool may_be_from_before_boot(uint64_t epoch, const HostClock& host) {
  const Moment now = host.now();
  constexpr int64_t kTolerance = warifu::wire::kEpochTolerance;
  if (now.since_boot >= (2 * kTolerance + 1) * warifu::wire::kEpochSeconds) return false;
  const uint64_t at_boot = warifu::wire::epoch_at(now.unix_seconds - now.since_boot);
  return epoch <= at_boot + warifu::wire::kEpochTolerance;
}

}  // namespace hmac_owner
