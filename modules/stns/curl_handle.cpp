// SPDX-License-Identifier: MIT
#include "modules/stns/curl_handle.h"

#include <openssl/crypto.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <new>

#include "modules/stns/peer.h"
#include "modules/stns/quiet_signals.h"
#include "modules/stns/response.h"

namespace stns {
namespace {

// 0: it is no socket.
uint64_t cookie_of(int socket) {
  uint64_t cookie = 0;
  socklen_t length = sizeof cookie;
  return ::getsockopt(socket, SOL_SOCKET, SO_COOKIE, &cookie, &length) == 0 ? cookie : 0;
}

// Debian's curl knows all of these; one that does not must not go on without.
template <typename Value>
void set(CURL* easy, CURLoption option, Value value) {
  if (curl_easy_setopt(easy, option, value) != CURLE_OK) throw std::bad_alloc();
}

// Pointed to, not copied: the connection outlives the handle, and wipes it.
curl_blob to_blob(std::string_view bytes) {
  return {const_cast<char*>(bytes.data()), bytes.size(), CURL_BLOB_NOCOPY};
}

// libcurl writes the keys of each session to the file that SSLKEYLOGFILE names, and cannot be told
// not to; nothing is taken from the environment. It calls this after it has set that up.
CURLcode log_no_keys(CURL* /*easy*/, void* context, void* /*data*/) {
  SSL_CTX_set_keylog_callback(static_cast<SSL_CTX*>(context), nullptr);
  return CURLE_OK;
}

void set_blob(CURL* easy, CURLoption option, std::string_view bytes) {
  const curl_blob blob = to_blob(bytes);
  set(easy, option, &blob);
}

}  // namespace

CurlHandle::CurlHandle(const Connection& connection)
    : multi_(curl_multi_init()), easy_(curl_easy_init()) {
  if (!multi_ || !easy_) throw std::bad_alloc();
  set_up(connection);
  if (connection.unix_socket.empty()) {
    set_up_server(connection);
    set_up_tls(connection);
  } else {
    set(easy_.get(), CURLOPT_UNIX_SOCKET_PATH, connection.unix_socket.c_str());
    set(easy_.get(), CURLOPT_PREREQFUNCTION, &CurlHandle::before_request);
    set(easy_.get(), CURLOPT_PREREQDATA, this);
  }
  set(easy_.get(), CURLOPT_HTTPHEADER, headers_.get());
}

// Closing a connection may write to it.
CurlHandle::~CurlHandle() {
  const QuietSignals quiet;
  easy_.reset();
  multi_.reset();
}

void CurlHandle::ListEnd::operator()(curl_slist* list) const {
  for (const curl_slist* line = list; line != nullptr; line = line->next)
    OPENSSL_cleanse(line->data, std::strlen(line->data));
  curl_slist_free_all(list);
}

void CurlHandle::add_header(const char* line) {
  curl_slist* const longer = curl_slist_append(headers_.get(), line);
  if (!longer) throw std::bad_alloc();
  static_cast<void>(headers_.release());
  headers_.reset(longer);
}

void CurlHandle::set_up(const Connection& connection) {
  CURL* const easy = easy_.get();
  set(easy, CURLOPT_NOSIGNAL, 1L);
  set(easy, CURLOPT_QUICK_EXIT, 1L);  // a name that is still looked up is not waited for
  set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  set(easy, CURLOPT_FOLLOWLOCATION, 0L);
  set(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(easy, CURLOPT_PROXY, connection.unix_socket.empty() ? connection.proxy.c_str() : "");
  set(easy, CURLOPT_NOPROXY, "");  // nor from the environment
  set(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set(easy, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(kMostBodyBytes));
  set(easy, CURLOPT_USERAGENT, "warifu-stns/1.0");
  set(easy, CURLOPT_OPENSOCKETFUNCTION, &CurlHandle::open_socket);
  set(easy, CURLOPT_OPENSOCKETDATA, this);
  set(easy, CURLOPT_CLOSESOCKETFUNCTION, &CurlHandle::close_socket);
  set(easy, CURLOPT_CLOSESOCKETDATA, this);
  add_header("Accept: application/json");
}

void CurlHandle::set_up_server(const Connection& connection) {
  for (const SecretText& line : connection.headers)
    add_header(line.c_str());
  if (connection.user.empty()) return;
  set(easy_.get(), CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
  set(easy_.get(), CURLOPT_USERNAME, connection.user.c_str());
  set(easy_.get(), CURLOPT_PASSWORD, connection.password.c_str());
}

void CurlHandle::set_up_tls(const Connection& connection) {
  CURL* const easy = easy_.get();
  set(easy, CURLOPT_SSL_CTX_FUNCTION, &log_no_keys);
  set(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(easy, CURLOPT_SSL_VERIFYPEER, connection.verifies_tls ? 1L : 0L);
  set(easy, CURLOPT_SSL_VERIFYHOST, connection.verifies_tls ? 2L : 0L);
  if (!connection.tls_authorities.empty()) {
    // The system's own would still be believed beside those that are named.
    set(easy, CURLOPT_CAINFO, static_cast<const char*>(nullptr));
    set(easy, CURLOPT_CAPATH, static_cast<const char*>(nullptr));
    set_blob(easy, CURLOPT_CAINFO_BLOB, connection.tls_authorities);
  }
  if (!connection.tls_certificate.empty()) {
    set_blob(easy, CURLOPT_SSLCERT_BLOB, connection.tls_certificate);
    set_blob(easy, CURLOPT_SSLKEY_BLOB, connection.tls_key.view());
  }
}

void CurlHandle::remember(int socket) {
  for (auto& each : sockets_) {
    if (each.number.load() >= 0) continue;
    each.cookie.store(cookie_of(socket));
    each.number.store(socket);
    return;
  }
}

void CurlHandle::forget(int socket) {
  for (auto& each : sockets_) {
    if (int expected = socket; each.number.compare_exchange_strong(expected, -1)) return;
  }
}

curl_socket_t CurlHandle::open_socket(void* self, curlsocktype /*purpose*/,
                                      curl_sockaddr* address) {
  const int made = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  if (made < 0) return CURL_SOCKET_BAD;
  static_cast<CurlHandle*>(self)->remember(made);
  return made;
}

int CurlHandle::close_socket(void* self, curl_socket_t socket) {
  static_cast<CurlHandle*>(self)->forget(socket);
  return ::close(socket);
}

// Connected, and nothing was sent yet.
int CurlHandle::before_request(void* self, char*, char*, int, int) {
  for (const auto& each : static_cast<CurlHandle*>(self)->sockets_) {
    const int socket = each.number.load();
    if (socket >= 0 && !is_trusted_listener(socket)) return CURL_PREREQFUNC_ABORT;
  }
  return CURL_PREREQFUNC_OK;
}

void CurlHandle::close_inherited_sockets() {
  for (auto& each : sockets_) {
    const int inherited = each.number.exchange(-1);
    const uint64_t cookie = each.cookie.load();
    if (inherited >= 0 && cookie != 0 && cookie_of(inherited) == cookie) ::close(inherited);
  }
}

}  // namespace stns
