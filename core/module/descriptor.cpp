// SPDX-License-Identifier: MIT
#include "core/module/descriptor.h"

#include <algorithm>

#include "core/module/declarations.h"

namespace warifu {
namespace {

// The smallest that ABI 1.0 knew. Constant for ever, unlike sizeof.
constexpr size_t kFirstModuleSize = offsetof(warifu_module, close) + sizeof(void (*)(void*));

tl::unexpected<Error> refused(std::string text) {
  return failure(ErrorKind::kConfiguration, std::move(text));
}

Result<void> judge_size(const ExportedObject& object) {
  const auto* const module = static_cast<const warifu_module*>(object.address);
  constexpr const char* kRemedy = "; set .size = sizeof(struct warifu_module)";
  if (object.size < kFirstModuleSize) {
    return refused("exports a descriptor of " + std::to_string(object.size) + " bytes, " +
                   std::to_string(kFirstModuleSize) + " are the least" +
                   "; define it with WARIFU_MODULE_DEFINE");
  }
  if (module->magic != WARIFU_MODULE_MAGIC) {
    return refused(
        "has a descriptor with the wrong magic number; set .magic = WARIFU_MODULE_MAGIC");
  }
  // Its minor is not newer than ours, so it cannot rightly be larger than ours.
  if (module->size < kFirstModuleSize || module->size > object.size ||
      module->size > sizeof(warifu_module)) {
    return refused("has a descriptor that calls itself " + std::to_string(module->size) +
                   " bytes long" + kRemedy);
  }
  return {};
}

Result<void> judge_agreement(const warifu_module& module, const ModuleNote& note) {
  if (module.abi_major != note.abi_major || module.abi_minor != note.abi_minor) {
    return refused(
        "has a descriptor and a warifu note of different ABI versions; build all of it with one "
        "warifu/module.h");
  }
  if (module.flags != note.flags) {
    return refused(
        "has a descriptor and a warifu note with different flags; give both the same constant");
  }
  return {};
}

Result<void> judge_identity(const warifu_module& module, std::string_view name) {
  if (!module.name || !is_module_name(module.name)) {
    return refused("has no proper name in its descriptor; set .name to [a-z0-9_]+");
  }
  if (module.name != name) {
    return refused("is the module \"" + std::string(module.name) + "\"; install it as warifu_" +
                   module.name + ".so");
  }
  if (!module.version || !module.summary) {
    return refused("has no version or summary in its descriptor; set .version and .summary");
  }
  if (!module.open || !module.verify) {
    return refused("lacks a function in its descriptor; set .open and .verify");
  }
  return {};
}

}  // namespace

const warifu_option& option_at(const warifu_module& module, uint32_t index) {
  const auto* const first = reinterpret_cast<const char*>(module.options);
  return *reinterpret_cast<const warifu_option*>(first + size_t{index} * module.option_size);
}

const warifu_reason& reason_at(const warifu_module& module, uint32_t index) {
  const auto* const first = reinterpret_cast<const char*>(module.reasons);
  return *reinterpret_cast<const warifu_reason*>(first + size_t{index} * module.reason_size);
}

Result<const warifu_module*> judge_descriptor(const ExportedObject& object, const ModuleNote& note,
                                              std::string_view name) {
  if (auto judged = judge_size(object); !judged) return tl::unexpected(judged.error());
  const auto& module = *static_cast<const warifu_module*>(object.address);
  if (auto judged = judge_agreement(module, note); !judged) return tl::unexpected(judged.error());
  if (auto judged = judge_identity(module, name); !judged) return tl::unexpected(judged.error());
  if (auto judged = judge_options(module); !judged) return tl::unexpected(judged.error());
  if (auto judged = judge_reasons(module); !judged) return tl::unexpected(judged.error());
  return &module;
}

}  // namespace warifu
