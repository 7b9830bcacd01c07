// SPDX-License-Identifier: MIT
// owner_map with a map of many accounts: how long it takes to load, what it then keeps, and how
// long an answer takes. Prints one object of JSON. Memory is told of one load, the first of the
// process.
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "modules/owner_map/opening.h"

namespace {

using Clock = std::chrono::steady_clock;
constexpr uint32_t kAccounts = 100'000;
constexpr uint32_t kFirstUid = 10'000;
constexpr size_t kAnswers = 2'000'000;

std::string account(uint32_t number) {
  return "wp_" + std::to_string(number);
}

// In a folder that is gone with this.
class MapFile {
 public:
  MapFile() {
    if (mkdtemp(folder_.data()) == nullptr) throw std::runtime_error("cannot make " + folder_);
    std::ofstream file(path());
    file << "domain = \"web\"\n\n[accounts]\n";
    for (uint32_t i = 0; i < kAccounts; ++i)
      file << account(i) << " = " << kFirstUid + i << '\n';
  }
  ~MapFile() { std::filesystem::remove_all(folder_); }
  MapFile(const MapFile&) = delete;
  MapFile& operator=(const MapFile&) = delete;
  [[nodiscard]] std::string path() const { return folder_ + "/map.toml"; }

 private:
  std::string folder_ = "/tmp/warifu-bench-XXXXXX";
};

// As /proc/self/status names it, in bytes.
long status(const std::string& name) {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(name + ":")) return std::stol(line.substr(name.size() + 1)) * 1024;
  }
  return 0;
}

// What the host keeps until open returns.
struct Opening : warifu_module_open {
  std::string bytes;
};

int read_file(const warifu_module_open* args, uint32_t, const char* path, uint32_t, size_t,
              const uint8_t** bytes, size_t* length) {
  auto& text = const_cast<Opening*>(static_cast<const Opening*>(args))->bytes;
  text.resize(std::filesystem::file_size(path));
  std::ifstream(path).read(text.data(), static_cast<std::streamsize>(text.size()));
  *bytes = reinterpret_cast<const uint8_t*>(text.data());
  *length = text.size();
  return 0;
}

std::unique_ptr<owner_map::Mapper> load(const std::string& path) {
  warifu_value value{};
  value.string = path.c_str();
  Opening opening{};
  opening.size = sizeof(warifu_module_open);
  opening.value_count = 1;
  opening.values = &value;
  opening.read_file = read_file;
  opening.report = [](const warifu_module_open*, uint32_t, const char*, uint32_t, uint32_t,
                      const char* what, const char*) { std::cerr << what << '\n'; };
  opening.warn = opening.report;
  opening.domain_count = [](const warifu_module_open*) -> uint32_t { return 0; };
  return owner_map::open_mapper(&opening);
}

constexpr warifu_host make_host() {
  warifu_host host{};
  host.size = sizeof host;
  host.explain = [](const warifu_call*, uint32_t, const char*) {};
  host.get_attribute = [](const warifu_call*, const char*) -> const char* { return nullptr; };
  return host;
}
constexpr warifu_host kHost = make_host();

// Nanoseconds of one, over accounts in no order.
double time_of_answer(const owner_map::Mapper& mapper) {
  std::vector<std::string> names;
  for (uint32_t i = 0; i < kAccounts; ++i)
    names.push_back(account(i));
  std::mt19937 random(1);
  std::vector<uint32_t> order(kAnswers);
  for (uint32_t& each : order)
    each = static_cast<uint32_t>(random() % kAccounts);
  warifu_owner owner{sizeof owner, 1, 0, 0, 0, 0, "web"};
  warifu_module_request request{sizeof request, 0, "postgresql", "", ""};
  warifu_call call{};
  call.host = &kHost;
  call.request = &request;
  call.owner = &owner;
  size_t passed = 0;
  const auto begin = Clock::now();
  for (const uint32_t each : order) {
    request.account = names[each].c_str();
    owner.uid = kFirstUid + each;
    passed += mapper.verify(call) == WARIFU_PASS ? 1 : 0;
  }
  const std::chrono::duration<double, std::nano> took = Clock::now() - begin;
  if (passed != kAnswers) throw std::runtime_error("a wrong answer");
  return took.count() / kAnswers;
}

void measure() {
  const MapFile file;
  const long before = status("VmRSS");
  const auto begin = Clock::now();
  const auto mapper = load(file.path());
  const std::chrono::duration<double, std::milli> took = Clock::now() - begin;
  if (!mapper) throw std::runtime_error("the map does not load");
  const long after = status("VmRSS");
  const long peak = status("VmHWM");
  std::printf("{\"load_ms\": %.3f, \"resident\": %ld, \"peak\": %ld, \"answer_ns\": %.1f}\n",
              took.count(), after - before, peak - before, time_of_answer(*mapper));
}

}  // namespace

int main() {
  try {
    measure();
    return 0;
  } catch (const std::exception& failure) {
    std::cerr << failure.what() << '\n';
    return 1;
  }
}
