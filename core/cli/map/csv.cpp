// SPDX-License-Identifier: MIT
#include "core/cli/map/csv.h"

#include <array>

#include "core/cli/map/csv_scanner.h"
#include "core/cli/map/map_limits.h"
#include "core/cli/map/map_name.h"
#include "core/diagnostic/did_you_mean.h"
#include "core/toml/id_list.h"

namespace warifu::cli {
namespace {

enum Column : size_t { kAccount, kOwner, kUid, kDomain, kColumns };
constexpr std::array<std::string_view, kColumns> kNames{"account", "owner", "uid", "domain"};

class Import {
 public:
  Import(const std::string& file, Diagnostics& diagnostics)
      : file_(file), diagnostics_(diagnostics) {}

  OwnerMap map;

  bool read_header(const CsvRecord& record) {
    if (!sound(record)) return false;
    width_ = record.fields.size();
    bool known = true;
    for (size_t at = 0; at < width_; ++at)
      known = read_name(record.fields[at], at) && known;
    if (!known) return false;
    if (at_[kAccount] && (at_[kOwner] || at_[kUid])) return true;
    diagnostics_.error(
        {file_, record.fields.front().line, 1},
        "the first line names no column \"account\", or neither \"owner\" nor \"uid\"",
        "begin with a line such as account,owner or account,uid,domain");
    return false;
  }

  void read_row(const CsvRecord& record) {
    if (!sound(record)) return;
    if (record.fields.size() != width_) {
      const bool empty = record.fields.size() == 1 && record.fields.front().text.empty();
      error(record.fields.front(),
            empty ? "an empty line"
                  : std::to_string(record.fields.size()) + " fields, where the first line has " +
                        std::to_string(width_),
            empty ? "remove it" : "put a field with a comma into quotes");
      return;
    }
    const auto owner = read_owner(record);
    const CsvField& account = record.fields[*at_[kAccount]];
    if (!holds(check_account(account.text), account) || !owner) return;
    add(record, account, *owner);
  }

 private:
  bool read_name(const CsvField& field, size_t at) {
    for (size_t column = 0; column < kColumns; ++column) {
      if (field.text != kNames[column]) continue;
      if (at_[column]) {
        error(field, "the column \"" + field.text + "\" a second time", "remove one of them");
        return false;
      }
      at_[column] = at;
      return true;
    }
    error(field, "an unknown column \"" + field.text + "\"",
          suggestion(field.text, {kNames.begin(), kNames.end()}, "known columns"));
    return false;
  }

  // Every field of a sound one is UTF-8 by what is asked of names.
  bool sound(const CsvRecord& record) {
    if (!record.fault) return true;
    diagnostics_.error({file_, record.line, record.column}, record.fault->what,
                       record.fault->remedy);
    return false;
  }

  void error(const CsvField& field, std::string what, std::string remedy) {
    diagnostics_.error({file_, field.line, field.column}, std::move(what), std::move(remedy));
  }

  bool holds(const Carried<void>& checked, const CsvField& field) {
    if (!checked) error(field, checked.error().what, checked.error().remedy);
    return checked.has_value();
  }

  // nullptr where there is no such column, or nothing in it.
  [[nodiscard]] const CsvField* field(const CsvRecord& record, Column column) const {
    if (!at_[column]) return nullptr;
    const CsvField& found = record.fields[*at_[column]];
    return found.text.empty() ? nullptr : &found;
  }

  std::optional<MapOwner> read_owner(const CsvRecord& record) {
    const CsvField* const owner = field(record, kOwner);
    const CsvField* const uid = field(record, kUid);
    if ((owner == nullptr) == (uid == nullptr)) {
      const CsvField& place =
          owner != nullptr ? *uid : record.fields[*at_[at_[kOwner] ? kOwner : kUid]];
      error(place,
            owner != nullptr ? "an owner and a uid in one line" : "neither an owner nor a uid",
            "give one; an account may have several lines");
      return std::nullopt;
    }
    if (uid != nullptr) return read_uid(*uid);
    const std::string_view name = owner->text;
    const bool group = name.starts_with('+');
    if (!holds(check_owner(group ? name.substr(1) : name), *owner)) return std::nullopt;
    return MapOwner(owner->text);
  }

  std::optional<MapOwner> read_uid(const CsvField& field) {
    const auto range = parse_id_range(field.text);
    if (range && field.text.find('-') == std::string::npos) return MapOwner(range->first);
    error(field, '"' + field.text + "\" is no uid",
          "write 0 to 4294967294 in decimal, without sign, blank or leading zero; names go into a "
          "column \"owner\"");
    return std::nullopt;
  }

  void add(const CsvRecord& record, const CsvField& account, const MapOwner& owner) {
    const CsvField* const domain = field(record, kDomain);
    if (domain != nullptr && !holds(check_domain(domain->text), *domain)) return;
    const std::string name = domain != nullptr ? domain->text : "";
    auto [found, fresh] = map.accounts.try_emplace(account.text);
    if (fresh) found->second.domain = name;
    if (found->second.domain != name) {
      error(domain != nullptr ? *domain : account,
            "another domain than an earlier line of the account \"" + account.text + "\" has",
            "an account is of one domain in an owner map's [accounts]; write rules for it there");
      return;
    }
    found->second.owners.push_back(owner);
  }

  const std::string& file_;
  Diagnostics& diagnostics_;
  size_t width_ = 0;
  std::array<std::optional<size_t>, kColumns> at_;
};

}  // namespace

std::optional<OwnerMap> import_csv(std::string_view text, const std::string& file,
                                   Diagnostics& diagnostics) {
  CsvScanner scanner(text);
  Import import(file, diagnostics);
  const auto header = scanner.next();
  if (!header) {
    diagnostics.error({file, 0, 0}, "the file is empty",
                      "begin with a line such as account,owner or account,uid");
    return std::nullopt;
  }
  if (!import.read_header(*header)) return std::nullopt;
  while (const auto record = scanner.next())
    import.read_row(*record);
  if (!diagnostics.has_errors() && import.map.accounts.empty()) {
    diagnostics.error({file, 0, 0}, "no line follows the first", "is this the right file?");
  }
  if (const auto fits = check_size(import.map); !fits) {
    diagnostics.error({file, 0, 0}, fits.error().what, fits.error().remedy);
  }
  if (diagnostics.has_errors()) return std::nullopt;
  return std::move(import.map);
}

}  // namespace warifu::cli
