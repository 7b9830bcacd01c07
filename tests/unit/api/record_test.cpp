// SPDX-License-Identifier: MIT
// The source "record" as a server uses it. Each in a child with a mount namespace of its own.
#include <linux/seccomp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/unit/api/sandbox.h"
#include "tests/unit/owner/child.h"
#include "tests/unit/owner/record_maker.h"
#include "tests/unit/owner/record_text.h"
#include "tests/unit/owner/seccomp.h"

using namespace warifu;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

constexpr uid_t kTenant = 4242;
constexpr char kStack[] =
    "[owner]\n"
    "sources = [\"record\", \"saved-syn\"]\n"
    "[[verify]]\n"
    "module = \"uid_allowlist\"\n"
    "options = { uids = [1000] }\n";

// A server's host whose agent records.
class RecordingHost : public Sandbox {
 public:
  RecordingHost() {
    std::filesystem::permissions(path, std::filesystem::perms(0755));
    std::filesystem::create_directories(path + "/run/bpf");
    write_stack("demo", kStack);
    std::filesystem::permissions(path + "/stacks", std::filesystem::perms(0755));
  }

  // The records' map, in the calling process' own mount namespace.
  [[nodiscard]] UniqueFd start_agent() const {
    mount_bpffs(path + "/run/bpf");
    UniqueFd map = make_storage_map();
    pin(map, path + "/run/bpf/" WARIFU_RECORD_PIN);
    return map;
  }

  std::string ask(warifu_engine* engine, int fd) {
    const int verdict = verify(engine, request_for(fd));
    return std::string(verdict == WARIFU_PASSED ? "passed " : "refused ") + info.reason_id;
  }

  // The library's own lines in the log.
  [[nodiscard]] std::vector<std::string> notes() const {
    std::vector<std::string> out;
    std::ifstream file(path + "/decisions.json");
    for (std::string line; std::getline(file, line);) {
      const auto entry = nlohmann::json::parse(line);
      if (entry.contains("note")) out.push_back(entry["note"]);
    }
    return out;
  }
};

warifu_record claim_and_proof() {
  return with_establishing(with_syn(bare_record(), kSignedClaim), kProof);
}

}  // namespace

TEST_CASE_METHOD(RecordingHost, "an owner read from a record passes, and the log tells its kind",
                 "[record]") {
  WARIFU_NEEDS_ROOT();
  const std::string said = in_child([this] {
    const UniqueFd map = start_agent();
    const auto engine = open();
    if (!engine) return error;
    const TcpConnection connection(true);
    put_record(map, connection.fd(), claim_and_proof());
    const std::string answer = ask(engine.get(), connection.fd());
    const auto record = logged().back();
    return answer + " " + std::string(record["evidence"]) + " " + record["owner"].dump() + " " +
           std::string(record["peer"]);
  });
  CHECK(said ==
        "passed stack.pass both "
        "{\"domain\":\"\",\"gid\":100,\"name\":\"\",\"source\":\"record\",\"uid\":1000} "
        "192.0.2.10:40000");
}

TEST_CASE_METHOD(RecordingHost, "an owner handle tells the source, and outlives the descriptor",
                 "[record]") {
  WARIFU_NEEDS_ROOT();
  const std::string said = in_child([this] {
    const UniqueFd map = start_agent();
    const auto engine = open();
    if (!engine) return error;
    OwnerPtr owner;
    {
      const TcpConnection connection(true);
      put_record(map, connection.fd(), claim_and_proof());
      warifu_owner_handle* handle = nullptr;
      if (warifu_read_owner(engine.get(), connection.fd(), &handle) != WARIFU_OK) return error;
      owner.reset(handle);
    }
    warifu_owner_info described{};
    described.size = sizeof described;
    warifu_owner_describe(owner.get(), &described);
    return std::to_string(described.owner.source) + " " + std::to_string(described.owner.uid) +
           " " + std::to_string(described.client.port);
  });
  CHECK(said == std::to_string(WARIFU_SOURCE_RECORD) + " 1000 40000");
}

TEST_CASE_METHOD(RecordingHost, "an engine opened by root reads records in unprivileged children",
                 "[record]") {
  WARIFU_NEEDS_ROOT();
  CHECK(in_child([this] {
          const UniqueFd map = start_agent();
          const auto engine = open();
          if (!engine) return error;
          const TcpConnection connection(true);
          put_record(map, connection.fd(), claim_and_proof());
          return in_child([&] {
            become(kTenant, kTenant);
            return ask(engine.get(), connection.fd());
          });
        }) == "passed stack.pass");
}

TEST_CASE_METHOD(RecordingHost, "a claim and a proof of different owners let neither in",
                 "[record]") {
  WARIFU_NEEDS_ROOT();
  CHECK(in_child([this] {
          const UniqueFd map = start_agent();
          const auto engine = open();
          if (!engine) return error;
          const TcpConnection connection(true);
          put_record(map, connection.fd(),
                     with_establishing(with_syn(bare_record(), wire::kPlain), kProofOfRoot));
          const std::string answer = ask(engine.get(), connection.fd());
          return answer + " " + info.reason;
        }) ==
        "refused owner.disagreement The claim in the SYN and the proof after it name "
        "different owners; nobody is believed: the claim names uid 1000, gid 100; the proof "
        "names uid 0, gid 100");
}

TEST_CASE_METHOD(RecordingHost, "records that a tenant can forge are not read, and the log says so",
                 "[record]") {
  WARIFU_NEEDS_ROOT();
  CHECK_THAT(in_child([this] {
               const UniqueFd map = start_agent();
               chmod((path + "/run/bpf").c_str(), 0777);
               const auto engine = open();
               if (!engine) return error;
               const TcpConnection connection(true);
               put_record(map, connection.fd(), claim_and_proof());
               const std::string answer = ask(engine.get(), connection.fd());
               return answer + " " + std::to_string(notes().size()) + " " + notes().front();
             }),
             StartsWith("refused owner.no-option 1 the source \"record\" is not available: ") &&
                 Contains("is writable by group and others; run: chmod go-w "));
}

TEST_CASE_METHOD(RecordingHost, "a filter of system calls that kills does not kill the server",
                 "[record]") {
  WARIFU_NEEDS_ROOT();
  CHECK_THAT(in_child([this] {
               const UniqueFd map = start_agent();
               const TcpConnection connection(false);
               put_record(map, connection.fd(), claim_and_proof());
               filter_bpf(SECCOMP_RET_KILL_PROCESS);
               const auto engine = open();
               if (!engine) return error;
               const std::string answer = ask(engine.get(), connection.fd());
               const int reloaded = warifu_reload(engine.get(), nullptr);
               const int looked = warifu_reload_if_asked(engine.get(), nullptr);
               return answer + ": " + info.reason + " / " + std::to_string(reloaded + looked) +
                      " / " + std::to_string(notes().size()) + " " + notes().front();
             }),
             StartsWith("refused owner.not-saved: ") &&
                 Contains(": record: the server's filter of system calls ends a process") &&
                 Contains(" / 0 / 1 the source \"record\" is not available: the server's filter"));
}

TEST_CASE_METHOD(RecordingHost, "who does not read records never calls bpf(2)", "[record]") {
  WARIFU_NEEDS_ROOT();
  write_stack("demo", allow_uid(1000));
  CHECK(in_child([this] {
          const TcpConnection connection(true);
          filter_bpf(SECCOMP_RET_KILL_PROCESS);
          const auto engine = open();
          if (!engine) return error;
          warifu_reload_if_asked(engine.get(), nullptr);
          const std::string answer = ask(engine.get(), connection.fd());
          return answer + " " + std::to_string(notes().size());
        }) == "refused owner.no-option 0");
}

TEST_CASE_METHOD(RecordingHost, "a host without an agent is no mistake", "[record]") {
  const std::string said = in_child([this] {
    const auto engine = open();
    if (!engine) return error;
    const TcpConnection connection(true);
    const std::string answer = ask(engine.get(), connection.fd());
    return answer + " " + info.reason + " " + std::to_string(notes().size());
  });
  CHECK(said == "refused owner.no-option The client's SYN carried no owner. 0");
}
