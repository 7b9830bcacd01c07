// SPDX-License-Identifier: MIT
#include "core/owner/held_map.h"

#include <fcntl.h>
#include <unistd.h>

#include "core/owner/bpf_call.h"

namespace warifu {

HeldMap::~HeldMap() {
  const int fd = get();
  if (fd >= 0) ::close(fd);
}

int HeldMap::get() const {
  for (;;) {
    const uint32_t before = changes_.load();
    const int fd = fd_.load();
    if (fd < 0) return -1;
    const auto info = bpf::map_info(fd);
    const uint32_t id = info ? info->id : 0;
    if (id != 0 && (id == id_.load() || id == next_id_.load())) return fd;
    if (changes_.load() == before) return -1;
    // What was just seen was the map before the one that is held by now.
  }
}

bool HeldMap::hold(OpenedRecords opened) {
  const int old = get();
  if (old >= 0 && opened.id == id_.load()) return false;
  // Both ids are good while the number changes hands. Before either of them changes who reads is
  // told, so that nobody who compares an id with one that is gone by now takes it for a loss.
  changes_.fetch_add(1);
  next_id_.store(opened.id);
  if (old < 0) {
    fd_.store(opened.map.release());
  } else if (::dup3(opened.map.get(), old, O_CLOEXEC) < 0) {
    return false;
  }
  changes_.fetch_add(1);
  id_.store(opened.id);
  return true;
}

}  // namespace warifu
