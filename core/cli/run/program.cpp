// SPDX-License-Identifier: MIT
#include "core/cli/run/program.h"

#include <unistd.h>

#include <filesystem>

#include "core/cli/run/mapped_file.h"
#include "core/cli/run/rights.h"
#include "core/cli/run/script.h"
#include "core/module/elf_program.h"

namespace warifu::cli {
namespace {

constexpr std::string_view kElf = "\177ELF";
constexpr int kMostScripts = 5;  // as the kernel's own bound of interpreters' interpreters

using Judged = tl::expected<void, CannotRun>;

tl::unexpected<CannotRun> refused(const std::string& file, std::string text) {
  return tl::unexpected(CannotRun{kExitCannotExecute, file, std::move(text)});
}

tl::expected<std::string, CannotRun> locate(const std::string& command, std::string_view folders) {
  const tl::unexpected<CannotRun> missing(
      CannotRun{kExitNotFound, command, "no such program; look at its name and at PATH"});
  if (command.empty()) return missing;
  if (command.find('/') != std::string::npos) {
    if (access(command.c_str(), F_OK) != 0) return missing;
    return command;
  }
  bool is_there = false;
  while (true) {
    const size_t colon = folders.find(':');
    const std::string folder(folders.substr(0, colon));
    const std::string path = (folder.empty() ? "." : folder) + "/" + command;
    if (access(path.c_str(), X_OK) == 0 && std::filesystem::is_regular_file(path)) return path;
    is_there = is_there || access(path.c_str(), F_OK) == 0;
    if (colon == std::string_view::npos) break;
    folders.remove_prefix(colon + 1);
  }
  if (is_there) return refused(command, "may not be executed; look at its mode");
  return missing;
}

Judged judge(const std::string& path, std::string_view folders, int scripts);

Judged judge_elf(const std::string& path, std::string_view bytes) {
  const auto loader = judge_program(bytes);
  if (!loader) return refused(path, loader.error().text);
  const auto self = MappedFile::open("/proc/self/exe");
  const auto own = self ? loader_of(self->bytes()) : tl::unexpected(self.error());
  if (!own) return refused("/proc/self/exe", own.error().text);
  std::error_code ignored;
  if (*loader == *own || std::filesystem::equivalent(*loader, *own, ignored)) return {};
  return refused(path, "is started by the loader \"" + *loader + "\", and the shim is for \"" +
                           *own + "\"; take a build of it for this system's C library");
}

Judged judge_script(const std::string& path, std::string_view bytes, std::string_view folders,
                    int scripts) {
  if (scripts >= kMostScripts) {
    return refused(path, "is a script of a script of a script; name the program itself");
  }
  const auto line = read_script_line(bytes);
  if (!line) return refused(path, "has no interpreter behind its #!; name the program itself");
  if (auto interpreter = judge(line->interpreter, folders, scripts + 1); !interpreter) {
    return interpreter;
  }
  if (!line->unknown.empty()) {
    return refused(path, "tells env \"" + line->unknown +
                             "\", which may leave out the shim; name the program itself");
  }
  if (line->command.empty()) return {};
  const auto found = locate(line->command, folders);
  if (!found) return tl::unexpected(found.error());
  return judge(*found, folders, scripts + 1);
}

Judged judge(const std::string& path, std::string_view folders, int scripts) {
  if (access(path.c_str(), X_OK) != 0) {
    return refused(path, "may not be executed; look at its mode");
  }
  if (auto ordinary = judge_rights(path); !ordinary) return refused(path, ordinary.error().text);
  const auto file = MappedFile::open(path);
  if (!file) return refused(path, file.error().text);
  if (file->bytes().starts_with(kElf)) return judge_elf(path, file->bytes());
  if (is_script(file->bytes())) return judge_script(path, file->bytes(), folders, scripts);
  return refused(path, "is neither an ELF program nor a script that begins with #!; name one");
}

}  // namespace

tl::expected<std::string, CannotRun> find_program(const std::string& command,
                                                  std::string_view folders) {
  auto path = locate(command, folders);
  if (!path) return path;
  if (auto judged = judge(*path, folders, 0); !judged) return tl::unexpected(judged.error());
  return path;
}

}  // namespace warifu::cli
