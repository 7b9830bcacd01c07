// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

#include "core/diagnostic/result.h"
#include "core/module/digest.h"

namespace warifu {

// A variable that a loaded object itself defines, and the size that its symbol table gives.
struct ExportedObject {
  const void* address = nullptr;
  size_t size = 0;
};

// Loads the shared object behind an open descriptor (bound at once, its symbols local) and
// finds its exported variable `symbol`. The descriptor may be closed afterwards. The object
// stays in the process until that ends, also where its symbol is not found: its constructors
// ran, and what ran may have left pointers anywhere.
//
// `digest` is the SHA-256 of what was judged. The error's text is "WHAT; REMEDY".
//
// The name given to the loader. It must go through the descriptor, for a path could meanwhile
// name another file. But glibc knows its objects by name: once something was loaded as
// /proc/self/fd/7, it is handed back for that name for ever, whatever descriptor 7 has become.
// So the name also spells the digest, as 256 steps "./" or ".//" that lead nowhere: a name
// stands for one content in the whole process, whoever loads it, without a table of names and
// without holding descriptors open (a server counts those). The same name tells the opposite
// mistake too: glibc also knows objects by device and inode, and hands back the old content of
// a file that was overwritten in place; its name then spells another digest, and is refused.
[[nodiscard]] Result<ExportedObject> load_shared_object(int fd, const Sha256& digest,
                                                        const char* symbol);

}  // namespace warifu
