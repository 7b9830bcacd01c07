// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/diagnostic/result.h"

namespace warifu::agent {

inline constexpr const char* kDefaultRecordFolder = "/run/warifu/bpf";

// Makes the folder where it is missing, mounts a BPF file system of mode 0755 there if none is,
// and makes sure that it is root's alone to write and everybody's to enter.
[[nodiscard]] Result<void> make_record_folder(const std::string& folder);

// Takes away what make_record_folder() mounted, if nothing is left in it.
void remove_record_folder(const std::string& folder);

}  // namespace warifu::agent
