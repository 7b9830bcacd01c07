// SPDX-License-Identifier: MIT
// A server that does with each accepted connection what an adapter does, and tells what came out:
//
//     inherited listeners --accept--> read the owner --> [speak] --> [read to the end] --> verify
//                                                                   N times --> a line of JSON each
//
//     verify_server --service S --config-dir D --module-dir M --runtime-dir R --listen FD...
//                   [--each thread|fork|none] [--speak-first] [--late] [--verify N]
//
// --late verifies only after the client has sent all it wants to. The client is then told "pass"
// or "refused", and whatever else it sends is swallowed. Each new generation that the operator
// asks for (`warifu reload`) is a line too. Ends with its standard input.
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>
#include <nlohmann/json.hpp>
#include <thread>
#include <vector>

#include "warifu/warifu.hpp"

using namespace warifu::client;

namespace {

struct Settings {
  Options open{"attack"};
  std::vector<int> listeners;
  std::string each = "thread";
  bool speak_first = false;
  bool late = false;
  int verifies = 1;
};

Settings parse(int argc, char** argv) {
  Settings settings;
  CLI::App app("verify_server");
  app.add_option("--service", settings.open.service);
  app.add_option("--config-dir", settings.open.config_dir);
  app.add_option("--module-dir", settings.open.module_dir);
  app.add_option("--runtime-dir", settings.open.runtime_dir);
  app.add_option("--listen", settings.listeners)->required();
  app.add_option("--each", settings.each)->check(CLI::IsMember({"thread", "fork", "none"}));
  app.add_flag("--speak-first", settings.speak_first);
  app.add_flag("--late", settings.late);
  app.add_option("--verify", settings.verifies);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::exit(app.exit(error));
  }
  return settings;
}

// In one write, so that lines of processes and threads do not mix.
void tell(const nlohmann::json& what) {
  const std::string line =
      what.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace) + "\n";
  if (write(STDOUT_FILENO, line.data(), line.size()) < 0) _exit(1);
}

size_t swallow(int fd) {
  char bytes[65536];
  size_t all = 0;
  for (ssize_t got; (got = read(fd, bytes, sizeof bytes)) > 0;)
    all += static_cast<size_t>(got);
  return all;
}

void send_text(int fd, std::string_view text) {
  if (send(fd, text.data(), text.size(), MSG_NOSIGNAL) < 0)
    return;  // whoever went away was not waiting for it
}

const char* source_name(unsigned source) {
  static constexpr const char* kNames[] = {"none", "record", "saved-syn", "unix-socket",
                                           "same-host"};
  return source < std::size(kNames) ? kNames[source] : "?";
}

nlohmann::json describe(const warifu_decision_info& info) {
  nlohmann::json json = {{"passed", info.verdict == WARIFU_PASSED},
                         {"code", info.code},
                         {"uid", nullptr},
                         {"gid", nullptr},
                         {"domain", info.owner.domain},
                         {"source", source_name(info.owner.source)},
                         {"reason_id", info.reason_id},
                         {"reason", info.reason},
                         {"line", info.line}};
  if (info.owner.has_uid) json["uid"] = info.owner.uid;
  if (info.owner.has_gid) json["gid"] = info.owner.gid;
  return json;
}

nlohmann::json describe(const Owner& owner) {
  warifu_owner_info info{};
  info.size = sizeof info;
  warifu_owner_describe(owner.get(), &info);
  return {{"port", info.client.port}, {"cookie", info.socket_cookie}, {"outcome", info.outcome}};
}

class Server {
 public:
  Server(Settings settings, Engine engine)
      : settings_(std::move(settings)), engine_(std::move(engine)) {}

  void run() {
    std::vector<pollfd> watched{{STDIN_FILENO, POLLIN, 0}};
    for (const int fd : settings_.listeners)
      watched.push_back({fd, POLLIN, 0});
    tell({{"event", "ready"}});
    while (poll(watched.data(), watched.size(), 200) >= 0) {
      take_over_what_was_asked();
      if (watched.front().revents != 0) return;
      for (size_t i = 1; i < watched.size(); ++i)
        if (watched[i].revents != 0) take(accept(watched[i].fd, nullptr, nullptr));
    }
  }

 private:
  void take_over_what_was_asked() {
    warifu_error* error = nullptr;
    const int done = warifu_reload_if_asked(engine_.get(), &error);
    if (done != 0) tell({{"event", "reload"}, {"done", done}, {"error", detail::take(error).text}});
  }

  void take(int fd) {
    if (fd < 0) return;
    Owner owner = engine_.read_owner(fd);
    if (settings_.each == "thread") {
      std::thread([this, fd, owner = std::move(owner)] { serve(fd, owner); }).detach();
      return;
    }
    if (settings_.each == "fork") {
      if (fork() == 0) {
        serve(fd, owner);
        _exit(0);
      }
      close(fd);
      return;
    }
    serve(fd, owner);
  }

  void serve(int fd, const Owner& owner) const {
    if (settings_.speak_first) send_text(fd, "hello\n");
    const size_t received = settings_.late ? swallow(fd) : 0;
    bool passed = false;
    for (int nth = 0; nth < settings_.verifies; ++nth) {
      const Decision decision;
      Request request;
      request.fd = fd;
      request.owner = owner.get();
      passed = engine_.verify(request, decision);
      nlohmann::json line = describe(decision.info());
      line.update(describe(owner));
      line.update({{"event", "verified"}, {"nth", nth}, {"received", received}});
      tell(line);
    }
    send_text(fd, passed ? "pass\n" : "refused\n");
    swallow(fd);  // the client ends first: the connection is forgotten here, and not kept waiting
    close(fd);
  }

  Settings settings_;
  Engine engine_;
};

}  // namespace

int main(int argc, char** argv) {
  Settings settings = parse(argc, argv);
  std::signal(SIGCHLD, SIG_IGN);
  auto engine = Engine::open(settings.open);
  if (const Failure* failure = std::get_if<Failure>(&engine)) {
    std::cerr << failure->text << '\n';
    return 1;
  }
  Server(std::move(settings), std::get<Engine>(std::move(engine))).run();
  _exit(0);  // threads that still wait for their clients go with it
}
