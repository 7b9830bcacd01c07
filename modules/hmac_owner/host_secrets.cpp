// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/host_secrets.h"

#include <string_view>

namespace hmac_owner {

std::optional<warifu::wire::Secret> HostSecrets::read(const std::string& path,
                                                      const warifu::Place& where,
                                                      warifu::Diagnostics& diagnostics) {
  constexpr size_t kLimit = 1024;  // 64 digits, and some white space
  const uint8_t* bytes = nullptr;
  size_t length = 0;
  if (args_->read_file_at(args_, where.file.c_str(), where.line, where.column, path.c_str(),
                          WARIFU_FILE_SECRET, kLimit, &bytes, &length) != 0) {
    return std::nullopt;
  }
  auto secret = warifu::wire::Secret::from_text(
      std::string_view(reinterpret_cast<const char*>(bytes), length));
  if (secret) return *secret;
  diagnostics.error(where, path + " holds no secret: " + secret.error(),
                    "make one with `warifu key generate` or `warifu key derive`");
  return std::nullopt;
}

}  // namespace hmac_owner
