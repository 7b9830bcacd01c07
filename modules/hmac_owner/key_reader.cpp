// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/key_reader.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/toml/table_reader.h"
#include "kernel/wire/key_derivation.h"
#include "modules/hmac_owner/secret_path.h"

namespace hmac_owner {
namespace {

using warifu::Array;
using warifu::Diagnostics;
using warifu::Node;
using warifu::TableReader;

constexpr char kDomainRemedy[] =
    "write up to 64 of a-z, 0-9, \".\", \"_\" and \"-\", a letter or digit first: \"web\"";

constexpr warifu::KeyHints::Hint kElsewhere[] = {
    {"secret",
     "put the secret into a file of its own that others cannot read, and name that with "
     "\"secret_file\""},
    {"source", "here the sources of a key stand in \"from\"; \"source\" belongs to agent.toml"},
    {"scope", "this belongs to agent.toml, on the client's host"},
    {"proof", "whether a proof is needed stands in the stack: options = { require = \"proof\" }"},
    {"require", "this belongs to the stack: options = { require = \"proof\" }"},
};

bool is_domain(const std::string& text) {
  constexpr size_t kLongest = 64;
  const auto is_plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  const auto is_allowed = [&](char c) { return is_plain(c) || c == '.' || c == '_' || c == '-'; };
  return !text.empty() && text.size() <= kLongest && is_plain(text.front()) &&
         std::all_of(text.begin(), text.end(), is_allowed);
}

class KeyReader {
 public:
  KeyReader(const Node& node, const std::string& file, SecretSource& secrets,
            Diagnostics& diagnostics)
      : table_(node, diagnostics), file_(file), secrets_(secrets), diagnostics_(diagnostics) {}

  std::optional<Key> read() {
    const size_t before = diagnostics_.items().size();
    key_.place = table_.place();
    read_slot();
    const bool has_secret = read_secret();
    read_signed();
    read_domain();
    read_state();
    read_from();
    key_.uids = ids("uids");
    key_.gids = ids("gids");
    read_dates();
    table_.finish({kElsewhere, {}});
    if (!has_secret || diagnostics_.items().size() != before) return std::nullopt;
    name_key();
    return std::move(key_);
  }

 private:
  void name_key() {
    constexpr int kHexadecimal = 16;
    key_.fingerprint = warifu::wire::fingerprint(key_.secret);
    const char* digits = key_.fingerprint.data();
    for (uint8_t& byte : key_.fingerprint_bytes) {
      std::from_chars(digits, digits + 2, byte, kHexadecimal);
      digits += 2;
    }
    key_.description = "key " + key_.fingerprint + " (slot " + std::to_string(key_.slot) + ")";
  }

  void read_slot() {
    constexpr int64_t kLast = 15;
    if (!table_.require("slot", "write the slot of the client's [[stamp]]: slot = 0 to 15")) return;
    const auto slot = table_.integer("slot", 0, kLast);
    if (slot) key_.slot = static_cast<uint8_t>(*slot);
  }

  bool read_secret() {
    if (!table_.require("secret_file",
                        "name the file with the secret, relative to this file's "
                        "folder: \"keys/postgresql.audience\"")) {
      return false;
    }
    const auto text = table_.text("secret_file");
    if (!text) return false;
    const warifu::Place& where = table_.find("secret_file")->place();
    const auto path = secret_path(file_, *text);
    if (!path) {
      diagnostics_.error(where, "\"secret_file\" " + path.error(),
                         "name a file below this file's folder, or by its whole path");
      return false;
    }
    auto secret = secrets_.read(*path, where, diagnostics_);
    if (secret) key_.secret = *secret;
    return secret.has_value();
  }

  // What is signed, and with which key.
  void read_signed() {
    const auto derive = table_.choice("derive", {"source-address"});
    key_.derived = derive.has_value();
    const auto bind = table_.choice("bind", {"connection", "nat", "dnat", "isn"});
    if (bind == "nat") key_.bind = WARIFU_BIND_NAT;
    if (bind == "dnat") key_.bind = WARIFU_BIND_DNAT;
    if (bind == "isn") key_.bind = WARIFU_BIND_ISN;
    if (key_.derived && (key_.bind & WARIFU_BIND_NAT) != 0) {
      diagnostics_.error(table_.find("bind")->place(),
                         "\"bind\" cannot be \"" + *bind +
                             "\" beside \"derive\": a derived key speaks for its source address, "
                             "which must then be signed",
                         "write bind = \"connection\" or \"dnat\", or give the hosts behind the "
                         "address translation a key of their own, without \"derive\"");
    }
  }

  void read_domain() {
    const auto domain = table_.text("domain");
    if (!domain) return;
    const warifu::Place& where = table_.find("domain")->place();
    if (!is_domain(*domain)) {
      diagnostics_.error(where, "\"domain\" cannot be \"" + *domain + "\"", kDomainRemedy);
    } else if (*domain == kLocalDomain) {
      diagnostics_.error(where, "\"domain\" cannot be \"local\", which is this host's own",
                         "name the uid space of the clients' hosts otherwise");
    }
    key_.domain = *domain;
  }

  void read_state() {
    const auto state = table_.choice("state", {"active", "accept", "retired"});
    if (state == "accept") key_.state = State::kAccept;
    if (state == "retired") key_.state = State::kRetired;
  }

  void read_from() {
    constexpr char kRemedy[] =
        "list prefixes or addresses: [\"10.1.0.0/16\", \"2001:db8::5\"]; without \"from\" any "
        "source may use the key";
    const Array* items = table_.array("from");
    if (items == nullptr) return;
    if (items->empty()) {
      diagnostics_.error(table_.find("from")->place(), "\"from\" lists no source", kRemedy);
      return;
    }
    key_.from.emplace();
    for (const Node& item : *items) {
      const auto* text = item.as<std::string>();
      if (text == nullptr) {
        diagnostics_.error(item.place(), std::string("a source cannot be ") + item.type_name(),
                           kRemedy);
        continue;
      }
      const auto prefix = warifu::wire::parse_prefix(*text);
      if (prefix) {
        key_.from->push_back(*prefix);
      } else {
        diagnostics_.error(item.place(), "\"" + *text + "\" " + prefix.error(), kRemedy);
      }
    }
  }

  std::optional<std::vector<warifu::IdRange>> ids(const char* name) {
    const Node* node = table_.find(name);
    if (node == nullptr) return std::nullopt;
    return read_id_list(*node, diagnostics_);
  }

  void read_dates() {
    const auto before = table_.date("not_before");
    const auto after = table_.date("not_after");
    if (before) key_.not_before = before->unix_seconds;
    if (after) key_.not_after = after->unix_seconds;
    if (before && after && *key_.not_after <= *key_.not_before) {
      diagnostics_.error(table_.find("not_after")->place(),
                         "\"not_after\" is not later than \"not_before\": the key is never valid",
                         "write a later \"not_after\", or an earlier \"not_before\"");
    }
  }

  TableReader table_;
  const std::string& file_;
  SecretSource& secrets_;
  Diagnostics& diagnostics_;
  Key key_;
};

}  // namespace

std::optional<Key> read_key(const Node& node, const std::string& file, SecretSource& secrets,
                            Diagnostics& diagnostics) {
  return KeyReader(node, file, secrets, diagnostics).read();
}

}  // namespace hmac_owner
