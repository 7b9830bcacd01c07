// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/opening.h"

#include <algorithm>
#include <ctime>
#include <string_view>
#include <utility>

#include "modules/hmac_owner/file_memory.h"
#include "modules/hmac_owner/host_secrets.h"
#include "modules/hmac_owner/keyring_reader.h"

namespace hmac_owner {
namespace {

constexpr char kReplayFolders[] = "/run/warifu/replay";  // one for each service

Policy to_policy(const warifu_module_open& args) {
  Policy policy;
  policy.require_proof = std::string_view(args.values[kRequire].string) == "proof";
  policy.accept_local = args.values[kAcceptLocal].boolean != 0;
  policy.trial = (args.flags & WARIFU_OPEN_TRIAL) != 0;
  return policy;
}

// Items that have no file of their own are about the option.
void tell(const warifu::Diagnostics& diagnostics, const warifu_module_open* args) {
  for (const warifu::Diagnostic& item : diagnostics.items()) {
    const auto say = item.severity == warifu::Severity::kError ? args->report : args->warn;
    say(args, kKeyring, item.place.file.c_str(), item.place.line, item.place.column,
        item.what.c_str(), item.remedy.c_str());
  }
}

std::optional<Keyring> read(const warifu_module_open* args, const std::string& file) {
  const uint8_t* bytes = nullptr;
  size_t length = 0;
  if (args->read_file(args, kKeyring, file.c_str(), WARIFU_FILE_CONFIGURATION, kMaximumKeyringBytes,
                      &bytes, &length) != 0) {
    return std::nullopt;
  }
  HostSecrets secrets(args);
  warifu::Diagnostics diagnostics;
  auto keyring = read_keyring(std::string_view(reinterpret_cast<const char*>(bytes), length), file,
                              std::time(nullptr), secrets, diagnostics);
  tell(diagnostics, args);
  return keyring;
}

bool declare_domains(const Keyring& keyring, const warifu_module_open& args) {
  return std::all_of(keyring.keys().begin(), keyring.keys().end(), [&args](const Key& key) {
    return args.declare_domain(&args, key.domain.c_str()) == 0;
  });
}

// Nothing where nothing is to be left behind.
std::unique_ptr<Memory> to_memory(const warifu_module_open& args, const Policy& policy) {
  if (policy.trial) return nullptr;
  const char* const folder = args.values[kReplayDir].string;
  return make_file_memory(
      folder != nullptr ? folder : std::string(kReplayFolders) + "/" + args.service,
      static_cast<size_t>(args.values[kReplayCapacity].integer));
}

}  // namespace

std::unique_ptr<Verifier> open_verifier(const warifu_module_open* args) {
  auto keyring = read(args, args->values[kKeyring].string);
  if (!keyring || !declare_domains(*keyring, *args)) return nullptr;
  const Policy policy = to_policy(*args);
  return std::make_unique<Verifier>(std::move(*keyring), policy, to_memory(*args, policy));
}

}  // namespace hmac_owner
