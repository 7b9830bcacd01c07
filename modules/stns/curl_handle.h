// SPDX-License-Identifier: MIT
#pragma once

#include <curl/curl.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>

#include "modules/stns/connection.h"

namespace stns {

// One of curl's handles, set up for a connection, with the connections that it keeps open. Used by
// one thread at a time, in the process that made it.
class CurlHandle {
 public:
  // Nothing is connected yet. `connection` must outlive it. Throws std::bad_alloc.
  explicit CurlHandle(const Connection& connection);
  ~CurlHandle();
  CurlHandle(const CurlHandle&) = delete;
  CurlHandle& operator=(const CurlHandle&) = delete;

  [[nodiscard]] CURL* easy() const { return easy_.get(); }
  [[nodiscard]] CURLM* multi() const { return multi_.get(); }

  // In a process that inherited it by fork, instead of its end: closes the sockets and says nothing
  // on them, for the connections are still the parent's. The handle's memory must be left alone
  // afterwards: another thread may have been using it when the parent forked.
  void close_inherited_sockets();

 private:
  struct EasyEnd {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };
  struct MultiEnd {
    void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
  };
  struct ListEnd {
    void operator()(curl_slist* list) const;
  };

  void add_header(const char* line);
  void set_up(const Connection& connection);
  void set_up_server(const Connection& connection);
  void set_up_tls(const Connection& connection);
  static curl_socket_t open_socket(void* self, curlsocktype purpose, curl_sockaddr* address);
  static int close_socket(void* self, curl_socket_t socket);
  static int before_request(void* self, char* there, char* here, int port_there, int port_here);
  void remember(int socket);
  void forget(int socket);

  // Told by SO_COOKIE whether the number is still that socket's: a child may have closed what it
  // inherited, and have got the number again for something of its own.
  struct OpenSocket {
    std::atomic<int> number{-1};  // -1: none
    std::atomic<uint64_t> cookie{0};
  };
  std::array<OpenSocket, 8> sockets_;  // those beyond are not closed after a fork
  std::unique_ptr<CURLM, MultiEnd> multi_;
  std::unique_ptr<CURL, EasyEnd> easy_;
  std::unique_ptr<curl_slist, ListEnd> headers_;
};

}  // namespace stns
