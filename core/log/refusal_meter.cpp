// SPDX-License-Identifier: MIT
#include "core/log/refusal_meter.h"

#include <sys/mman.h>

#include <cerrno>
#include <cstring>
#include <new>

namespace warifu {

static_assert(std::is_trivially_destructible_v<SharedMeter>);

Result<std::shared_ptr<RefusalMeter>> RefusalMeter::make() {
  void* memory =
      mmap(nullptr, sizeof(SharedMeter), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) {
    return failure(ErrorKind::kUnavailable,
                   std::string("no memory for counting refusals: ") + strerrordesc_np(errno));
  }
  return std::shared_ptr<RefusalMeter>(new RefusalMeter(new (memory) SharedMeter()));
}

RefusalMeter::~RefusalMeter() {
  munmap(shared_, sizeof(SharedMeter));
}

Result<std::shared_ptr<RefusalMeter>> make_refusal_meter() {
  return RefusalMeter::make();
}

}  // namespace warifu
