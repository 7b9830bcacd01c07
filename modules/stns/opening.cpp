// SPDX-License-Identifier: MIT
#include "modules/stns/opening.h"

#include "modules/stns/connection_reader.h"
#include "modules/stns/option.h"

namespace stns {
namespace {

// What a fetch may take beyond one request: the pauses between attempts.
constexpr int64_t kBeyondRequest = 1'000'000;

}  // namespace

std::unique_ptr<Verifier> open_verifier(const warifu_module_open* args) {
  OptionReader options(*args);
  warifu::directory::Requirements requirements;
  const bool has_requirements = requirements.read(*args);
  Settings settings;
  settings.connection = read_connection(options);
  settings.cache =
      warifu::directory::read_cache_policy(*args, settings.connection.timeout + kBeyondRequest);
  settings.uid_shift = options.value(kUidShift).integer;
  settings.gid_shift = options.value(kGidShift).integer;
  if (!options.good() || !has_requirements) return nullptr;
  return std::make_unique<Verifier>(std::move(settings), requirements);
}

}  // namespace stns
