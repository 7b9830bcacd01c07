// SPDX-License-Identifier: MIT
#include "kernel/agent/signing_reader.h"

#include <algorithm>

#include "kernel/agent/signing_text.h"
#include "kernel/wire/mac_message.h"

namespace warifu::agent {
namespace {

constexpr const char* kKeysRemedy =
    "write keys = [{ source = \"10.1.0.5\", secret_file = \"keys/10.1.0.5.key\" }]";
static_assert(WARIFU_BIND_CONNECTION == 0 && WARIFU_BIND_NAT == 1 && WARIFU_BIND_DNAT == 2 &&
              WARIFU_BIND_ISN == 3);

std::optional<wire::Address> read_source(TableReader& reader) {
  const auto text = reader.text("source");
  if (!text) return std::nullopt;
  const auto address = parse_source_address(*text);
  if (address) return *address;
  reader.diagnostics().error(reader.find("source")->place(),
                             "\"" + *text + "\" " + address.error().text,
                             "write one address that this host connects from: \"10.1.0.5\"");
  return std::nullopt;
}

std::optional<SourceKey> read_key(const Node& node, const ConfigSources& sources, KeyRing& keys,
                                  Diagnostics& diagnostics) {
  TableReader reader(node, diagnostics);
  const bool has_source = reader.require("source", kKeysRemedy);
  const bool has_secret = reader.require("secret_file", kKeysRemedy);
  const auto source = read_source(reader);
  const auto name = reader.text("secret_file");
  reader.finish();
  if (!name) return std::nullopt;
  const Place& place = reader.find("secret_file")->place();
  const auto secret = sources.secret(*name);
  if (!secret) diagnostics.error(place, secret.error().text, "");
  if (!has_source || !has_secret || !source || !secret) return std::nullopt;
  SourceKey key{place, *source, fingerprint_of(*secret)};
  keys.emplace(key.fingerprint, *secret);
  return key;
}

std::vector<SourceKey> read_keys(const Node& node, const ConfigSources& sources, KeyRing& keys,
                                 Diagnostics& diagnostics) {
  std::vector<SourceKey> read;
  const Array* items = node.as<Array>();
  if (items == nullptr || items->empty()) {
    diagnostics.error(node.place(), "\"keys\" is not a list of keys", kKeysRemedy);
    return read;
  }
  for (const Node& item : *items) {
    auto key = read_key(item, sources, keys, diagnostics);
    if (!key) continue;
    const auto same = [&](const SourceKey& other) { return other.source == key->source; };
    if (std::any_of(read.begin(), read.end(), same)) {
      diagnostics.error(item.place(), "this source has a key in this entry already",
                        "keep one key for each address");
    }
    read.push_back(*std::move(key));
  }
  return read;
}

uint8_t read_bind(TableReader& reader) {
  const auto word = reader.choice("bind", {kBindWords.begin(), kBindWords.end()});
  const auto found =
      word ? std::find(kBindWords.begin(), kBindWords.end(), *word) : kBindWords.begin();
  return static_cast<uint8_t>(found - kBindWords.begin());
}

void refuse_without_keys(TableReader& reader) {
  for (const std::string_view key : {"slot", "bind", "proof"}) {
    if (const Node* node = reader.find(key)) {
      reader.diagnostics().error(node->place(),
                                 "\"" + std::string(key) +
                                     "\" says how to sign, and this entry has no keys: it stamps "
                                     "plain claims",
                                 std::string(kKeysRemedy) + ", or remove it");
    }
  }
}

struct FirstUse {
  size_t entry;
  uint8_t bind;
  uint32_t line;
};

void refuse_second_use(const FirstUse& first, const SourceKey& key, uint8_t bind,
                       Diagnostics& diagnostics) {
  const std::string where = "in the [[stamp]] with the key of line " + std::to_string(first.line);
  if (first.bind != bind) {
    diagnostics.error(key.place, "this secret has another bind " + where,
                      "a secret has one bind, at both ends: use one for each");
  } else if ((bind & WARIFU_BIND_DNAT) != 0) {
    diagnostics.error(key.place,
                      "this secret does not sign the destination, and stands also " + where +
                          ": a server of the one could relay a claim to the other",
                      "use another secret, or bind = \"connection\"");
  }
}

}  // namespace

std::optional<Signing> read_signing(TableReader& reader, const ConfigSources& sources,
                                    KeyRing& keys) {
  const Node* list = reader.find("keys");
  if (list == nullptr) {
    refuse_without_keys(reader);
    return std::nullopt;
  }
  Signing signing;
  reader.require("slot", "name the slot under which the servers' keyring has the key: slot = 0");
  signing.slot = static_cast<uint8_t>(reader.integer("slot", 0, 15).value_or(0));
  signing.bind = read_bind(reader);
  signing.proof = reader.boolean("proof").value_or(false);
  signing.keys = read_keys(*list, sources, keys, reader.diagnostics());
  return signing;
}

void refuse_shared_secrets(const std::vector<StampEntry>& stamps, Diagnostics& diagnostics) {
  std::map<Fingerprint, FirstUse> seen;
  for (size_t i = 0; i < stamps.size(); ++i) {
    if (!stamps[i].signing) continue;
    const uint8_t bind = stamps[i].signing->bind;
    for (const SourceKey& key : stamps[i].signing->keys) {
      const auto [found, first] =
          seen.try_emplace(key.fingerprint, FirstUse{i, bind, key.place.line});
      if (!first && found->second.entry != i) {
        refuse_second_use(found->second, key, bind, diagnostics);
      }
    }
  }
}

}  // namespace warifu::agent
