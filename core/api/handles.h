// SPDX-License-Identifier: MIT
// What the opaque handles of warifu/warifu.h are made of.
#pragma once

#include <memory>
#include <string>

#include "core/engine/decision.h"
#include "core/engine/engine.h"
#include "core/owner/evidence.h"
#include "warifu/warifu.h"

struct warifu_engine {
  std::unique_ptr<warifu::Engine> engine;
};

struct warifu_owner_handle {
  warifu::Evidence evidence;
};

struct warifu_decision {
  warifu::Decision decision;
};

struct warifu_error {
  int status = WARIFU_E_INTERNAL;
  std::string text;
};
