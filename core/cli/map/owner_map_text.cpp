// SPDX-License-Identifier: MIT
#include "core/cli/map/owner_map_text.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "core/cli/key/toml_value.h"
#include "core/diagnostic/escape.h"

namespace warifu::cli {
namespace {

constexpr std::string_view kBare =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

std::string key_text(const std::string& key) {
  return !key.empty() && key.find_first_not_of(kBare) == std::string::npos ? key : toml_string(key);
}

// Expressions are full of backslashes: a literal string shows them as they are.
std::string value_text(const std::string& text) {
  const bool literal = text.find('\\') != std::string::npos &&
                       text.find('\'') == std::string::npos &&
                       std::all_of(text.begin(), text.end(), [](char each) {
                         const auto byte = static_cast<unsigned char>(each);
                         return byte >= 0x20 && byte != 0x7f;
                       });
  return literal ? '\'' + text + '\'' : toml_string(text);
}

std::string owner_text(const MapOwner& owner) {
  const auto* uid = std::get_if<uint32_t>(&owner);
  return uid != nullptr ? std::to_string(*uid) : value_text(std::get<std::string>(owner));
}

std::string list_text(const std::vector<MapOwner>& owners) {
  std::set<MapOwner> written;
  std::string text = "[";
  for (const MapOwner& each : owners) {
    if (written.insert(each).second) text += (text.size() > 1 ? ", " : "") + owner_text(each);
  }
  return text + ']';
}

bool is_one(const std::vector<MapOwner>& owners) {
  return std::all_of(owners.begin(), owners.end(),
                     [&](const MapOwner& each) { return each == owners.front(); });
}

void append_account(std::string& text, const std::string& name, const MapAccount& account) {
  text += key_text(name) + " = ";
  if (account.domain.empty()) {
    text += is_one(account.owners) ? owner_text(account.owners.front()) : list_text(account.owners);
  } else {
    text +=
        "{ domain = " + toml_string(account.domain) + ", any = " + list_text(account.owners) + " }";
  }
  text += '\n';
}

}  // namespace

std::string to_toml(const OwnerMap& map, const std::string& origin) {
  std::string text = "# An owner map, imported from " + escaped(origin) +
                     ".\n"
                     "# To use it, in a stack:\n"
                     "#   [[verify]]\n"
                     "#   module  = \"owner_map\"\n"
                     "#   control = \"required\"\n"
                     "#   options = { map = \"/etc/warifu/maps/NAME.toml\" }\n"
                     "# Where the keyring has several domains, say whose owners these are:\n"
                     "#   domain = \"NAME\"\n";
  if (!map.accounts.empty()) text += "\n[accounts]\n";
  for (const auto& [name, account] : map.accounts)
    append_account(text, name, account);
  for (const MapRule& rule : map.rules) {
    text += "\n[[rule]]\nowner   = " + value_text(rule.owner) +
            "\naccount = " + value_text(rule.account) + '\n';
  }
  return text;
}

}  // namespace warifu::cli
