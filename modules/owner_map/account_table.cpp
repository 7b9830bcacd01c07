// SPDX-License-Identifier: MIT
#include "modules/owner_map/account_table.h"

#include <bit>
#include <functional>

namespace owner_map {

namespace {

constexpr size_t kFewest = 16;

bool is_one_uid(std::span<const Term> terms) {
  return terms.size() == 1 && terms[0].kind == TermKind::kUid;
}

}  // namespace

const Account* AccountTable::add(std::string_view name, std::string_view domain,
                                 std::span<const Term> terms, Origin where) {
  grow(accounts_.size() + 1);
  const size_t slot = slot_of(name);
  if (slots_[slot] != 0) return &accounts_[slots_[slot] - 1];
  Account account;
  account.name = texts_.add(name);
  if (domain.empty()) {
    ++without_domain_;
  } else {
    account.domain = texts_.add(domain);
  }
  account.where = where;
  if (is_one_uid(terms)) {
    account.term_count = Account::kOneUid;
    account.uid_or_terms = terms[0].uid;
  } else {
    account.term_count = static_cast<uint32_t>(terms.size());
    account.uid_or_terms = static_cast<uint32_t>(terms_.size());
    terms_.insert(terms_.end(), terms.begin(), terms.end());
  }
  accounts_.push_back(account);
  slots_[slot] = static_cast<uint32_t>(accounts_.size());
  return nullptr;
}

const Account* AccountTable::find(std::string_view name) const {
  if (slots_.empty()) return nullptr;
  const uint32_t found = slots_[slot_of(name)];
  return found == 0 ? nullptr : &accounts_[found - 1];
}

std::span<const Term> AccountTable::terms(const Account& account, Term& room) const {
  if (account.term_count != Account::kOneUid) {
    return std::span(terms_).subspan(account.uid_or_terms, account.term_count);
  }
  room = {TermKind::kUid, account.uid_or_terms, {}};
  return {&room, 1};
}

void AccountTable::reserve(size_t accounts, size_t bytes) {
  accounts_.reserve(accounts);
  texts_.reserve(bytes);
  grow(accounts);
}

void AccountTable::shrink() {
  accounts_.shrink_to_fit();
  terms_.shrink_to_fit();
  texts_.shrink();
}

// Where the name is, or would go. At least half of the slots are free, so this ends.
size_t AccountTable::slot_of(std::string_view name) const {
  size_t slot = std::hash<std::string_view>{}(name) & (slots_.size() - 1);
  while (slots_[slot] != 0 && texts_.view(accounts_[slots_[slot] - 1].name) != name) {
    slot = (slot + 1) & (slots_.size() - 1);
  }
  return slot;
}

void AccountTable::grow(size_t accounts) {
  if (accounts * 2 <= slots_.size()) return;
  slots_.assign(std::bit_ceil(std::max(kFewest, accounts * 2)), 0);
  for (size_t i = 0; i < accounts_.size(); ++i) {
    slots_[slot_of(texts_.view(accounts_[i].name))] = static_cast<uint32_t>(i + 1);
  }
}

}  // namespace owner_map
