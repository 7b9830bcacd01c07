// SPDX-License-Identifier: MIT
#include "kernel/agent/config_sources.h"

#include <openssl/crypto.h>
#include <pwd.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

#include "core/trust/trust.h"

namespace warifu::agent {
namespace {

constexpr size_t kMaximumSecretBytes = 4096;
constexpr size_t kMaximumUserBytes = 1 << 20;

Result<wire::Secret> read_secret(const std::string& path) {
  const auto file = open_trusted_file(path, TrustPolicy{}, Secrecy::kSecret);
  if (!file) return tl::unexpected<Error>(file.error());
  auto text = file->read(kMaximumSecretBytes);
  if (!text) return tl::unexpected<Error>(text.error());
  const auto secret = wire::Secret::from_text(*text);
  OPENSSL_cleanse(text->data(), text->size());
  if (secret) return *secret;
  return failure(ErrorKind::kConfiguration,
                 path + " holds no secret: " + secret.error() +
                     "; write 64 hexadecimal digits, as `warifu key` makes them");
}

std::optional<uint32_t> look_user_up(const std::string& name) {
  passwd entry{};
  passwd* found = nullptr;
  std::vector<char> text(1024);
  int error = ::getpwnam_r(name.c_str(), &entry, text.data(), text.size(), &found);
  while (error == ERANGE && text.size() < kMaximumUserBytes) {
    text.resize(text.size() * 4);
    error = ::getpwnam_r(name.c_str(), &entry, text.data(), text.size(), &found);
  }
  if (error != 0 || found == nullptr) return std::nullopt;
  return found->pw_uid;
}

}  // namespace

ConfigSources machine_sources(const std::string& folder) {
  return {[folder](const std::string& name) {
            return read_secret(name.starts_with('/') ? name : folder + "/" + name);
          },
          look_user_up};
}

}  // namespace warifu::agent
