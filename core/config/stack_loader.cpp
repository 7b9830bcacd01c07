// SPDX-License-Identifier: MIT
#include "core/config/stack_loader.h"

#include <filesystem>

#include "core/config/stack_reader.h"

namespace warifu {
namespace {

constexpr char kOther[] = "other";

// One plan being loaded: where its files are, and what was found wrong.
class Loader {
 public:
  Loader(std::string stacks, const TrustPolicy& trust, int64_t now, Diagnostics& diagnostics)
      : stacks_(std::move(stacks)), trust_(trust), now_(now), diagnostics_(diagnostics) {}

  [[nodiscard]] std::string path_of(const std::string& name) const {
    return stacks_ + "/" + name + ".toml";
  }

  [[nodiscard]] Result<TrustedFile> open(const std::string& path) const {
    return open_trusted_file(path, trust_, Secrecy::kPublic);
  }

  // The plan of an opened file and of what it includes.
  Plan plan(const TrustedFile& file) {
    const bool is_other = is_other_file(file.path());
    auto stack = read(file, {now_, is_other, false}, Place{});
    if (!stack) return {};
    Plan plan = make_plan(
        std::move(stack),
        [this](const std::string& name, const Place& from, Diagnostics&) {
          return included(name, from);
        },
        diagnostics_);
    if (is_other) refuse_observed(plan);
    return plan;
  }

 private:
  static bool is_other_file(const std::string& path) {
    return std::filesystem::path(path).filename() == std::string(kOther) + ".toml";
  }

  std::shared_ptr<const StackFile> read(const TrustedFile& file, const ReadContext& context,
                                        const Place& from) {
    const auto text = file.read(kMaximumStackBytes);
    if (!text) {
      diagnostics_.error(from, text.error().text, "");
      return nullptr;
    }
    return read_stack(*text, file.path(), context, diagnostics_);
  }

  std::shared_ptr<const StackFile> included(const std::string& name, const Place& from) {
    const auto file = open(path_of(name));
    if (!file) {
      diagnostics_.error(from, file.error().text, "");
      return nullptr;
    }
    return read(*file, {now_, is_other_file(file->path()), true}, from);
  }

  // Nor may other.toml observe through what it includes.
  void refuse_observed(const Plan& plan) {
    const StackEntry* last = nullptr;
    for (const PlanEntry& entry : plan.entries) {
      if (!entry.mode.observe_until || entry.source == last) continue;
      last = entry.source;
      diagnostics_.error(last->place, "this entry observes, and other.toml includes it",
                         "let it enforce, or include a file without it in other.toml");
    }
  }

  std::string stacks_;
  const TrustPolicy& trust_;
  int64_t now_;
  Diagnostics& diagnostics_;
};

}  // namespace

std::shared_ptr<const StackFile> read_stack_text(std::string_view text, const std::string& path,
                                                 bool is_other, int64_t now,
                                                 Diagnostics& diagnostics) {
  return read_stack(text, path, {now, is_other, false}, diagnostics);
}

Plan load_plan(const ConfigFolder& folder, const std::string& service, int64_t now,
               Diagnostics& diagnostics) {
  if (!is_service_name(service)) {
    diagnostics.error({}, "no service can be called \"" + service + "\"",
                      "use small letters, digits, _ and -, beginning with a letter or digit, at "
                      "most 64");
    return {};
  }
  Loader loader(folder.path + "/stacks", folder.trust, now, diagnostics);
  auto file = loader.open(loader.path_of(service));
  const bool absent = !file && file.error().kind == ErrorKind::kUnavailable;
  if (absent) file = loader.open(loader.path_of(kOther));
  if (file) return loader.plan(*file);
  if (absent && file.error().kind == ErrorKind::kUnavailable) {
    diagnostics.error({loader.path_of(service)},
                      "there is no such file, nor " + loader.path_of(kOther),
                      "create it, with at least one [[verify]] entry (warifu-stack(5))");
  } else {
    diagnostics.error({}, file.error().text, "");
  }
  return {};
}

Plan load_plan_file(const ConfigFolder& folder, const std::string& path, int64_t now,
                    Diagnostics& diagnostics) {
  std::error_code error;
  const auto absolute = std::filesystem::absolute(path, error);
  const std::filesystem::path whole =
      error ? std::filesystem::path(path) : absolute.lexically_normal();
  Loader loader(whole.parent_path(), folder.trust, now, diagnostics);
  const auto file = loader.open(whole);
  if (file) return loader.plan(*file);
  diagnostics.error({}, file.error().text, "");
  return {};
}

}  // namespace warifu
