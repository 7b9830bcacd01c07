// SPDX-License-Identifier: MIT
// Records of real sockets in real maps, and what somebody may have put in their place. Each in
// a child with a file system of BPF's that goes with it.
#include "core/owner/record_map.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "core/owner/bpf_call.h"
#include "core/owner/evidence.h"
#include "tests/unit/owner/child.h"
#include "tests/unit/owner/connection.h"
#include "tests/unit/owner/record_maker.h"
#include "tests/unit/owner/record_text.h"
#include "tests/unit/owner/summary.h"

using namespace warifu;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

constexpr uid_t kTenant = 4242;
constexpr char kOwner[] = "owner record 1000/100";

// A run-time folder that goes away with its test.
class RuntimeDir {
 public:
  RuntimeDir() {
    std::string pattern = "/tmp/warifu-records-XXXXXX";
    path = mkdtemp(pattern.data());
    std::filesystem::permissions(path, std::filesystem::perms(0755));
    std::filesystem::create_directory(path + "/bpf");
  }
  ~RuntimeDir() { std::filesystem::remove_all(path); }
  RuntimeDir(const RuntimeDir&) = delete;
  RuntimeDir& operator=(const RuntimeDir&) = delete;
  [[nodiscard]] std::string bpf() const { return path + "/bpf"; }
  [[nodiscard]] std::string records() const { return bpf() + "/" WARIFU_RECORD_PIN; }

  std::string path;
};

// An agent's host in small: the map, its pin, and one connection with a record.
struct Host {
  explicit Host(const RuntimeDir& runtime) {
    mount_bpffs(runtime.bpf());
    map = make_storage_map();
    pin(map, runtime.records());
    listener = listen_tcp("127.0.0.1", true);
    connection = connect_over(listener.get(), "127.0.0.1");
    put_record(map, fd(), with_establishing(with_syn(bare_record(), kSignedClaim), kProof));
  }
  [[nodiscard]] int fd() const { return connection.server.get(); }

  UniqueFd map, listener;
  Connection connection;
};

std::string read(int fd, RecordMap& records,
                 std::initializer_list<int> sources = {WARIFU_SOURCE_RECORD,
                                                       WARIFU_SOURCE_SAVED_SYN}) {
  return summary(read_evidence(fd, with_sources(sources), &records));
}

// What `damage` does to a host, and what is then said of reading there: "trouble / owner".
std::string after(const std::function<void(const RuntimeDir&, Host&)>& damage) {
  const RuntimeDir runtime;
  return in_child([&] {
    Host host(runtime);
    damage(runtime, host);
    RecordMap records(runtime.path, {});
    records.prepare();
    const char* const trouble = records.trouble();
    return std::string(trouble != nullptr ? trouble : "none") + " / " + read(host.fd(), records);
  });
}

uint32_t bpf_map_id(int fd) {
  const auto info = bpf::map_info(fd);
  return info ? info->id : 0;
}

constexpr char kNextSource[] = " / no-option owner.no-option";

void own(const std::string& path, uid_t uid) {
  if (chown(path.c_str(), uid, static_cast<gid_t>(-1)) != 0) throw std::runtime_error(path);
}

void set_mode(const std::string& path, mode_t mode) {
  if (chmod(path.c_str(), mode) != 0) throw std::runtime_error(path);
}

// Looks again until the answer is `wanted`: a map is looked for once a second at most.
std::string read_until(const std::string& wanted, int fd, RecordMap& records) {
  std::string said;
  for (int i = 0; i < 200; ++i) {
    said = read(fd, records, {WARIFU_SOURCE_RECORD});
    if (said == wanted) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return said;
}

}  // namespace

TEST_CASE("a record is read by the server's own descriptor", "[record_map]") {
  WARIFU_NEEDS_ROOT();
  const RuntimeDir runtime;
  CHECK(in_child([&] {
          const Host host(runtime);
          RecordMap records(runtime.path, {});
          records.prepare();
          const Evidence evidence = read_evidence(host.fd(), {}, &records);
          const bool knows_socket = evidence.raw.socket_cookie != 0 && evidence.detail.empty();
          return summary(evidence) + (knows_socket ? "" : " without a cookie") +
                 (records.trouble() == nullptr ? "" : records.trouble());
        }) == kOwner);
}

TEST_CASE("reading a record leaves the saved SYN where it is", "[record_map]") {
  WARIFU_NEEDS_ROOT();
  const RuntimeDir runtime;
  CHECK(in_child([&] {
          const Host host(runtime);
          RecordMap records(runtime.path, {});
          records.prepare();
          const std::string first = read(host.fd(), records);
          return first + ", " + read(host.fd(), records, {WARIFU_SOURCE_SAVED_SYN});
        }) == std::string(kOwner) + ", no-option owner.no-option");
}

TEST_CASE("an unprivileged server reads records, opened before it gave up root or after",
          "[record_map]") {
  WARIFU_NEEDS_ROOT();
  const RuntimeDir runtime;
  CHECK(in_child([&] {
          const Host host(runtime);
          RecordMap before(runtime.path, {});
          before.prepare();
          become(kTenant, kTenant);
          RecordMap after_it(runtime.path, {});
          after_it.prepare();
          return read(host.fd(), before) + ", " + read(host.fd(), after_it);
        }) == std::string(kOwner) + ", " + kOwner);
}

TEST_CASE("a forked child reads through what its parent opened", "[record_map]") {
  WARIFU_NEEDS_ROOT();
  const RuntimeDir runtime;
  CHECK(in_child([&] {
          const Host host(runtime);
          RecordMap records(runtime.path, {});
          records.prepare();
          return in_child([&] { return read(host.fd(), records); });
        }) == kOwner);
}

TEST_CASE("the record of one socket is not that of another", "[record_map]") {
  WARIFU_NEEDS_ROOT();
  const RuntimeDir runtime;
  CHECK(in_child([&] {
          const Host host(runtime);
          RecordMap records(runtime.path, {});
          records.prepare();
          const Connection other = connect_over(host.listener.get(), "127.0.0.1");
          const Evidence evidence =
              read_evidence(other.server.get(), with_sources({WARIFU_SOURCE_RECORD}), &records);
          return summary(evidence) + ": " + evidence.detail;
        }) ==
        "not-asked owner.no-source: record: warifu-agent made no record of this connection: "
        "its port is not under [listen], or the connection is older");
}

TEST_CASE("without a record the next source is asked; of other sockets nothing is said",
          "[record_map]") {
  WARIFU_NEEDS_ROOT();
  const RuntimeDir runtime;
  CHECK(in_child([&] {
          const Host host(runtime);
          RecordMap records(runtime.path, {});
          records.prepare();
          const Connection other = connect_over(host.listener.get(), "127.0.0.1");
          const UniqueFd udp = make_socket(AF_UNIX, SOCK_DGRAM);
          const Evidence evidence =
              read_evidence(udp.get(), with_sources({WARIFU_SOURCE_RECORD}), &records);
          return read(other.server.get(), records) + ", " + summary(evidence) + evidence.detail;
        }) == "no-option owner.no-option, not-asked owner.no-source");
}

TEST_CASE("an agent that comes later is found, and that is no trouble", "[record_map]") {
  WARIFU_NEEDS_ROOT();
  const RuntimeDir runtime;
  CHECK(in_child([&] {
          const Host host(runtime);
          unlink(runtime.records().c_str());
          RecordMap records(runtime.path, {});
          records.prepare();
          const Evidence none =
              read_evidence(host.fd(), with_sources({WARIFU_SOURCE_RECORD}), &records);
          if (records.trouble() != nullptr) return std::string(records.trouble());
          pin(host.map, runtime.records());
          return none.detail + ", " + read_until(kOwner, host.fd(), records);
        }) == std::string("record: no warifu-agent makes records on this host, ") + kOwner);
}

TEST_CASE("an agent that made a new map is found", "[record_map]") {
  WARIFU_NEEDS_ROOT();
  const RuntimeDir runtime;
  CHECK(in_child([&] {
          const Host host(runtime);
          RecordMap records(runtime.path, {});
          records.prepare();
          const std::string old = read(host.fd(), records);
          const UniqueFd map = make_storage_map();
          pin(map, runtime.records());
          const Connection later = connect_over(host.listener.get(), "127.0.0.1");
          put_record(map, later.server.get(), with_syn(bare_record(), wire::kPlain));
          return old + ", " + read_until(kOwner, later.server.get(), records);
        }) == std::string(kOwner) + ", " + kOwner);
}

TEST_CASE("a pin, or a folder on the way, that others can write to is not trusted",
          "[record_map]") {
  WARIFU_NEEDS_ROOT();
  using Damage = std::function<void(const RuntimeDir&, Host&)>;
  const std::vector<std::pair<Damage, std::string>> damages = {
      {[](const RuntimeDir& at, Host&) { set_mode(at.bpf(), 0777); }, "is writable by group and"},
      {[](const RuntimeDir& at, Host&) { set_mode(at.bpf(), 01777); }, "all may write to"},
      {[](const RuntimeDir& at, Host&) { own(at.bpf(), kTenant); }, "is owned by uid 4242"},
      {[](const RuntimeDir& at, Host&) { own(at.path, kTenant); }, "is owned by uid 4242"},
      {[](const RuntimeDir& at, Host&) { set_mode(at.path, 0775); }, "is writable by group; run"},
      {[](const RuntimeDir& at, Host&) { own(at.records(), kTenant); }, "is owned by uid 4242"},
      {[](const RuntimeDir& at, Host&) { set_mode(at.records(), 0666); }, "is writable by group"},
  };
  for (const auto& [damage, fault] : damages) {
    const std::string said = after(damage);
    CHECK_THAT(said, Contains(fault));
    CHECK_THAT(said, Catch::EndsWith(kNextSource));
  }
}

TEST_CASE("a map that a tenant made and pinned is not believed", "[record_map]") {
  WARIFU_NEEDS_ROOT();
  const std::string said = after([](const RuntimeDir& at, Host& host) {
    const UniqueFd forged = make_storage_map();
    put_record(forged, host.fd(), with_syn(bare_record(), wire::kPlain));
    pin(forged, at.records());
    own(at.records(), kTenant);
  });
  CHECK_THAT(said, Contains("is owned by uid 4242"));
  CHECK_THAT(said, Catch::EndsWith(kNextSource));
}

TEST_CASE("what is pinned must be a map of records", "[record_map]") {
  WARIFU_NEEDS_ROOT();
  const auto in_its_place = [](UniqueFd (*make)()) {
    return after([make](const RuntimeDir& at, Host&) { pin(make(), at.records()); });
  };
  constexpr char kFault[] = "is not a map of records; use an agent of this library's version";
  for (const std::string& said :
       {in_its_place([] { return make_array_map(sizeof(warifu_record)); }),
        in_its_place([] { return make_storage_map(sizeof(warifu_record) - 4); }),
        in_its_place([] { return make_storage_map(4096); })}) {
    CHECK_THAT(said, Contains(kFault));
    CHECK_THAT(said, Catch::EndsWith(kNextSource));
  }
}

TEST_CASE("a file, or a link, in the pin's place is refused", "[record_map]") {
  WARIFU_NEEDS_ROOT();
  CHECK_THAT(after([](const RuntimeDir& at, Host& host) {
               pin(host.map, at.bpf() + "/elsewhere");
               unlink(at.records().c_str());
               std::filesystem::create_symlink("elsewhere", at.records());
             }),
             Contains("is a symbolic link") && Catch::EndsWith(kNextSource));
  const RuntimeDir runtime;
  CHECK_THAT(in_child([&] {
               close(creat(runtime.records().c_str(), 0444));
               RecordMap records(runtime.path, {});
               records.prepare();
               return std::string(records.trouble());
             }),
             Contains("is not in a file system of type bpf"));
}

TEST_CASE("a server that closes the library's descriptor loses nothing of its own",
          "[record_map]") {
  WARIFU_NEEDS_ROOT();
  const RuntimeDir runtime;
  CHECK(in_child([&] {
          HeldMap held;
          const UniqueFd map = make_storage_map();
          held.hold(opened(map));
          const int number = held.get();
          close(number);
          if (held.get() != -1) return std::string("a closed number is used");
          // A map of the server's own, with values too long for a record.
          const UniqueFd own_map = make_array_map(65536);
          if (dup2(own_map.get(), number) != number) return std::string("dup2");
          if (held.get() != -1) return std::string("another's map is used");
          const UniqueFd next = make_storage_map();
          held.hold(opened(next));
          const bool kept = bpf_map_id(number) == bpf_map_id(own_map.get());
          return std::string(kept ? "kept" : "lost") + (held.get() >= 0 ? ", and found anew" : "");
        }) == "kept, and found anew");
}

TEST_CASE("a map is held close-on-exec, also one that took another's place", "[record_map]") {
  WARIFU_NEEDS_ROOT();
  const UniqueFd first = make_storage_map(), second = make_storage_map();
  HeldMap held;
  REQUIRE(held.hold(opened(first)));
  const int number = held.get();
  CHECK(fcntl(number, F_GETFD) == FD_CLOEXEC);
  REQUIRE(held.hold(opened(second)));
  CHECK(held.get() == number);
  CHECK(fcntl(number, F_GETFD) == FD_CLOEXEC);
  CHECK_FALSE(held.hold(opened(second)));
}

TEST_CASE("who reads while a map is replaced always has one", "[record_map]") {
  WARIFU_NEEDS_ROOT();
  const UniqueFd maps[] = {make_storage_map(), make_storage_map()};
  HeldMap held;
  held.hold(opened(maps[0]));
  std::atomic<bool> done = false;
  std::atomic<int> missed = 0;
  std::thread reader([&] {
    while (!done)
      missed += held.get() < 0 ? 1 : 0;
  });
  for (int i = 0; i < 2000; ++i)
    held.hold(opened(maps[i % 2]));
  done = true;
  reader.join();
  CHECK(missed == 0);
}

TEST_CASE("who did not prepare finds no record, and asks nobody", "[record_map]") {
  RecordMap records("/nonexistent/warifu", {});
  records.refresh();
  warifu_record record;
  const Unavailable none = records.look_up(0, record);
  REQUIRE(none);
  CHECK(std::string(none.why) == "records have not been looked for");
}
