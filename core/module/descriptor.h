// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/diagnostic/result.h"
#include "core/module/elf_judge.h"
#include "core/module/shared_object.h"
#include "core/stack/module_name.h"
#include "warifu/module.h"

namespace warifu {

// An option or reason of a descriptor whose maker knew a smaller struct than ours: use these
// instead of options[i].
const warifu_option& option_at(const warifu_module& module, uint32_t index);
const warifu_reason& reason_at(const warifu_module& module, uint32_t index);

// A loaded module's descriptor, found to agree with its note and its file's name, and to be
// well formed: options whose names, types, ranges and defaults make sense, reasons with ids.
// The error's text is "WHAT; REMEDY" and tells the first mistake.
[[nodiscard]] Result<const warifu_module*> judge_descriptor(const ExportedObject& object,
                                                            const ModuleNote& note,
                                                            std::string_view name);

}  // namespace warifu
