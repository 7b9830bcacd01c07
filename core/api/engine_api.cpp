// SPDX-License-Identifier: MIT
#include <unistd.h>

#include <exception>

#include "core/api/error.h"
#include "core/api/handles.h"
#include "core/api/sized_struct.h"

namespace {

using warifu::Diagnostics;
using warifu::Engine;
using warifu::EngineOptions;
using warifu::give_error;

constexpr char kDefaultConfigDir[] = "/etc/warifu";
constexpr char kDefaultModuleDir[] = WARIFU_MODULE_DIR;
constexpr char kDefaultRuntimeDir[] = "/run/warifu";

// nullptr where the options can be used; else what is wrong with them.
const char* mistake(const warifu_open_options& options) {
  if (options.service == nullptr) return "warifu_open: options.service is NULL";
  if (!warifu::is_service_name(options.service)) {
    return "warifu_open: options.service is no service name ([a-z0-9][a-z0-9_-]*, at most 64)";
  }
  for (const char* const each : {options.config_dir, options.module_dir, options.runtime_dir}) {
    if (each != nullptr && *each != '/') return "warifu_open: a folder is not an absolute path";
  }
  return nullptr;
}

EngineOptions to_engine_options(const warifu_open_options& from) {
  warifu::TrustPolicy trust;
  if ((from.flags & WARIFU_ALLOW_USER_OWNED) != 0) trust.also_user = geteuid();
  EngineOptions options;
  options.load.service = from.service;
  options.load.config = {from.config_dir != nullptr ? from.config_dir : kDefaultConfigDir, trust};
  options.load.nonblocking_only = (from.flags & WARIFU_NONBLOCKING_ONLY) != 0;
  options.load.log = from.log;
  options.load.log_data = from.log_data;
  options.modules = {from.module_dir != nullptr ? from.module_dir : kDefaultModuleDir, trust};
  options.runtime_dir = from.runtime_dir != nullptr ? from.runtime_dir : kDefaultRuntimeDir;
  return options;
}

}  // namespace

extern "C" {

const char* warifu_version(void) {
  return WARIFU_VERSION;
}

warifu_engine* warifu_open(const warifu_open_options* options, warifu_error** error) try {
  if (error != nullptr) *error = nullptr;
  if (!warifu::is_sized(options)) {
    give_error(error, WARIFU_E_ARGUMENT,
               "warifu_open: options is NULL or has no size; begin with WARIFU_OPEN_OPTIONS_INIT");
    return nullptr;
  }
  const warifu_open_options known =
      warifu::read_sized(options, warifu_open_options WARIFU_OPEN_OPTIONS_INIT);
  if (const char* const wrong = mistake(known)) {
    give_error(error, WARIFU_E_ARGUMENT, wrong);
    return nullptr;
  }
  Diagnostics diagnostics;
  auto engine = Engine::open(to_engine_options(known), diagnostics);
  if (!engine) {
    give_error(error, diagnostics);
    return nullptr;
  }
  return new warifu_engine{std::move(engine)};
} catch (const std::exception& failure) {
  give_error(error, WARIFU_E_INTERNAL, failure.what());
  return nullptr;
}

int warifu_reload(warifu_engine* engine, warifu_error** error) try {
  if (error != nullptr) *error = nullptr;
  if (engine == nullptr) return give_error(error, WARIFU_E_ARGUMENT, "warifu_reload: no engine");
  Diagnostics diagnostics;
  if (engine->engine->reload(diagnostics)) return WARIFU_OK;
  return give_error(error, diagnostics);
} catch (const std::exception& failure) {
  return give_error(error, WARIFU_E_INTERNAL, failure.what());
}

int warifu_reload_if_asked(warifu_engine* engine, warifu_error** error) try {
  if (error != nullptr) *error = nullptr;
  if (engine == nullptr) {
    return give_error(error, WARIFU_E_ARGUMENT, "warifu_reload_if_asked: no engine");
  }
  Diagnostics diagnostics;
  switch (engine->engine->reload_if_asked(diagnostics)) {
    case Engine::Asked::kNo:
      return 0;
    case Engine::Asked::kReloaded:
      return 1;
    case Engine::Asked::kFailed:
      break;
  }
  return give_error(error, diagnostics);
} catch (const std::exception& failure) {
  return give_error(error, WARIFU_E_INTERNAL, failure.what());
}

void warifu_close(warifu_engine* engine) {
  delete engine;
}

}  // extern "C"
