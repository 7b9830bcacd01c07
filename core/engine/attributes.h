// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "core/engine/arena.h"
#include "warifu/module.h"

namespace warifu {

// What the modules of one walk found out about the owner. An entry's findings are staged
// while it runs and count only if it passes: the first writer wins, and a second, different
// value is a conflict. Used by one walk on one thread.
class Attributes {
 public:
  explicit Attributes(Arena& arena) : arena_(arena) {}

  void clear();
  void begin_entry();
  void presume_domain(const char* domain) { domain_ = domain; }  // kept by the caller

  // false: no room, or not a name that `module` may set.
  bool set(std::string_view module, std::string_view name, std::string_view value);
  bool set_domain(std::string_view domain);
  bool offer_groups(warifu_group_lookup lookup, void* data);
  bool offer_group_search(warifu_group_search search, size_t entry);  // entry: who offers
  void distrust_gid() { staged_gid_distrust_ = true; }

  // What the running entry sees: what counted before it, never its own staging.
  [[nodiscard]] const char* get(std::string_view name) const;
  [[nodiscard]] const char* domain() const { return domain_; }
  [[nodiscard]] bool gid_distrusted() const { return gid_distrusted_; }

  // The first offer that counted; neither is set where there was none.
  struct Groups {
    warifu_group_lookup lookup = nullptr;
    void* data = nullptr;
    warifu_group_search search = nullptr;
    size_t entry = 0;  // whose search it is
    [[nodiscard]] bool offered() const { return lookup != nullptr || search != nullptr; }
  };
  [[nodiscard]] const Groups& groups() const { return groups_; }

  // The running entry passed. false: it contradicts an earlier one; nothing of it counts.
  [[nodiscard]] bool commit();

 private:
  struct Attribute {
    const char* name;
    const char* value;
  };
  static const char* find(const std::vector<Attribute>& in, std::string_view name);
  [[nodiscard]] bool contradicts() const;

  Arena& arena_;
  std::vector<Attribute> counted_;
  std::vector<Attribute> staged_;
  const char* domain_ = "";
  const char* staged_domain_ = nullptr;
  Groups groups_;
  Groups staged_groups_;
  bool gid_distrusted_ = false;
  bool staged_gid_distrust_ = false;
};

}  // namespace warifu
