// SPDX-License-Identifier: MIT
#pragma once

#include "modules/owner_map/map_source.h"
#include "warifu/module.h"

namespace owner_map {

// Files through the host, under its rules of trust.
class HostFiles final : public MapSource {
 public:
  explicit HostFiles(const warifu_module_open* args) : args_(args) {}

  std::optional<std::string_view> read(const std::string& path, const warifu::Place& where,
                                       size_t limit, warifu::Diagnostics& diagnostics) override;
  std::optional<std::vector<std::string>> list(const std::string& folder,
                                               const warifu::Place& where,
                                               warifu::Diagnostics& diagnostics) override;

 private:
  const warifu_module_open* args_;
};

}  // namespace owner_map
