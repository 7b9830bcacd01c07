// SPDX-License-Identifier: MIT
#include "sdk/servers/preload/gate.h"

namespace warifu::preload {
namespace {

const char* or_default(const std::array<char, PATH_MAX>& folder) {
  return folder[0] != '\0' ? folder.data() : nullptr;
}

}  // namespace

void Gate::read_environment() {
  notice_.keep_standard_error();
  settings_.read();
}

warifu_engine* Gate::open() {
  if (settings_.mistake != nullptr) {
    if (!has_failed_.exchange(true)) notice_.tell(settings_.mistake);
    return nullptr;
  }
  warifu_open_options options = WARIFU_OPEN_OPTIONS_INIT;
  options.service = settings_.service.data();
  options.config_dir = or_default(settings_.config_dir);
  options.module_dir = or_default(settings_.module_dir);
  options.runtime_dir = or_default(settings_.runtime_dir);
  options.flags = settings_.flags;
  warifu_error* error = nullptr;
  warifu_engine* const opened = warifu_open(&options, &error);
  if (opened == nullptr && !has_failed_.exchange(true)) {
    notice_.tell(error != nullptr ? warifu_error_text(error) : "out of memory");
  }
  warifu_error_free(error);
  return opened;
}

warifu_engine* Gate::engine() {
  warifu_engine* const there = engine_.load();
  if (there != nullptr || has_failed_.load()) return there;
  warifu_engine* const opened = open();
  warifu_engine* first = nullptr;
  if (opened == nullptr || engine_.compare_exchange_strong(first, opened)) return opened;
  warifu_close(opened);  // another thread was quicker
  return first;
}

void Gate::follow_reload(warifu_engine* engine) {
  warifu_error* error = nullptr;
  if (warifu_reload_if_asked(engine, &error) < 0 && error != nullptr) {
    notice_.tell(warifu_error_text(error));
  }
  warifu_error_free(error);
}

bool Gate::lets_in(int client) {
  warifu_engine* const opened = engine();
  if (opened == nullptr) return false;
  follow_reload(opened);
  warifu_request request = WARIFU_REQUEST_INIT;
  request.fd = client;
  return warifu_verify(opened, &request, nullptr) == WARIFU_PASSED;
}

}  // namespace warifu::preload
