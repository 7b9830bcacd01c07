// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/keyring_reader.h"

#include <utility>

#include "core/toml/table_reader.h"
#include "modules/hmac_owner/key_reader.h"
#include "modules/hmac_owner/keyring_rules.h"

namespace hmac_owner {
namespace {

using warifu::Array;
using warifu::Diagnostics;
using warifu::Node;

constexpr char kRemedy[] = "write an entry: [[key]] with \"slot\" and \"secret_file\"";
constexpr char kAbout[] = "a keyring has [[key]] entries only; move it into one, or remove it";

const Array* entries(const Node& document, const std::string& file, Diagnostics& diagnostics) {
  warifu::TableReader top(document, diagnostics);
  const Node* const node = top.find("key");
  const Array* const keys = top.array("key");
  top.finish({{}, kAbout});
  if (node == nullptr) {
    diagnostics.error({file, 1, 1}, "the keyring has no key", kRemedy);
  } else if (keys != nullptr && keys->size() > kMaximumKeys) {
    diagnostics.error(node->place(),
                      "the keyring has more than " + std::to_string(kMaximumKeys) + " keys",
                      "derive the hosts' keys from one: derive = \"source-address\"");
    return nullptr;
  }
  return keys;
}

}  // namespace

std::optional<Keyring> read_keyring(std::string_view text, const std::string& file, int64_t now,
                                    SecretSource& secrets, Diagnostics& diagnostics) {
  const Node document = warifu::parse_toml(text, file, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  const Array* const nodes = entries(document, file, diagnostics);
  if (nodes == nullptr) return std::nullopt;
  std::vector<Key> keys;
  for (const Node& node : *nodes) {
    if (auto key = read_key(node, file, secrets, diagnostics)) keys.push_back(std::move(*key));
  }
  const bool whole = keys.size() == nodes->size();
  check_together(keys, diagnostics);
  warn_of(keys, now, diagnostics);
  if (whole) check_any_usable(keys, {file, 1, 1}, now, diagnostics);
  if (!whole || diagnostics.has_errors()) return std::nullopt;
  return Keyring(std::move(keys));
}

}  // namespace hmac_owner
