// SPDX-License-Identifier: MIT
#include "core/cli/run/environment.h"

#include <unistd.h>

#include <algorithm>

namespace warifu::cli {

Environment::Environment() {
  for (char** entry = environ; *entry != nullptr; ++entry)
    entries_.emplace_back(*entry);
}

std::vector<std::string>::const_iterator Environment::find(std::string_view name) const {
  return std::find_if(entries_.begin(), entries_.end(), [&](std::string_view entry) {
    return entry.size() > name.size() && entry.starts_with(name) && entry[name.size()] == '=';
  });
}

std::string_view Environment::get(std::string_view name) const {
  const auto found = find(name);
  return found != entries_.end() ? std::string_view(*found).substr(name.size() + 1)
                                 : std::string_view();
}

void Environment::set(std::string_view name, std::string_view value) {
  // All of them: two of one name are possible, and programs differ in which they take.
  for (auto found = find(name); found != entries_.end(); found = find(name))
    entries_.erase(found);
  entries_.push_back(std::string(name) + "=" + std::string(value));
}

std::vector<char*> Environment::pointers() {
  std::vector<char*> all;
  for (std::string& entry : entries_)
    all.push_back(entry.data());
  all.push_back(nullptr);
  return all;
}

}  // namespace warifu::cli
