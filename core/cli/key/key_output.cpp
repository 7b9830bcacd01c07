// SPDX-License-Identifier: MIT
#include "core/cli/key/key_output.h"

#include <grp.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstring>
#include <nlohmann/json.hpp>

#include "core/cli/key/new_file.h"
#include "core/cli/key/path.h"
#include "core/cli/key/secret_text.h"
#include "core/cli/key/write_all.h"
#include "core/diagnostic/escape.h"
#include "kernel/wire/key_derivation.h"

namespace warifu::cli {
namespace {

constexpr mode_t kOwnersOnly = 0600;
constexpr mode_t kForTheGroup = 0640;
constexpr size_t kGroupBufferBytes = 65536;

Result<gid_t> find_group(const std::string& name) {
  std::vector<char> buffer(kGroupBufferBytes);
  group entry{};
  group* found = nullptr;
  if (getgrnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found) == 0 &&
      found != nullptr) {
    return entry.gr_gid;
  }
  gid_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  const bool is_number = error == std::errc{} && end == name.data() + name.size();
  if (is_number && number != static_cast<gid_t>(-1)) return number;
  return failure(ErrorKind::kArgument,
                 "\"" + name + "\" is no group; the packages make \"warifu\"");
}

Result<Ownership> ownership(const OutputOptions& options) {
  if (options.group.empty()) return Ownership{kOwnersOnly, std::nullopt};
  const auto group = find_group(options.group);
  if (!group) return tl::unexpected(group.error());
  return Ownership{kForTheGroup, *group};
}

Result<std::vector<NewFile>> make_files(const std::vector<MadeKey>& keys,
                                        const Ownership& ownership) {
  std::vector<NewFile> files;
  for (const MadeKey& key : keys) {
    const auto path = absolute_path(key.file);
    if (!path) return tl::unexpected(path.error());
    auto file = NewFile::create(*path);
    if (!file) return tl::unexpected(file.error());
    if (auto filled = file->fill(SecretText(key.secret).view(), ownership); !filled) {
      return tl::unexpected(filled.error());
    }
    files.push_back(std::move(*file));
  }
  return files;
}

Result<void> publish(std::vector<NewFile>& files) {
  for (NewFile& file : files) {
    auto published = file.publish();
    if (published) continue;
    for (NewFile& each : files)
      each.withdraw();
    return published;
  }
  return {};
}

void tell(const Context& context, const std::vector<MadeKey>& keys) {
  nlohmann::json told = nlohmann::json::array();
  for (const MadeKey& key : keys) {
    const std::string name = wire::fingerprint(key.secret);
    if (!context.json) {
      std::printf("%s  %s\n", name.c_str(), escaped(key.file).c_str());
      continue;
    }
    told.push_back({{"fingerprint", name}, {"file", escaped(key.file)}});
    if (!key.purpose.empty()) told.back()["for"] = escaped(key.purpose);
  }
  if (context.json) std::printf("%s\n", told.dump(2).c_str());
}

}  // namespace

void add_output_options(CLI::App& command, OutputOptions& options) {
  command.add_flag("--stdout", options.to_stdout, "Print the key, on a terminal too");
  command.add_option("--group", options.group,
                     "Let this group read the file: mode 0640 instead of 0600");
}

Result<void> check_output(const Context& context, const OutputOptions& options, bool files) {
  if (files && options.to_stdout) {
    return failure(ErrorKind::kArgument, "a file is named and --stdout given; choose one");
  }
  if (files) return {};
  if (context.json || !options.group.empty()) {
    return failure(ErrorKind::kArgument,
                   "--json and --group are for keys that go into files; name one");
  }
  if (!options.to_stdout && isatty(STDOUT_FILENO) == 1) {
    return failure(ErrorKind::kArgument,
                   "a key would be seen on this terminal; name a file, or say --stdout");
  }
  return {};
}

Result<void> put_keys(const Context& context, const OutputOptions& options,
                      const std::vector<MadeKey>& keys) {
  if (keys.size() == 1 && keys.front().file.empty()) {
    if (write_all(STDOUT_FILENO, SecretText(keys.front().secret).view())) return {};
    return failure(
        ErrorKind::kUnavailable,
        std::string("the key cannot be written to standard output: ") + std::strerror(errno));
  }
  const auto owned = ownership(options);
  if (!owned) return tl::unexpected(owned.error());
  auto files = make_files(keys, *owned);
  if (!files) return tl::unexpected(files.error());
  if (auto published = publish(*files); !published) return published;
  tell(context, keys);
  return {};
}

}  // namespace warifu::cli
