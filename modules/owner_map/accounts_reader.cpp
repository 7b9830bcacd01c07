// SPDX-License-Identifier: MIT
#include "modules/owner_map/accounts_reader.h"

#include "core/toml/table_reader.h"
#include "modules/owner_map/names.h"
#include "modules/owner_map/terms_reader.h"

namespace owner_map {
namespace {

using warifu::Diagnostics;
using warifu::Member;
using warifu::Node;
using warifu::Place;

std::string quoted(std::string_view text) {
  return '"' + std::string(text) + '"';
}

}  // namespace

struct AccountsReader::Entry {
  std::string domain;
  std::vector<ReadTerm> terms;
};

void AccountsReader::read(std::span<const PlainAccount> accounts) {
  size_t bytes = 0;
  for (const PlainAccount& each : accounts)
    bytes += each.key.size() + 1;
  map_.accounts.reserve(map_.accounts.size() + accounts.size(), bytes);
  for (const PlainAccount& each : accounts) {
    if (!check_key(each.key, each.line, each.key_column)) continue;
    const bool is_usual = each.value != 0 && each.value <= INT32_MAX;
    if (!is_usual && !check_uid(each.value, place(each.line, each.value_column), diagnostics_)) {
      continue;
    }
    const Term term{TermKind::kUid, static_cast<uint32_t>(each.value), {}};
    add(each.key, "", {&term, 1}, each.line, each.key_column);
  }
}

void AccountsReader::read(const Node& table) {
  for (const Member& member : *table.as<warifu::Table>())
    read_entry(member);
}

void AccountsReader::read_entry(const Member& member) {
  const Place& at = member.key_place;
  if (!check_key(member.key, at.line, at.column)) return;
  Entry entry;
  if (member.value.as<warifu::Table>() != nullptr) {
    read_table(member, entry);
  } else {
    entry.terms = read_terms(member.value, diagnostics_);
  }
  std::vector<Term> terms;
  for (const ReadTerm& each : entry.terms) {
    terms.push_back(
        {each.kind, each.uid, each.text.empty() ? Text{} : map_.accounts.keep(each.text)});
  }
  add(member.key, entry.domain, terms, at.line, at.column);
}

void AccountsReader::read_table(const Member& member, Entry& entry) {
  warifu::TableReader reader(member.value, diagnostics_);
  if (const auto domain = reader.text("domain")) {
    if (const auto fault = fault_of_domain(*domain)) {
      diagnostics_.error(reader.find("domain")->place(), quoted(*domain) + " " + fault->what,
                         fault->remedy);
    }
    entry.domain = *domain;
  }
  reader.require("domain", "name the uid space, or write the owners without a table");
  if (reader.require("any", "add who may log in: any = [10042, \"name\", \"+group\"]")) {
    entry.terms = read_terms(*reader.find("any"), diagnostics_);
  }
  reader.finish({{}, "put an account that has dots in its name in quotes"});
}

bool AccountsReader::check_key(std::string_view key, uint32_t line, uint32_t column) {
  if (const auto fault = fault_of_text(key)) {
    diagnostics_.error(place(line, column), "the account " + quoted(key) + " " + fault->what,
                       fault->remedy);
    return false;
  }
  if (key == "all" || key.front() == '/') {
    diagnostics_.warning(place(line, column),
                         "the account " + quoted(key) + " is meant as it is written",
                         "write it as account of a [[rule]] to mean more than that");
  }
  return true;
}

void AccountsReader::add(std::string_view name, std::string_view domain,
                         std::span<const Term> terms, uint32_t line, uint32_t column) {
  const Account* const first = map_.accounts.add(name, domain, terms, {file_, line});
  if (first == nullptr) return;
  diagnostics_.error(place(line, column),
                     "the account " + quoted(name) + " is also named at " +
                         map_.files[first->where.file] + ":" + std::to_string(first->where.line),
                     "remove one of them, or write all owners in one list");
}

}  // namespace owner_map
