// SPDX-License-Identifier: MIT
// module_loader FOLDER NAME UID: 0 loaded, 1 refused, 2 misused. Trusts root and UID.
#include <cstdio>
#include <cstdlib>

#include "core/module/loaded_module.h"

int main(int count, char** arguments) {
  if (count != 4) return 2;
  const auto user = static_cast<uid_t>(std::strtoul(arguments[3], nullptr, 10));
  warifu::ModuleTable table({arguments[1], {.also_user = user}});
  const auto loaded = table.load(arguments[2], "");
  if (loaded) return 0;
  std::fprintf(stderr, "%s\n", loaded.error().text.c_str());
  return 1;
}
