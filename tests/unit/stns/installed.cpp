// SPDX-License-Identifier: MIT
#include "tests/unit/stns/installed.h"

#include <sys/stat.h>

#include "core/module/descriptor.h"
#include "tests/unit/module/opened.h"

namespace stns_test {

const module_test::ModuleFolder& Installed::folder() {
  static const module_test::ModuleFolder kFolder;
  static const std::string kModule =
      kFolder.write("stns", module_test::read_bytes(std::string(MODULES_OUT) + "/warifu_stns.so"));
  return kFolder;
}

std::string Installed::write(const std::string& name, const std::string& content,
                             unsigned mode) const {
  const std::string path = folder().path() + "/" + name;
  module_test::write_bytes(path, content);
  REQUIRE(chmod(path.c_str(), mode) == 0);
  return path;
}

std::unique_ptr<warifu::ModuleInstance> Installed::open(const std::string& options) {
  told_ = {};
  return open_instance(folder(), "stns", options, told_);
}

std::string Installed::told() const {
  std::string text;
  for (const auto& item : told_.items())
    text += warifu::to_line(item) + "\n";
  for (size_t at = 0; (at = text.find(folder().path())) != std::string::npos;)
    text.erase(at, folder().path().size());
  return text;
}

Entry::Entry(const std::string& endpoint, const std::string& options)
    : instance_(
          installed_.open("api_endpoint = \"" + endpoint + "\"\nrequest_retry = 0\n" + options)) {
  INFO(installed_.told());
  REQUIRE(instance_);
  REQUIRE(instance_->descriptor().process_start(instance_->handle()) == 0);
}

int Entry::verify(module_test::FakeCall& call) const {
  return instance_->descriptor().verify(instance_->handle(), &call);
}

int Entry::has_group(module_test::FakeCall& call, const char* group) const {
  REQUIRE(call.search);
  return call.search(instance_->handle(), &call, group);
}

std::string Entry::reason(const module_test::FakeCall& call) const {
  if (call.explained.empty()) return "";
  return warifu::reason_at(instance_->descriptor(), call.explained.back()).id;
}

}  // namespace stns_test
