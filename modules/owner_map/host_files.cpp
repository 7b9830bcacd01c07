// SPDX-License-Identifier: MIT
#include "modules/owner_map/host_files.h"

#include <unistd.h>

#include "core/trust/trust.h"

namespace owner_map {

std::optional<std::string_view> HostFiles::read(const std::string& path, const warifu::Place& where,
                                                size_t limit,
                                                warifu::Diagnostics& /*diagnostics*/) {
  const uint8_t* bytes = nullptr;
  size_t length = 0;
  if (args_->read_file_at(args_, where.file.c_str(), where.line, where.column, path.c_str(),
                          WARIFU_FILE_CONFIGURATION, limit, &bytes, &length) != 0) {
    return std::nullopt;  // the host has told why
  }
  return std::string_view(reinterpret_cast<const char*>(bytes), length);
}

// Names alone are learnt here. Each file is then read by the host, which judges the folder again
// and by its own rules; so the running user's folders can be listed whatever the host was told.
std::optional<std::vector<std::string>> HostFiles::list(const std::string& folder,
                                                        const warifu::Place& where,
                                                        warifu::Diagnostics& diagnostics) {
  auto names = warifu::list_trusted_folder(folder, warifu::TrustPolicy{::geteuid()});
  if (names) return std::move(*names);
  if (names.error().kind == warifu::ErrorKind::kUnavailable) return std::vector<std::string>{};
  diagnostics.error(where, names.error().text, "");
  return std::nullopt;
}

}  // namespace owner_map
