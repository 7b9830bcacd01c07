// SPDX-License-Identifier: MIT
#include "tests/integration/pam_oracle/pam_side.h"

#include <security/pam_appl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/integration/pam_oracle/quiet_host.h"

namespace warifu::oracle {
namespace {

[[noreturn]] void give_up(const std::string& what) {
  (void)std::fprintf(stderr, "pam_oracle: %s\n", what.c_str());
  std::exit(1);
}

// pam_debug.so tells the conversation the argument it answers by: the order of the calls.
int remember_call(int count, const pam_message** messages, pam_response** responses, void* data) {
  auto* called = static_cast<std::vector<std::string>*>(data);
  for (int i = 0; i < count; ++i) {
    called->emplace_back(messages[i]->msg);
  }
  *responses = nullptr;
  return PAM_SUCCESS;
}

// In memory where there is such a folder: thousands of small files are rewritten.
std::filesystem::path scratch() {
  const std::filesystem::path memory = "/dev/shm";
  return access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::temp_directory_path();
}

}  // namespace

ConfFolder::ConfFolder() {
  std::string name = (scratch() / "pam-oracle.XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) {
    give_up("cannot make " + name);
  }
  path_ = name;
  // Without entries, so that a service without any is refused for want of modules.
  write("other", "# empty\n");
}

ConfFolder::~ConfFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void ConfFolder::write(const std::string& name, const std::string& text) const {
  std::ofstream file(path_ + "/" + name);
  file << text;
  file.close();
  if (!file) {
    give_up("cannot write " + path_ + "/" + name);
  }
}

PamOutcome authenticate(const ConfFolder& folder, const std::string& service) {
  PamOutcome outcome;
  const pam_conv conversation = {remember_call, &outcome.called};
  pam_handle_t* handle = nullptr;
  (void)take_syslog();
  const int started =
      pam_start_confdir(service.c_str(), "nobody", &conversation, folder.path().c_str(), &handle);
  if (started != PAM_SUCCESS) {
    give_up("pam_start_confdir: " + std::to_string(started));
  }
  outcome.result = pam_authenticate(handle, PAM_SILENT);
  (void)pam_end(handle, outcome.result);
  outcome.messages = take_syslog();
  return outcome;
}

}  // namespace warifu::oracle
