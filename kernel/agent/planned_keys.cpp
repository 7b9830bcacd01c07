// SPDX-License-Identifier: MIT
#include "kernel/agent/planned_keys.h"

#include <string>

namespace warifu::agent {

void refuse_planned_keys(TableReader& reader, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    if (const Node* node = reader.find(key)) {
      reader.diagnostics().error(
          node->place(),
          "\"" + std::string(key) + "\" belongs to signed owners, which are not in this version",
          "remove it; what is stamped is a plain, unsigned claim");
    }
  }
}

}  // namespace warifu::agent
