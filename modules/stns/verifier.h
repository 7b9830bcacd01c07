// SPDX-License-Identifier: MIT
#pragma once

#include "modules/directory/requirements.h"
#include "modules/stns/http_client.h"
#include "modules/stns/settings.h"
#include "warifu/module.h"

namespace stns {

// One entry of a stack. process_start as the module's; the others on any number of threads at once.
class Verifier {
 public:
  Verifier(Settings settings, const warifu::directory::Requirements& requirements)
      : settings_(std::move(settings)),
        requirements_(requirements),
        client_(settings_.connection) {}
  Verifier(const Verifier&) = delete;
  Verifier& operator=(const Verifier&) = delete;
  ~Verifier() = default;

  void process_start() { client_.process_start(); }

  // An enum warifu_code. Throws std::bad_alloc. `search` is what later entries are offered.
  int verify(const warifu_call& call, warifu_group_search search);

  // An enum warifu_membership. Throws std::bad_alloc.
  int is_in_group(const warifu_call& call, const char* group);

 private:
  const Settings settings_;
  const warifu::directory::Requirements requirements_;
  HttpClient client_;
};

}  // namespace stns
