// SPDX-License-Identifier: MIT
#include "modules/owner_map/opening.h"

#include <utility>

#include "modules/owner_map/host_files.h"
#include "modules/owner_map/map_reader.h"

namespace owner_map {
namespace {

void tell(const warifu::Diagnostics& diagnostics, const warifu_module_open* args) {
  for (const warifu::Diagnostic& item : diagnostics.items()) {
    const auto say = item.severity == warifu::Severity::kError ? args->report : args->warn;
    say(args, kMap, item.place.file.c_str(), item.place.line, item.place.column, item.what.c_str(),
        item.remedy.c_str());
  }
}

// Whether the map says of everybody it names in which uid space.
bool is_clear(const OwnerMap& map, const warifu_module_open* args) {
  const bool names_domains = map.rules.empty() && map.accounts.all_have_domains();
  if (!map.domain.empty() || names_domains || args->domain_count(args) < 2) return true;
  args->report(args, kMap, map.files[0].c_str(), 1, 1,
               "missing key \"domain\": the keyring has several, and a uid of one is not that of "
               "another",
               "write domain = \"NAME\" at the head of the map, and owners of other domains as "
               "{ domain = \"NAME\", any = [UID] }");
  return false;
}

}  // namespace

std::unique_ptr<Mapper> open_mapper(const warifu_module_open* args) {
  const std::string file = args->values[kMap].string;
  const uint8_t* bytes = nullptr;
  size_t length = 0;
  if (args->read_file(args, kMap, file.c_str(), WARIFU_FILE_CONFIGURATION, kMaximumMapBytes, &bytes,
                      &length) != 0) {
    return nullptr;
  }
  HostFiles files(args);
  warifu::Diagnostics diagnostics;
  auto map = read_map(std::string_view(reinterpret_cast<const char*>(bytes), length), file, files,
                      diagnostics);
  tell(diagnostics, args);
  if (!map || !is_clear(*map, args)) return nullptr;
  return std::make_unique<Mapper>(std::move(*map));
}

}  // namespace owner_map
