// SPDX-License-Identifier: MIT
#include "core/engine/attributes.h"

namespace warifu {
namespace {

constexpr size_t kMaximumAttributes = 64;
constexpr size_t kMaximumValueBytes = 4096;
constexpr size_t kMaximumDomainBytes = 64;
constexpr std::string_view kOwnerName = "owner.name";

bool may_set(std::string_view module, std::string_view name) {
  if (name == kOwnerName) return true;
  constexpr std::string_view kPrefix = "x.";
  if (!name.starts_with(kPrefix)) return false;
  name.remove_prefix(kPrefix.size());
  return name.starts_with(module) && name.size() > module.size() + 1 && name[module.size()] == '.';
}

}  // namespace

void Attributes::clear() {
  counted_.clear();
  domain_ = "";
  groups_ = {};
  gid_distrusted_ = false;
  begin_entry();
}

void Attributes::begin_entry() {
  staged_.clear();
  staged_domain_ = nullptr;
  staged_groups_ = {};
  staged_gid_distrust_ = false;
}

bool Attributes::set(std::string_view module, std::string_view name, std::string_view value) {
  if (!may_set(module, name) || value.size() > kMaximumValueBytes ||
      name.size() > kMaximumValueBytes || staged_.size() + counted_.size() >= kMaximumAttributes) {
    return false;
  }
  const char* const kept_name = arena_.copy(name, name.size());
  const char* const kept_value = arena_.copy(value, value.size());
  if (kept_name == nullptr || kept_value == nullptr) return false;
  staged_.push_back({kept_name, kept_value});
  return true;
}

bool Attributes::set_domain(std::string_view domain) {
  if (domain.empty() || domain.size() > kMaximumDomainBytes) return false;
  staged_domain_ = arena_.copy(domain, domain.size());
  return staged_domain_ != nullptr;
}

bool Attributes::offer_groups(warifu_group_lookup lookup, void* data) {
  if (lookup == nullptr) return false;
  staged_groups_ = {.lookup = lookup, .data = data};
  return true;
}

bool Attributes::offer_group_search(warifu_group_search search, size_t entry) {
  if (search == nullptr) return false;
  staged_groups_ = {.search = search, .entry = entry};
  return true;
}

const char* Attributes::get(std::string_view name) const {
  return find(counted_, name);
}

bool Attributes::commit() {
  if (contradicts()) return false;
  for (const Attribute& each : staged_) {
    if (find(counted_, each.name) == nullptr) counted_.push_back(each);
  }
  if (staged_domain_ != nullptr) domain_ = staged_domain_;
  if (!groups_.offered()) groups_ = staged_groups_;
  gid_distrusted_ = gid_distrusted_ || staged_gid_distrust_;
  return true;
}

bool Attributes::contradicts() const {
  for (const Attribute& each : staged_) {
    const char* const before = find(counted_, each.name);
    if (before != nullptr && std::string_view(before) != each.value) return true;
    // Twice by the same entry: its last word would depend on the order, so it has none.
    if (std::string_view(find(staged_, each.name)) != each.value) return true;
  }
  return staged_domain_ != nullptr && *domain_ != '\0' &&
         std::string_view(domain_) != staged_domain_;
}

const char* Attributes::find(const std::vector<Attribute>& in, std::string_view name) {
  for (const Attribute& each : in) {
    if (each.name == name) return each.value;
  }
  return nullptr;
}

}  // namespace warifu
