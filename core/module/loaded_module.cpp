// SPDX-License-Identifier: MIT
#include "core/module/loaded_module.h"

#include <algorithm>

#include "core/diagnostic/did_you_mean.h"
#include "core/module/descriptor.h"
#include "core/module/digest.h"
#include "core/module/elf_judge.h"
#include "core/module/shared_object.h"

namespace warifu {

// What changes when the content of a file does (inode(7)).
struct FileIdentity {
  dev_t device = 0;
  ino_t inode = 0;
  off_t size = 0;
  timespec changed = {};

  explicit FileIdentity(const struct stat& status)
      : device(status.st_dev),
        inode(status.st_ino),
        size(status.st_size),
        changed(status.st_ctim) {}

  friend bool operator==(const FileIdentity& a, const FileIdentity& b) {
    return a.device == b.device && a.inode == b.inode && a.size == b.size &&
           a.changed.tv_sec == b.changed.tv_sec && a.changed.tv_nsec == b.changed.tv_nsec;
  }
};

namespace {

constexpr std::string_view kPrefix = "warifu_";
constexpr std::string_view kSuffix = ".so";
constexpr size_t kLargestModule = size_t{128} << 20;

class Loaded final : public LoadedModule {
 public:
  Loaded(const warifu_module& descriptor, std::string path)
      : descriptor_(descriptor), path_(std::move(path)) {}
  [[nodiscard]] const warifu_module& descriptor() const override { return descriptor_; }
  [[nodiscard]] const std::string& path() const override { return path_; }

 private:
  const warifu_module& descriptor_;  // of an object that is never unloaded
  std::string path_;
};

// An error about the file at `path`.
tl::unexpected<Error> about(const std::string& path, const Error& error) {
  return failure(error.kind, path + " " + error.text);
}

Result<void> judge_pin(const Sha256& digest, const std::string& pinned) {
  const std::string found = to_hex(digest);
  if (pinned.empty() || pinned == found) return {};
  return failure(ErrorKind::kConfiguration,
                 "has the SHA-256 " + found + ", not " + pinned +
                     "; install the file that was pinned, or correct the entry's sha256");
}

Result<const warifu_module*> load_judged(int fd, std::string_view bytes, const Sha256& digest,
                                         const std::string& name) {
  const auto note = judge_module(bytes);
  if (!note) return tl::unexpected(note.error());
  const auto object = load_shared_object(fd, digest, "warifu_module");
  if (!object) return tl::unexpected(object.error());
  return judge_descriptor(*object, *note, name);
}

}  // namespace

struct ModuleTable::Known {
  FileIdentity file;
  std::string name;
  Sha256 digest = {};
  std::shared_ptr<const LoadedModule> module;
};

ModuleTable::ModuleTable(ModuleFolder folder) : folder_(std::move(folder)) {}
ModuleTable::~ModuleTable() = default;

std::string ModuleTable::path_of(const std::string& name) const {
  return folder_.path + "/" + std::string(kPrefix) + name + std::string(kSuffix);
}

Error ModuleTable::missing(const std::string& name) const {
  const auto names = list();
  if (!names) return names.error();
  std::string text = "there is no module \"" + name + "\" in " + folder_.path + "; ";
  if (names->empty()) {
    text += "install one there, or name another folder";
  } else {
    text += suggestion(name, {names->begin(), names->end()}, "modules there");
  }
  return {ErrorKind::kUnavailable, std::move(text)};
}

Result<std::shared_ptr<const LoadedModule>> ModuleTable::load(const std::string& name,
                                                              const std::string& sha256) {
  if (!is_module_name(name)) {
    return failure(ErrorKind::kConfiguration, "\"" + name +
                                                  "\" cannot be a module's name; use at most 64 "
                                                  "of a-z, 0-9 and _");
  }
  const std::lock_guard lock(mutex_);
  const auto file = open_trusted_file(path_of(name), folder_.trust, Secrecy::kPublic);
  if (!file) {
    const bool absent = file.error().kind == ErrorKind::kUnavailable;
    return tl::unexpected(absent ? missing(name) : file.error());
  }
  const Known* known = find(FileIdentity(file->status()), name);
  if (!known) {
    auto loaded = judge_and_load(*file, name, sha256);
    if (!loaded) return tl::unexpected(loaded.error());
    known = *loaded;
  }
  if (auto pin = judge_pin(known->digest, sha256); !pin) return about(file->path(), pin.error());
  return known->module;
}

const ModuleTable::Known* ModuleTable::find(const FileIdentity& file,
                                            const std::string& name) const {
  const auto found = std::find_if(known_.begin(), known_.end(), [&](const auto& known) {
    return known->file == file && known->name == name;
  });
  return found == known_.end() ? nullptr : found->get();
}

Result<const ModuleTable::Known*> ModuleTable::judge_and_load(const TrustedFile& file,
                                                              const std::string& name,
                                                              const std::string& pinned) {
  const auto bytes = file.read(kLargestModule);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto digest = sha256(*bytes);
  if (!digest) return about(file.path(), digest.error());
  if (auto pin = judge_pin(*digest, pinned); !pin) return about(file.path(), pin.error());
  const auto descriptor = load_judged(file.fd(), *bytes, *digest, name);
  if (!descriptor) return about(file.path(), descriptor.error());
  auto module = std::make_shared<Loaded>(**descriptor, file.path());
  known_.push_back(std::make_unique<Known>(
      Known{FileIdentity(file.status()), name, *digest, std::move(module)}));
  return known_.back().get();
}

Result<std::vector<std::string>> ModuleTable::list() const {
  auto files = list_trusted_folder(folder_.path, folder_.trust);
  if (!files) return tl::unexpected(files.error());
  std::vector<std::string> names;
  for (const std::string& file : *files) {
    const std::string_view view = file;
    const bool framed = view.size() > kPrefix.size() + kSuffix.size() &&
                        view.substr(0, kPrefix.size()) == kPrefix &&
                        view.substr(view.size() - kSuffix.size()) == kSuffix;
    if (!framed) continue;
    std::string name(view.substr(kPrefix.size(), view.size() - kPrefix.size() - kSuffix.size()));
    if (is_module_name(name)) names.push_back(std::move(name));
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace warifu
