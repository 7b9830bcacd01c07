// SPDX-License-Identifier: MIT
// hmac_owner on the claim of one connection, its keys in the cache: what it adds to a verify.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "kernel/wire/mac.h"
#include "modules/hmac_owner/file_memory.h"
#include "modules/hmac_owner/replay/replay_cache.h"
#include "modules/hmac_owner/verifier.h"

namespace {

using namespace hmac_owner;
namespace wire = warifu::wire;

constexpr int64_t kNanoseconds = 1'000'000'000;

// The files of the replay cache, in memory and gone with this.
class Folder {
 public:
  Folder() {
    if (mkdtemp(path_.data()) == nullptr) throw std::runtime_error("cannot make " + path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::unique_ptr<Memory> memory() const {
    return make_file_memory(path_, ReplayCache::kDefaultCapacity);
  }

 private:
  std::string path_ = "/dev/shm/warifu-bench-XXXXXX";
};

int64_t now_seconds() {
  static const int64_t kNow = std::time(nullptr);  // the replay cache knows when the host booted
  return kNow;
}

// Only what hmac_owner calls.
constexpr warifu_host make_host() {
  warifu_host host{};
  host.size = sizeof host;
  host.explain = [](const warifu_call*, uint32_t, const char*) {};
  host.now = [](const warifu_call*) { return now_seconds() * kNanoseconds; };
  host.set_attribute = [](const warifu_call*, const char*, const char*) { return 0; };
  host.set_domain = [](const warifu_call*, const char*) { return 0; };
  host.distrust_gid = [](const warifu_call*) { return 0; };
  return host;
}
constexpr warifu_host kHost = make_host();

Key make_key(bool derived) {
  Key key;
  key.slot = 3;
  key.derived = derived;
  key.domain = "web";
  key.secret.writable()[0] = 1;
  key.from.emplace({wire::parse_prefix("10.1.0.0/16").value()});
  key.uids.emplace({warifu::IdRange{10000, 59999}});
  return key;
}

// uid 10042 from 10.1.0.5, signed with the key or, where it is one, with what derives from it.
struct Claim {
  explicit Claim(const Key& key) {
    evidence.size = sizeof evidence;
    evidence.source = WARIFU_SOURCE_RECORD;
    evidence.outcome = WARIFU_OUTCOME_OWNER;
    evidence.flags = WARIFU_EVIDENCE_ENDPOINTS | WARIFU_EVIDENCE_CLIENT_ISN;
    evidence.client.address[10] = evidence.client.address[11] = 0xff;
    evidence.client.address[12] = 10;
    evidence.client.address[13] = 1;
    evidence.client.address[15] = 5;
    evidence.socket_cookie = 77;
    evidence.read_at = now_seconds() * kNanoseconds;
    evidence.claim_length = WARIFU_OPTION_CLAIM_LENGTH;
    wire::Address source{};
    std::copy_n(evidence.client.address, source.size(), source.begin());
    const wire::Secret host = key.derived ? derive_host_key(key.secret, source) : key.secret;
    write(derive_epoch_key(host, wire::Purpose::kClaim, wire::epoch_at(now_seconds())));
  }

  void write(const wire::Secret& epoch_key) {
    constexpr unsigned kCtl = WARIFU_CTL_VERSION_1 | WARIFU_CTL_FORM_CLAIM | 3;
    warifu_wire_head head;
    warifu_write_head(&head, WARIFU_OPTION_KIND, WARIFU_OPTION_CLAIM_LENGTH, WARIFU_OPTION_EXID,
                      kCtl, owner.uid, owner.gid);
    std::memcpy(evidence.claim, &head, sizeof head);
    warifu_mac_input input = {kCtl, owner.uid, owner.gid, 0, 0, 0, 0, nullptr, nullptr, 0};
    input.source = evidence.client.address;
    input.destination = evidence.server.address;
    warifu_mac_message message;
    warifu_write_mac_message(&message, &input);
    const wire::Digest digest = wire::MacKey(epoch_key).mac(message);
    std::copy_n(digest.begin(), WARIFU_OPTION_CLAIM_MAC_LENGTH, evidence.claim + sizeof head);
  }

  warifu_evidence evidence = {};
  warifu_owner owner = {sizeof(warifu_owner), 1, 1, WARIFU_SOURCE_RECORD, 10042, 10042, ""};
  warifu_module_request request = {sizeof(warifu_module_request), 0, "bench", "", ""};
  warifu_call call = {sizeof(warifu_call), 0, &kHost, &request, &evidence, &owner};
};

void verify(benchmark::State& state, bool derived) {
  const Key key = make_key(derived);
  const Folder folder;
  Verifier verifier(Keyring({key}), {}, folder.memory());
  verifier.process_start();
  const Claim claim(key);
  for (auto _ : state) {
    if (verifier.verify(claim.call) != WARIFU_PASS) {
      state.SkipWithError("the claim did not pass");
      break;
    }
  }
}

void hmac_owner_claim(benchmark::State& state) {
  verify(state, false);
}
void hmac_owner_derived_claim(benchmark::State& state) {
  verify(state, true);
}

void one_mac(benchmark::State& state) {
  const wire::MacKey key(make_key(false).secret);
  const warifu_mac_message message = {};
  for (auto _ : state)
    benchmark::DoNotOptimize(key.mac(message));
}

// The first verify of a process, or of an epoch.
void hmac_owner_cold_claim(benchmark::State& state) {
  const Key key = make_key(true);
  const Claim claim(key);
  const Folder folder;
  Verifier verifier(Keyring({key}), {}, folder.memory());
  for (auto _ : state) {
    state.PauseTiming();
    verifier.process_start();
    state.ResumeTiming();
    benchmark::DoNotOptimize(verifier.verify(claim.call));
  }
}

BENCHMARK(hmac_owner_claim);
BENCHMARK(hmac_owner_derived_claim);
BENCHMARK(one_mac);
BENCHMARK(hmac_owner_cold_claim)->Iterations(2000);

}  // namespace

BENCHMARK_MAIN();
