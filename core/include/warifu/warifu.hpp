// SPDX-License-Identifier: MIT
// warifu/warifu.h for C++: the same calls, with handles that free themselves and errors that
// are values. Header-only, C++17; compiled by the caller, so it adds nothing to libwarifu's
// ABI. Thread rules, meanings and units are those of the C functions it calls.
#ifndef WARIFU_WARIFU_HPP
#define WARIFU_WARIFU_HPP

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "warifu/warifu.h"

namespace warifu::client {

// What went wrong: kind is one of enum warifu_status, text is for the operator.
struct Failure {
  int status = WARIFU_E_INTERNAL;
  std::string text;
};

namespace detail {
template <auto Free>
struct Deleter {
  template <typename T>
  void operator()(T* handle) const {
    Free(handle);
  }
};

// Takes an error from the C API and frees it.
inline Failure take(warifu_error* error) {
  if (error == nullptr) return {};
  Failure failure{warifu_error_status(error), warifu_error_text(error)};
  warifu_error_free(error);
  return failure;
}
}  // namespace detail

// Where and how to open; every member may be left as it is but `service`.
struct Options {
  std::string service;
  std::string config_dir{};   // empty: /etc/warifu
  std::string module_dir{};   // empty: the package's
  std::string runtime_dir{};  // empty: /run/warifu
  uint32_t flags = 0;         // enum warifu_engine_flag
  warifu_log_callback log = nullptr;
  void* log_data = nullptr;
};

// An owner that was read, usable for several verifies. Movable.
using Owner = std::unique_ptr<warifu_owner_handle, detail::Deleter<warifu_owner_free>>;

// Room for an answer, used by one thread at a time. Movable.
class Decision {
 public:
  // Fill before reading: valid until this decision is used again.
  [[nodiscard]] warifu_decision_info info() const {
    warifu_decision_info info{};
    info.size = sizeof info;
    if (handle_) warifu_decision_describe(handle_.get(), &info);
    return info;
  }
  [[nodiscard]] warifu_decision* get() const { return handle_.get(); }

 private:
  std::unique_ptr<warifu_decision, detail::Deleter<warifu_decision_free>> handle_{
      warifu_decision_new()};
};

// One question. `owner` wins over `fd`.
struct Request {
  int fd = -1;
  const warifu_owner_handle* owner = nullptr;
  const char* account = "";
  const char* resource = "";
  uint32_t flags = 0;    // enum warifu_request_flag
  int64_t deadline = 0;  // microseconds; 0: the stack's own
};

// The engine of one service. Movable; verify and read_owner from any thread.
class Engine {
 public:
  [[nodiscard]] static std::variant<Engine, Failure> open(const Options& options) {
    warifu_open_options raw = WARIFU_OPEN_OPTIONS_INIT;
    raw.service = options.service.c_str();
    raw.config_dir = or_null(options.config_dir);
    raw.module_dir = or_null(options.module_dir);
    raw.runtime_dir = or_null(options.runtime_dir);
    raw.flags = options.flags;
    raw.log = options.log;
    raw.log_data = options.log_data;
    warifu_error* error = nullptr;
    warifu_engine* const engine = warifu_open(&raw, &error);
    if (engine == nullptr) return detail::take(error);
    return Engine(engine);
  }

  // Only true lets a client in (WARIFU_CACHED_ONLY needs the C function's third answer).
  [[nodiscard]] bool verify(const Request& request, const Decision& decision) const {
    return verdict(request, decision) == WARIFU_PASSED;
  }

  // enum warifu_verdict.
  [[nodiscard]] int verdict(const Request& request, const Decision& decision) const {
    warifu_request raw = WARIFU_REQUEST_INIT;
    raw.fd = request.fd;
    raw.owner = request.owner;
    raw.account = request.account;
    raw.resource = request.resource;
    raw.flags = request.flags;
    raw.deadline = request.deadline;
    return warifu_verify(handle_.get(), &raw, decision.get());
  }

  // What would be, for `decision` to tell. enum warifu_status.
  [[nodiscard]] int explain(const warifu_presumed_login& login, const Decision& decision) const {
    return warifu_explain(handle_.get(), &login, decision.get());
  }

  // Empty only where memory ran out.
  [[nodiscard]] Owner read_owner(int fd) const {
    warifu_owner_handle* owner = nullptr;
    if (warifu_read_owner(handle_.get(), fd, &owner) != WARIFU_OK) return nullptr;
    return Owner(owner);
  }

  // Nothing where it was reloaded.
  [[nodiscard]] std::unique_ptr<Failure> reload() const {
    warifu_error* error = nullptr;
    if (warifu_reload(handle_.get(), &error) == WARIFU_OK) return nullptr;
    return std::make_unique<Failure>(detail::take(error));
  }

  // If the operator asked for it; may stand before every verify. Nothing where it was reloaded, or
  // nobody asked.
  [[nodiscard]] std::unique_ptr<Failure> reload_if_asked() const {
    warifu_error* error = nullptr;
    if (warifu_reload_if_asked(handle_.get(), &error) >= 0) return nullptr;
    return std::make_unique<Failure>(detail::take(error));
  }

  [[nodiscard]] warifu_engine* get() const { return handle_.get(); }

 private:
  explicit Engine(warifu_engine* engine) : handle_(engine) {}
  static const char* or_null(const std::string& text) {
    return text.empty() ? nullptr : text.c_str();
  }
  std::unique_ptr<warifu_engine, detail::Deleter<warifu_close>> handle_;
};

}  // namespace warifu::client

#endif
