// SPDX-License-Identifier: MIT
#include "core/module/options.h"

#include <deque>
#include <filesystem>
#include <optional>

#include "core/diagnostic/did_you_mean.h"
#include "core/module/descriptor.h"
#include "core/module/option_value.h"

namespace warifu {

struct OptionValues::Storage {
  std::deque<OptionValue> slots;  // a deque: they cannot move
  std::vector<std::optional<Place>> written;
  std::vector<warifu_value> values;
  Place entry;
};

OptionValues::OptionValues() : storage_(std::make_unique<Storage>()) {}
OptionValues::OptionValues(OptionValues&&) noexcept = default;
OptionValues& OptionValues::operator=(OptionValues&&) noexcept = default;
OptionValues::~OptionValues() = default;

const std::vector<warifu_value>& OptionValues::values() const {
  return storage_->values;
}

Place OptionValues::place(size_t index) const {
  if (index >= storage_->written.size()) return storage_->entry;
  return storage_->written[index].value_or(storage_->entry);
}

const warifu_value* OptionValues::find(const warifu_module& module, const char* name) const {
  for (uint32_t i = 0; i < module.option_count && i < storage_->values.size(); ++i) {
    const warifu_option& option = option_at(module, i);
    if (option.type == WARIFU_OPTION_ID_LIST && std::string_view(option.name) == name) {
      return &storage_->values[i];
    }
  }
  return nullptr;
}

namespace {

// Goes through the tables of `options` and matches dotted names against the declarations.
class Matcher {
 public:
  Matcher(const warifu_module& module, const Place& entry, Diagnostics& diagnostics,
          std::deque<OptionValue>& slots, std::vector<std::optional<Place>>& written)
      : module_(module), diagnostics_(diagnostics), slots_(slots), written_(written) {
    folder_ = std::filesystem::path(entry.file).parent_path().string();
    for (uint32_t i = 0; i < module.option_count; ++i)
      names_.push_back(option_at(module, i).name);
  }

  void read_table(const Table& table, const std::string& prefix) {
    for (const Member& member : table)
      read_member(member, prefix + member.key);
  }

  // Required options that are missing, and defaults.
  void complete(const Place& entry) {
    for (uint32_t i = 0; i < module_.option_count; ++i) {
      if (!written_[i]) complete_one(option_at(module_, i), slots_[i], entry);
    }
  }

 private:
  void read_member(const Member& member, const std::string& name) {
    // A quoted key may hold a dot itself; it is not the same as a table.
    const bool plain = member.key.find('.') == std::string::npos;
    for (uint32_t i = 0; plain && i < names_.size(); ++i) {
      if (names_[i] != name) continue;
      written_[i] = member.value.place();
      read_option(option_at(module_, i), member.value, folder_, diagnostics_, slots_[i]);
      return;
    }
    if (plain && leads_to_options(name)) return read_nested(member, name);
    report_unknown(member, name);
  }

  [[nodiscard]] bool leads_to_options(const std::string& name) const {
    const std::string prefix = name + ".";
    for (const std::string_view known : names_) {
      if (known.substr(0, prefix.size()) == prefix) return true;
    }
    return false;
  }

  void read_nested(const Member& member, const std::string& name) {
    if (const auto* const table = member.value.as<Table>()) return read_table(*table, name + ".");
    diagnostics_.error(member.value.place(),
                       "option \"" + name + "\" must be a table, not " + member.value.type_name(),
                       suggestion(name, names_));
  }

  void report_unknown(const Member& member, const std::string& name) {
    diagnostics_.error(
        member.key_place,
        "unknown option \"" + name + "\" of module \"" + std::string(module_.name) + "\"",
        names_.empty() ? "it takes no options; take this one out" : suggestion(name, names_));
  }

  void complete_one(const warifu_option& option, OptionValue& slot, const Place& entry) {
    if ((option.flags & WARIFU_OPTION_REQUIRED) != 0) {
      diagnostics_.error(
          entry,
          "module \"" + std::string(module_.name) + "\" needs option \"" + option.name + "\"",
          "add options." + std::string(option.name) + ": " + option.help);
    }
    if (!option.default_value) return;
    Diagnostics own;
    if (read_default(option, own, slot)) return;
    diagnostics_.error(entry,
                       "module \"" + std::string(module_.name) + "\" declares a default for \"" +
                           option.name + "\" that does not fit",
                       "give the option a value, and tell the module's maker");
  }

  const warifu_module& module_;
  Diagnostics& diagnostics_;
  std::deque<OptionValue>& slots_;
  std::vector<std::optional<Place>>& written_;
  std::string folder_;
  std::vector<std::string_view> names_;
};

}  // namespace

OptionValues check_options(const warifu_module& module, const Node& options, const Place& entry,
                           Diagnostics& diagnostics) {
  OptionValues result;
  OptionValues::Storage& storage = *result.storage_;
  storage.entry = entry;
  storage.slots.resize(module.option_count);
  storage.written.resize(module.option_count);
  Matcher matcher(module, entry, diagnostics, storage.slots, storage.written);
  if (const auto* const table = options.as<Table>()) {
    matcher.read_table(*table, "");
  } else {
    diagnostics.error(options.place(),
                      std::string("options must be a table, not ") + options.type_name(),
                      "write it as options = { key = value }");
  }
  matcher.complete(entry);
  for (const OptionValue& slot : storage.slots)
    storage.values.push_back(slot.view());
  return result;
}

}  // namespace warifu
