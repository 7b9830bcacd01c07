// SPDX-License-Identifier: MIT
#include "tests/stns/job.h"

#include <iostream>
#include <stdexcept>
#include <thread>

#include "tests/stns/owner_as.h"
#include "tests/stns/tally.h"

using warifu::client::Decision;
using warifu::client::Engine;
using warifu::client::Request;

namespace {

void verify_all(const Job& job, const Engine& engine, size_t first, Tally& tally) {
  const Decision decision;
  for (size_t nth = 0; nth < static_cast<size_t>(job.times); ++nth) {
    const auto& [uid, account] = job.owners.at((first + nth) % job.owners.size());
    const auto owner = owner_as(engine, uid);
    Request request;
    request.owner = owner.get();
    request.account = account.c_str();
    request.flags = job.flags;
    request.deadline = job.deadline;
    if (engine.verdict(request, decision) != decision.info().verdict)
      throw std::logic_error("the decision tells another verdict than was returned");
    tally.count(uid, account, decision.info());
  }
}

void verify_on_a_thread(const Job& job, const Engine& engine, size_t first, Tally& tally) {
  try {
    verify_all(job, engine, first, tally);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    _exit(3);
  }
}

}  // namespace

Job read_job(const nlohmann::json& command) {
  Job job;
  job.id = command.at("id");
  job.owners = command.at("owners");
  job.processes = command.value("processes", job.processes);
  job.at_once = command.value("at_once", job.processes);
  job.threads = command.value("threads", job.threads);
  job.times = command.value("times", job.times);
  job.kill = command.value("kill", job.kill);
  job.seed = command.value("seed", job.seed);
  job.tell_pids = command.value("tell_pids", job.tell_pids);
  job.flags = command.value("cached_only", false) ? WARIFU_CACHED_ONLY : 0;
  job.deadline = command.value("deadline", job.deadline);
  return job;
}

void work(const Job& job, const Engine& engine, int worker) {
  Tally tally;
  const auto first = static_cast<size_t>(worker) * static_cast<size_t>(job.threads);
  if (job.threads == 1) {
    verify_all(job, engine, first, tally);
  } else {
    std::vector<std::thread> threads;
    for (int i = 0; i < job.threads; ++i) {
      threads.emplace_back(
          [&, i] { verify_on_a_thread(job, engine, first + static_cast<size_t>(i), tally); });
    }
    for (auto& thread : threads)
      thread.join();
  }
  tally.tell_all(job.id, worker);
}
