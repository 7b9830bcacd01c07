// SPDX-License-Identifier: MIT
// The accounts that a map names exactly, and whom each belongs to.
#pragma once

#include <span>
#include <vector>

#include "modules/owner_map/text_store.h"

namespace owner_map {

// Where an entry stands: an index into the map's files, and a line from 1; 0: the file as a whole.
struct Origin {
  uint32_t file = 0;
  uint32_t line = 0;
};

enum class TermKind : uint8_t { kUid, kName, kGroup };

// One of those an account belongs to.
struct Term {
  TermKind kind = TermKind::kUid;
  uint32_t uid = 0;
  Text text;  // the name, or the group without its "+"
};

struct Account {
  Text name;
  Text domain;  // the entry's own; empty: the map's
  Origin where;
  uint32_t term_count = 0;    // 0: the account is nobody's; kOneUid: it is that of one uid
  uint32_t uid_or_terms = 0;  // that uid, or the index of the first term

  static constexpr uint32_t kOneUid = UINT32_MAX;
};

// Made by one thread, then only read, by any number of them.
class AccountTable {
 public:
  // Nothing where it was added; else the one that has the name already, valid until the next add.
  const Account* add(std::string_view name, std::string_view domain, std::span<const Term> terms,
                     Origin where);
  [[nodiscard]] const Account* find(std::string_view name) const;

  // `room` is where a single uid becomes a term.
  [[nodiscard]] std::span<const Term> terms(const Account& account, Term& room) const;

  Text keep(std::string_view text) { return texts_.add(text); }
  [[nodiscard]] const TextStore& texts() const { return texts_; }
  [[nodiscard]] size_t size() const { return accounts_.size(); }
  [[nodiscard]] bool all_have_domains() const { return without_domain_ == 0; }

  void reserve(size_t accounts, size_t bytes);
  void shrink();  // gives back what growing left over

 private:
  [[nodiscard]] size_t slot_of(std::string_view name) const;
  void grow(size_t accounts);

  TextStore texts_;
  std::vector<Account> accounts_;
  size_t without_domain_ = 0;
  std::vector<Term> terms_;
  std::vector<uint32_t> slots_;  // open addressing; 0: free, else an index of accounts_ plus 1
};

}  // namespace owner_map
