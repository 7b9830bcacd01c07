// SPDX-License-Identifier: MIT
// A server for lines "ACCOUNT PASSWORD", a thread for each client. Service "example".
//     c++ -std=c++17 server.cpp -o server $(pkg-config --cflags --libs warifu) && ./server 7000
#include <netinet/in.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <sstream>
#include <string>
#include <thread>
#include <warifu/warifu.hpp>

using warifu::client::Engine, warifu::client::Failure;

static void serve(const Engine& engine, int client) {
  std::array<char, 256> line{};
  std::string account, password;
  if (read(client, line.data(), line.size() - 1) > 0) {
    std::istringstream(line.data()) >> account >> password;
  }
  warifu::client::Request request;
  request.fd = client;
  request.account = account.c_str();
  const bool in = password == "secret" &&  // yours: a hash, in constant time
                  engine.verify(request, warifu::client::Decision());
  const std::string answer = in ? "hello " + account + "\n" : "refused\n";  // no oracle
  (void)!write(client, answer.data(), answer.size());
  close(client);
}

int main(int argc, char** argv) try {
  warifu::client::Options options;
  options.service = "example";  // /etc/warifu/stacks/example.toml
  const auto opened = Engine::open(options);
  if (const auto* failure = std::get_if<Failure>(&opened)) {
    std::cerr << failure->text << '\n';
    return 1;
  }
  const auto& engine = std::get<Engine>(opened);
  sockaddr_in6 any{};
  any.sin6_family = AF_INET6;
  any.sin6_port =
      htons(static_cast<uint16_t>(std::strtoul(argc > 1 ? argv[1] : "7000", nullptr, 10)));
  const int on = 1, listener = socket(AF_INET6, SOCK_STREAM, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (warifu_prepare_listener(listener) != WARIFU_OK ||  // before listen(2)
      bind(listener, reinterpret_cast<sockaddr*>(&any), sizeof any) != 0 ||
      listen(listener, 64) != 0) {
    std::cerr << "cannot listen\n";
    return 1;
  }
  for (;;) {
    const int client = accept(listener, nullptr, nullptr);
    const auto failure = engine.reload_if_asked();  // `warifu reload example`
    if (failure) std::cerr << failure->text << '\n';
    if (client >= 0) std::thread(serve, std::cref(engine), client).detach();
  }
} catch (const std::exception& failure) {
  std::cerr << failure.what() << '\n';
  return 1;
}
