// SPDX-License-Identifier: MIT
#include "core/cli/map/pg_ident_entry.h"

#include <algorithm>

#include "core/cli/map/are_capture.h"
#include "core/cli/map/are_parse.h"
#include "core/cli/map/are_re2.h"
#include "core/cli/map/map_name.h"

namespace warifu::cli {
namespace {

using Owner = PgIdentEntry::Owner;
using Account = PgIdentEntry::Account;

constexpr size_t kFields = 3;
constexpr std::string_view kCaptured = "\\1";

bool includes(const PgIdentLine& line) {
  const std::string& word = line.fields.front().front().text;
  return line.fields.size() == 2 &&
         (word == "include" || word == "include_if_exists" || word == "include_dir");
}

bool is_file(const PgToken& token) {
  return !token.quoted && token.text.size() > 1 && token.text.front() == '@';
}

// What from PostgreSQL 16 on is more than the name that it was before.
bool is_special(const PgToken& account) {
  return account.text.starts_with('/') ||
         (!account.quoted && (account.text == "all" || account.text.starts_with('+')));
}

Carried<std::string> expression(std::string_view text, bool captures) {
  const auto tree = parse_are(text);
  if (!tree) return tl::unexpected(tree.error());
  if (captures) {
    if (auto certain = capture_is_certain(*tree); !certain) return tl::unexpected(certain.error());
  }
  auto written = to_re2(*tree, captures);
  if (!written) return written;
  // With its slash, as the map has it; with nothing behind that it is none.
  const std::string whole = written->empty() ? "" : '/' + *written;
  if (auto shown = check_text(whole, "the expression"); !shown) {
    return tl::unexpected(shown.error());
  }
  return written;
}

// Only the first \1 is replaced; a second would be looked for as it stands.
Carried<void> check_template(const std::string& text) {
  const size_t first = text.find('\\');
  if (first != text.find(kCaptured) || text.find('\\', first + 1) != std::string::npos) {
    return refuse("a database user with a backslash beside the first \\1, which alone is replaced",
                  "remove it");
  }
  return check_text(text, "the account");
}

Carried<void> read_special(PgIdentEntry& entry, const PgToken& token, PgVersion version) {
  if (token.text.starts_with('+') && version != PgVersion::kUntil15) {
    return refuse("the database user \"" + token.text +
                      "\" means members of a database role, which an owner map does not know",
                  "write a line for each of them");
  }
  if (version == PgVersion::kUnknown) {
    return refuse("the database user \"" + token.text +
                      "\" is only a name until PostgreSQL 15, and more from 16 on",
                  "say whose file it is: --postgresql 15, or --postgresql 16");
  }
  if (version == PgVersion::kUntil15) return check_account(token.text);
  if (token.text == "all") {
    entry.account_kind = Account::kAll;
    return {};
  }
  if (entry.owner_kind == Owner::kExpression) {
    return refuse("an expression on both sides, of which a rule of an owner map has one",
                  "write a line for each owner, or for each account");
  }
  auto written = expression(std::string_view(token.text).substr(1), false);
  if (!written) return tl::unexpected(written.error());
  entry.account_kind = Account::kExpression;
  entry.account = std::move(*written);
  return {};
}

Carried<void> read_account(PgIdentEntry& entry, const PgToken& token, PgVersion version) {
  if (is_special(token)) return read_special(entry, token, version);
  entry.account = token.text;
  const bool captured = token.text.find(kCaptured) != std::string::npos;
  if (!captured || entry.owner_kind == Owner::kName) return check_account(token.text);
  entry.account_kind = Account::kTemplate;
  return check_template(token.text);
}

Carried<void> read_owner(PgIdentEntry& entry, const PgToken& token) {
  if (entry.owner_kind == Owner::kName) {
    entry.owner = token.text;
    return check_owner(token.text);
  }
  auto written =
      expression(std::string_view(token.text).substr(1), entry.account_kind == Account::kTemplate);
  if (!written) return tl::unexpected(written.error());
  entry.owner = std::move(*written);
  return {};
}

}  // namespace

std::optional<Refusal> fault_of_line(const PgIdentLine& line, PgVersion version) {
  if (line.fault) return line.fault;
  if (version != PgVersion::kUntil15 && includes(line)) {
    return Refusal{"lines of another file are included here",
                   "put them here instead of this line, or import that file by itself"};
  }
  if (line.fields.size() < kFields) {
    return Refusal{"fewer than three fields: map, system user, database user",
                   "complete the line, or remove it"};
  }
  const auto* const beyond = &line.fields.front() + kFields;
  for (const auto* field = &line.fields.front(); field != beyond; ++field) {
    if (std::any_of(field->begin(), field->end(), is_file)) {
      return Refusal{"@ takes words from another file", "write them here instead"};
    }
    if (field->size() > 1) {
      return Refusal{"a list with commas, which PostgreSQL does not take here",
                     "write a line for each"};
    }
  }
  if (line.fields.size() > kFields) {
    return Refusal{"more than three fields, of which PostgreSQL passes over the rest",
                   "remove the rest, or put what has blanks into quotes"};
  }
  return std::nullopt;
}

Carried<PgIdentEntry> read_entry(const PgIdentLine& line, PgVersion version) {
  const PgToken& system = line.fields[1].front();
  PgIdentEntry entry;
  if (system.text.starts_with('/')) entry.owner_kind = Owner::kExpression;
  if (auto read = read_account(entry, line.fields[2].front(), version); !read) {
    return tl::unexpected(read.error());
  }
  if (auto read = read_owner(entry, system); !read) return tl::unexpected(read.error());
  return entry;
}

}  // namespace warifu::cli
