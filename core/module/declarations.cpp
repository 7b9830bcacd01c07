// SPDX-License-Identifier: MIT
#include "core/module/declarations.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "core/module/descriptor.h"
#include "core/module/option_value.h"

namespace warifu {
namespace {

constexpr uint32_t kMostDeclarations = 256;

tl::unexpected<Error> refused(std::string text) {
  return failure(ErrorKind::kConfiguration, std::move(text));
}

tl::unexpected<Error> bad_option(const warifu_option& option, const char* what,
                                 const char* remedy) {
  return refused("declares option \"" + std::string(option.name) + "\" " + what + "; " + remedy);
}

bool is_word(std::string_view text, std::string_view also) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [also](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           also.find(c) != std::string_view::npos;
  });
}

// Words parted by single dots.
bool is_option_name(std::string_view name) {
  while (true) {
    const size_t dot = name.find('.');
    if (!is_word(name.substr(0, dot), "_")) return false;
    if (dot == std::string_view::npos) return true;
    name.remove_prefix(dot + 1);
  }
}

bool holds_text(uint32_t type) {
  return type == WARIFU_OPTION_STRING || type == WARIFU_OPTION_STRING_LIST ||
         type == WARIFU_OPTION_STRING_MAP || type == WARIFU_OPTION_PATH;
}

Result<void> judge_shape(const warifu_option& option) {
  if (option.type < WARIFU_OPTION_BOOL || option.type > WARIFU_OPTION_PATH) {
    return bad_option(option, "with an unknown type", "use enum warifu_option_type");
  }
  if ((option.flags & ~uint32_t{WARIFU_OPTION_REQUIRED | WARIFU_OPTION_SECRET}) != 0) {
    return bad_option(option, "with unknown flags", "use enum warifu_option_flag");
  }
  if ((option.flags & WARIFU_OPTION_SECRET) != 0 && !holds_text(option.type)) {
    return bad_option(option, "as a secret that is no text", "make it a string");
  }
  if ((option.flags & WARIFU_OPTION_REQUIRED) != 0 && option.default_value) {
    return bad_option(option, "as required and with a default", "leave one of them out");
  }
  if ((option.type == WARIFU_OPTION_CHOICE) != (option.choices != nullptr)) {
    return bad_option(option, "with choices that do not fit its type",
                      "give choices to a CHOICE, and only to one");
  }
  if (option.minimum > option.maximum) {
    return bad_option(option, "with a minimum above its maximum", "swap them");
  }
  if (!option.help) return bad_option(option, "without help", "say in one line what it does");
  return {};
}

Result<void> judge_default(const warifu_option& option) {
  Diagnostics diagnostics;
  OptionValue value;
  if (!option.default_value || read_default(option, diagnostics, value)) return {};
  const std::string why = diagnostics.items().empty() ? "" : diagnostics.items().front().what;
  return refused("declares option \"" + std::string(option.name) + "\" with the default " +
                 option.default_value + ", which does not fit (" + why +
                 "); write it as in TOML, a string in quotes");
}

// "a.b" makes "a" a table, which then is no option.
bool goes_through(std::string_view name, const std::set<std::string_view>& names) {
  for (size_t dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.', dot + 1)) {
    if (names.count(name.substr(0, dot)) != 0) return true;
  }
  return false;
}

Result<void> judge_option_names(const warifu_module& module) {
  std::set<std::string_view> names;
  for (uint32_t i = 0; i < module.option_count; ++i) {
    const warifu_option& option = option_at(module, i);
    if (!option.name || !is_option_name(option.name)) {
      return refused("declares option number " + std::to_string(i) +
                     " without a proper name; use [a-z0-9_]+, parted by dots");
    }
    if (!names.insert(option.name).second) {
      return bad_option(option, "twice", "leave one of them out");
    }
  }
  for (uint32_t i = 0; i < module.option_count; ++i) {
    const warifu_option& option = option_at(module, i);
    if (goes_through(option.name, names)) {
      return bad_option(option, "inside another option", "rename one of them");
    }
  }
  return {};
}

Result<void> judge_table(const char* what, const void* table, uint32_t count, uint32_t size,
                         size_t expected) {
  if (count == 0) return {};
  if (!table || count > kMostDeclarations || size != expected) {
    return refused(std::string("has a malformed table of ") + what + "; set ." + what + "s, ." +
                   what + "_count (at most " + std::to_string(kMostDeclarations) + ") and ." +
                   what + "_size");
  }
  return {};
}

}  // namespace

Result<void> judge_options(const warifu_module& module) {
  if (auto judged = judge_table("option", module.options, module.option_count, module.option_size,
                                sizeof(warifu_option));
      !judged) {
    return judged;
  }
  if (auto judged = judge_option_names(module); !judged) return judged;
  for (uint32_t i = 0; i < module.option_count; ++i) {
    const warifu_option& option = option_at(module, i);
    if (auto judged = judge_shape(option); !judged) return judged;
    if (auto judged = judge_default(option); !judged) return judged;
  }
  return {};
}

Result<void> judge_reasons(const warifu_module& module) {
  if (auto judged = judge_table("reason", module.reasons, module.reason_count, module.reason_size,
                                sizeof(warifu_reason));
      !judged) {
    return judged;
  }
  std::set<std::string_view> ids;
  for (uint32_t i = 0; i < module.reason_count; ++i) {
    const warifu_reason& reason = reason_at(module, i);
    if (!reason.id || !is_word(reason.id, "-") || !reason.meaning || !reason.remedy) {
      return refused("declares reason number " + std::to_string(i) +
                     " without a proper id ([a-z0-9-]+), meaning or remedy; give all three");
    }
    if (!ids.insert(reason.id).second) {
      return refused("declares reason \"" + std::string(reason.id) +
                     "\" twice; leave one of them out");
    }
  }
  return {};
}

}  // namespace warifu
