// SPDX-License-Identifier: MIT
#include "sdk/servers/preload/settings.h"

#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "sdk/servers/preload/environment.h"
#include "warifu/warifu.h"

namespace warifu::preload {
namespace {

// "" where there is none, or where the program has rights that its caller has not.
std::string_view value_of(const char* name) {
  const char* const value = secure_getenv(name);
  return value != nullptr ? value : "";
}

template <size_t kSize>
bool copy(std::array<char, kSize>& to, std::string_view from) {
  if (from.size() >= kSize) return false;
  std::memcpy(to.data(), from.data(), from.size());
  to[from.size()] = '\0';
  return true;
}

bool is_this_process(std::string_view pid) {
  pid_t number = 0;
  const auto [end, error] = std::from_chars(pid.data(), pid.data() + pid.size(), number);
  return error == std::errc() && end == pid.data() + pid.size() && number == getpid();
}

}  // namespace

void Settings::read() {
  if (!copy(service, value_of(kService)) || !copy(config_dir, value_of(kConfigDir)) ||
      !copy(module_dir, value_of(kModuleDir)) || !copy(runtime_dir, value_of(kRuntimeDir))) {
    mistake = "the shim was given too long a name or folder";
  } else if (service[0] == '\0') {
    mistake = "the shim was given no service; start the server with `warifu run`";
  }
  const std::string_view letters = value_of(kFlags);
  if (letters.find(kTrustsUser) != std::string_view::npos) flags |= WARIFU_ALLOW_USER_OWNED;
  if (letters.find(kMayWait) == std::string_view::npos) flags |= WARIFU_NONBLOCKING_ONLY;
  is_server = is_this_process(value_of(kServer));
  is_trial = !value_of(kTrial).empty();
}

}  // namespace warifu::preload
