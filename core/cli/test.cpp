// SPDX-License-Identifier: MIT
// warifu test --service S (--uid N [--gid N] | [--syn HEX] [--proof HEX] | --no-owner) ...
#include <nlohmann/json.hpp>

#include "core/cli/commands.h"
#include "core/cli/decision_output.h"
#include "core/cli/test_request.h"
#include "core/cli/trial.h"
#include "core/engine/clock.h"
#include "core/engine/verify.h"

namespace warifu::cli {
namespace {

int fail(const Context& context, const Error& error) {
  Diagnostics diagnostics;
  diagnostics.error({}, error.text, "see `warifu test --help`");
  print(context, diagnostics);
  return kExitCannotSay;
}

VerifyRequest to_verify(const TestRequest& test, const Evidence& evidence,
                        const Generation& generation, int64_t now_ns) {
  VerifyRequest request;
  request.evidence = &evidence;
  request.account = test.account.c_str();
  request.resource = test.resource.c_str();
  request.domain = test.domain.c_str();
  request.now_ns = now_ns;
  request.started_ns = monotonic_ns();
  request.deadline_ns =
      request.started_ns + std::chrono::nanoseconds(generation.file().deadline).count();
  return request;
}

int test(const Context& context, const TestRequest& test_request) {
  const int64_t now_ns = test_request.at ? *test_request.at * kNanosecondsPerSecond : realtime_ns();
  ModuleTable modules(context.modules());
  Diagnostics diagnostics;
  auto generation = load_trial(context, modules, test_request.service,
                               now_ns / kNanosecondsPerSecond, diagnostics);
  print(context, diagnostics);
  if (!generation) return kExitCannotSay;
  const auto evidence = presumed_evidence(test_request, generation->file().owner, now_ns);
  if (!evidence) return fail(context, evidence.error());
  const VerifyRequest request = to_verify(test_request, *evidence, *generation, now_ns);
  Decision decision;
  decision.begin(std::move(generation));
  const int verdict = verify(request, decision);
  if (context.json) {
    std::printf("%s\n", to_json(decision).dump(2).c_str());
  } else {
    print_text(context, decision);
  }
  const int answer = test_request.enforce ? decision.would : verdict;
  return answer == WARIFU_PASSED ? kExitOk : kExitNo;
}

void add_owner_options(CLI::App& command, TestRequest& request) {
  command.add_option("--uid", request.uid, "The owner's uid");
  command.add_option("--gid", request.gid, "The owner's gid; absent: an owner without a gid");
  command.add_flag("--no-owner", request.no_owner, "A connection that carries no owner");
  command.add_option("--syn", request.syn,
                     "Instead of --uid: a SYN's IP and TCP headers in hex, as TCP_SAVED_SYN "
                     "returns them");
  command.add_option("--proof", request.proof,
                     "The client's next segment, likewise; without --syn: as under SYN cookies");
  command.add_option("--server-isn", request.server_isn,
                     "The server's initial sequence number; absent: what --proof acknowledges");
  command.add_option("--source", request.source, "Where the owner would have been read")
      ->check(CLI::IsMember({"record", "saved-syn", "unix-socket", "same-host"}))
      ->capture_default_str();
  command.add_option("--domain", request.domain, "The uid space of the owner");
}

}  // namespace

void add_test(CLI::App& app, const Context& context, int& exit) {
  CLI::App* const command =
      app.add_subcommand("test", "Ask a stack about a login that did not happen");
  auto request = std::make_shared<TestRequest>();
  command->add_option("--service", request->service, "Name of the service")->required();
  add_owner_options(*command, *request);
  command->add_option("--account", request->account, "The account that logs in");
  command->add_option("--resource", request->resource, "The database");
  command->add_option("--at", request->at, "When: seconds since 1970; absent: now")
      ->check(CLI::Range(int64_t{0}, int64_t{1} << 33));
  command->add_flag("--enforce", request->enforce,
                    "Exit by what the walk said, also where the stack only observes");
  command->footer("Exit: 0 pass, 1 refused, 2 cannot say.");
  command->callback([&context, &exit, request] { exit = test(context, *request); });
}

}  // namespace warifu::cli
