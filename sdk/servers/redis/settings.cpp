// SPDX-License-Identifier: MIT
#include "sdk/servers/redis/settings.h"

#include <utility>

namespace warifu::redis {
namespace {

class Parser {
 public:
  explicit Parser(const std::vector<std::string_view>& words) : words_(words) {}

  std::variant<Settings, std::string> run() {
    while (at_ < words_.size() && mistake_.empty())
      take(words_[at_++]);
    if (!mistake_.empty()) return mistake_;
    return std::move(settings_);
  }

 private:
  void take(std::string_view name) {
    if (name == "exempt") return take_exemption();
    std::string* const value = find(name);
    if (value == nullptr) {
      mistake_ =
          "unknown argument; write service, connect-service, config-dir, module-dir, "
          "runtime-dir or exempt";
    } else if (at_ == words_.size()) {
      mistake_ = "the last argument has no value";
    } else {
      *value = words_[at_++];
    }
  }

  std::string* find(std::string_view name) {
    const std::pair<std::string_view, std::string*> known[] = {
        {"service", &settings_.service},
        {"connect-service", &settings_.connect_service},
        {"config-dir", &settings_.config_dir},
        {"module-dir", &settings_.module_dir},
        {"runtime-dir", &settings_.runtime_dir}};
    for (const auto& [each, value] : known) {
      if (name == each) return value;
    }
    return nullptr;
  }

  void take_exemption() {
    if (words_.size() - at_ < 2) {
      mistake_ =
          "exempt wants a source and the uid that connects from there: exempt 10.0.0.7/32 "
          "112; a source alone would let every tenant of that host in";
      return;
    }
    const auto made = parse_exemption(words_[at_], words_[at_ + 1]);
    if (!made) {
      mistake_ =
          "exempt wants PREFIX UID, such as exempt 10.0.0.0/24 112; a source alone would let "
          "every tenant of that host in";
      return;
    }
    settings_.exemptions.push_back(*made);
    at_ += 2;
  }

  const std::vector<std::string_view>& words_;
  size_t at_ = 0;
  Settings settings_;
  std::string mistake_;
};

}  // namespace

std::variant<Settings, std::string> parse_settings(const std::vector<std::string_view>& words) {
  return Parser(words).run();
}

}  // namespace warifu::redis
