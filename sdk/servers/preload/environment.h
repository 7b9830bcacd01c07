// SPDX-License-Identifier: MIT
// What `warifu run` tells the shim that it preloads. The variables are the two's own: a server that
// is to be protected is started with the command.
#pragma once

namespace warifu::preload {

constexpr const char* kService = "WARIFU_PRELOAD_SERVICE";         // required
constexpr const char* kConfigDir = "WARIFU_PRELOAD_CONFIG_DIR";    // the folders; none: the
constexpr const char* kModuleDir = "WARIFU_PRELOAD_MODULE_DIR";    // library's own
constexpr const char* kRuntimeDir = "WARIFU_PRELOAD_RUNTIME_DIR";  //
constexpr const char* kFlags = "WARIFU_PRELOAD_FLAGS";             // letters, see below
constexpr const char* kServer = "WARIFU_PRELOAD_SERVER";           // the server's pid
constexpr const char* kTrial = "WARIFU_PRELOAD_TRIAL";             // see below

constexpr char kTrustsUser = 'u';  // WARIFU_ALLOW_USER_OWNED
constexpr char kMayWait = 'w';     // without WARIFU_NONBLOCKING_ONLY

// A process with kTrial set only tries whether the shim can do its work, and ends before main().
// Whoever is not ended so has no shim.
enum TrialExit : int { kTrialWorks = 41, kTrialFailed = 42 };

// What a server ends with that could let nobody in; the reason is on standard error.
constexpr int kCannotServe = 2;

}  // namespace warifu::preload
