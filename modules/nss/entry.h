// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "modules/directory/requirements.h"
#include "modules/nss/name_service.h"
#include "modules/nss/worker.h"

namespace nss {

// One opened entry.
class Entry {
 public:
  Entry(const warifu::directory::Requirements& requirements,
        const warifu::directory::CachePolicy& policy, std::shared_ptr<NameService> names);

  // In each process before its first verify. The worker of the process it was forked from does not
  // exist here, and its locks may be held for ever: it is left alone.
  void process_start();

  // An enum warifu_code, with the reason told to the host. Any thread.
  int verify(const warifu_call& call, warifu_group_search search) const;

  // An enum warifu_membership. Any thread.
  int is_in_group(const warifu_call& call, const char* group) const;

 private:
  struct ProcessState {
    Worker worker;
    const ProcessState* inherited = nullptr;  // the parent's: not to be touched, nor to be freed
  };

  const warifu::directory::Requirements requirements_;
  const warifu::directory::CachePolicy policy_;
  const std::shared_ptr<NameService> names_;
  std::unique_ptr<ProcessState> state_;
};

}  // namespace nss
