// SPDX-License-Identifier: MIT
#include "core/api/error.h"

#include <exception>

#include "core/diagnostic/escape.h"

namespace warifu {

int give_error(warifu_error** error, int status, const char* text) noexcept {
  if (error == nullptr) return status;
  try {
    *error = new warifu_error{status, escaped(text)};
  } catch (...) {
    *error = nullptr;
  }
  return status;
}

int give_error(warifu_error** error, const Diagnostics& diagnostics) noexcept {
  if (error == nullptr) return WARIFU_E_CONFIGURATION;
  try {
    std::string text;
    for (const Diagnostic& each : in_order(diagnostics)) {
      if (each.severity != Severity::kError) continue;
      if (!text.empty()) text += '\n';
      text += to_line(each);
    }
    *error = new warifu_error{WARIFU_E_CONFIGURATION, std::move(text)};
  } catch (...) {
    *error = nullptr;
  }
  return WARIFU_E_CONFIGURATION;
}

}  // namespace warifu

extern "C" {

const char* warifu_error_text(const warifu_error* error) {
  return error == nullptr ? "out of memory" : error->text.c_str();
}

int warifu_error_status(const warifu_error* error) {
  return error == nullptr ? static_cast<int>(WARIFU_E_INTERNAL) : error->status;
}

void warifu_error_free(warifu_error* error) {
  delete error;
}

}  // extern "C"
