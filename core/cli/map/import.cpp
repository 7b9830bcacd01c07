// SPDX-License-Identifier: MIT
// warifu map import pg_ident|csv FILE
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/cli/key/new_file.h"
#include "core/cli/key/path.h"
#include "core/cli/key/report.h"
#include "core/cli/key/write_all.h"
#include "core/cli/map/commands.h"
#include "core/cli/map/csv.h"
#include "core/cli/map/foreign_file.h"
#include "core/cli/map/map_limits.h"
#include "core/cli/map/pg_ident.h"

namespace warifu::cli {
namespace {

constexpr int kOldestPostgresql = 14;  // the first that joins lines at a backslash
constexpr int kFirstWithExpressions = 16;
constexpr int kNewestPostgresql = 17;
constexpr mode_t kMapMode = 0644;

struct ImportOptions {
  std::string file;
  std::string out;
  std::string map;
  int postgresql = 0;
};

Result<void> write_file(const std::string& path, const std::string& text) {
  const auto absolute = absolute_path(path);
  if (!absolute) return tl::unexpected(absolute.error());
  auto file = NewFile::create(*absolute);
  if (!file) return tl::unexpected(file.error());
  if (auto filled = file->fill(text, {kMapMode, std::nullopt}); !filled) return filled;
  auto published = file->publish();
  if (!published) file->withdraw();
  return published;
}

Result<void> write_map(const std::string& path, const std::string& text) {
  if (!path.empty()) return write_file(path, text);
  if (write_all(STDOUT_FILENO, text)) return {};
  return failure(ErrorKind::kUnavailable, std::string("the map cannot be written: ") +
                                              std::strerror(errno) + "; name a file with --out");
}

// Everything that is wrong first, and only then anything of the map.
int finish(const Context& context, const ImportOptions& options, const ForeignFile& file,
           Diagnostics& diagnostics, const std::string& text) {
  if (const auto fits = check_size(text); !fits) {
    diagnostics.error({file.name, 0, 0}, fits.error().what, fits.error().remedy);
  }
  print(context, diagnostics);
  if (diagnostics.has_errors()) return kExitNo;
  const auto written = write_map(options.out, text);
  return written ? kExitOk : fail(context, written.error());
}

int import_pg_ident_file(const Context& context, const ImportOptions& options, bool has_map) {
  const auto file = read_foreign_file(options.file);
  if (!file) return fail(context, file.error());
  PgIdentOptions how;
  if (has_map) how.map = options.map;
  if (options.postgresql != 0) {
    how.version =
        options.postgresql < kFirstWithExpressions ? PgVersion::kUntil15 : PgVersion::kFrom16;
  }
  Diagnostics diagnostics;
  const auto made = import_pg_ident(file->text, file->name, how, diagnostics);
  return finish(context, options, *file, diagnostics,
                made ? to_toml(made->map, file->base + ", map \"" + made->name + '"') : "");
}

int import_csv_file(const Context& context, const ImportOptions& options) {
  const auto file = read_foreign_file(options.file);
  if (!file) return fail(context, file.error());
  Diagnostics diagnostics;
  const auto made = import_csv(file->text, file->name, diagnostics);
  return finish(context, options, *file, diagnostics, made ? to_toml(*made, file->base) : "");
}

void add_files(CLI::App& command, ImportOptions& options) {
  command.add_option("file", options.file, "What to read; - is standard input")
      ->required()
      ->type_name("FILE");
  command.add_option("--out", options.out, "New file for the map; without it, standard output")
      ->type_name("FILE");
}

}  // namespace

void add_map_import(CLI::App& map, const Context& context, int& exit) {
  CLI::App* const import = map.add_subcommand("import", "Read another format, write an owner map");
  import->require_subcommand(1);
  CLI::App* const pg_ident = import->add_subcommand("pg_ident", "One map of a pg_ident.conf");
  auto options = std::make_shared<ImportOptions>();
  add_files(*pg_ident, *options);
  const CLI::Option* const named =
      pg_ident->add_option("--map", options->map, "Which; needed where the file has several")
          ->type_name("NAME");
  pg_ident
      ->add_option("--postgresql", options->postgresql,
                   "Major version of its server; needed where the meaning of a line depends on it")
      ->check(CLI::Range(kOldestPostgresql, kNewestPostgresql))
      ->type_name("N");
  pg_ident->callback([&context, &exit, options, named] {
    exit = import_pg_ident_file(context, *options, named->count() > 0);
  });
  CLI::App* const csv =
      import->add_subcommand("csv", "A table with the columns account, owner or uid, domain");
  auto table = std::make_shared<ImportOptions>();
  add_files(*csv, *table);
  csv->callback([&context, &exit, table] { exit = import_csv_file(context, *table); });
}

}  // namespace warifu::cli
