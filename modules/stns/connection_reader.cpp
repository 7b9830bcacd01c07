// SPDX-License-Identifier: MIT
#include "modules/stns/connection_reader.h"

#include <sys/un.h>

#include <optional>
#include <string>
#include <utility>

#include "modules/stns/header_line.h"
#include "modules/stns/option.h"
#include "modules/stns/tls_files.h"

namespace stns {
namespace {

constexpr size_t kMostPemBytes = size_t{1} << 20;

void read_endpoint(OptionReader& options, Connection& connection) {
  const auto endpoint = parse_endpoint(std::string(options.text(kApiEndpoint)));
  if (!endpoint) {
    options.mistake(kApiEndpoint,
                    {"api_endpoint " + endpoint.error().what, endpoint.error().remedy});
    return;
  }
  connection.base = endpoint->base;
  const bool asked = connection.unix_socket.empty();
  if (asked && !endpoint->is_encrypted && !endpoint->is_this_host) {
    options.warn(kApiEndpoint,
                 {"the STNS server is asked over a network without TLS: whoever is on the way can "
                  "answer in its place, and read the token",
                  "use https"});
  }
  if (asked && endpoint->is_encrypted && !connection.verifies_tls) {
    options.warn(kSslVerify,
                 {"THE STNS SERVER IS NOT VERIFIED: whoever is on the way can answer in its place, "
                  "and read the token",
                  "set ssl_verify = true, and name the server's authority in tls.ca"});
  }
}

void read_token(OptionReader& options, Connection& connection) {
  const uint32_t place = options.is_set(kAuthTokenFile) ? kAuthTokenFile : kAuthToken;
  if (!options.is_set(place)) return;
  const auto token = options.secret(kAuthToken, kAuthTokenFile);
  if (!token) return;
  auto line = to_token_line(token->view());
  if (line) {
    connection.headers.push_back(std::move(*line));
  } else {
    options.mistake(place, line.error());
  }
}

void read_user(OptionReader& options, Connection& connection) {
  const uint32_t password = options.is_set(kPasswordFile) ? kPasswordFile : kPassword;
  if (!options.is_set(kUser)) {
    if (options.is_set(password)) {
      options.mistake(password, {"there is a password and no user", "give \"user\" as well"});
    }
    return;
  }
  if (options.is_set(kAuthToken) || options.is_set(kAuthTokenFile)) {
    options.mistake(kUser, {"there are a token and a user, and one request can carry only one",
                            "leave auth_token or user out"});
    return;
  }
  const std::string_view user = options.text(kUser);
  if (user.empty() || user.find(':') != std::string_view::npos || !is_header_text(user)) {
    options.mistake(kUser, {"user is empty, or has a colon or a control character",
                            "give the name from the server's configuration"});
  }
  connection.user = SecretText(user);
  auto secret = options.secret(kPassword, kPasswordFile);
  if (!secret) return;
  connection.password = std::move(*secret);
  if (!is_header_text(connection.password.view())) {
    options.mistake(password, {"the password has a control character", "take it out"});
  }
}

void read_headers(OptionReader& options, Connection& connection) {
  const warifu_value& map = options.value(kHttpHeaders);
  const bool authorized = !connection.headers.empty() || !connection.user.empty();
  for (size_t at = 0; at + 1 < map.string_count; at += 2) {
    auto line = to_header_line(map.strings[at], map.strings[at + 1], authorized);
    if (line) {
      connection.headers.push_back(std::move(*line));
    } else {
      options.mistake(kHttpHeaders, {"http_headers " + line.error().what, line.error().remedy});
    }
  }
}

// `check` is not asked about a file that is not named: its bytes would be none at all.
template <typename Check>
void tell(OptionReader& options, uint32_t option, Check check) {
  if (!options.is_set(option)) return;
  if (const std::optional<Mistake> mistake = check()) options.mistake(option, *mistake);
}

void read_tls(OptionReader& options, Connection& connection) {
  if (options.is_set(kTlsKey) != options.is_set(kTlsCert)) {
    const bool has_key = options.is_set(kTlsKey);
    options.mistake(has_key ? kTlsKey : kTlsCert, {has_key ? "there is tls.key and no tls.cert"
                                                           : "there is tls.cert and no tls.key",
                                                   "give both, or neither"});
    return;
  }
  const auto authorities = options.file(kTlsCa, WARIFU_FILE_CONFIGURATION, kMostPemBytes);
  const auto certificate = options.file(kTlsCert, WARIFU_FILE_CONFIGURATION, kMostPemBytes);
  auto key = options.file(kTlsKey, WARIFU_FILE_SECRET, kMostPemBytes);
  if (!authorities || !certificate || !key) return;
  connection.tls_authorities = authorities->view();
  connection.tls_certificate = certificate->view();
  connection.tls_key = std::move(*key);
  tell(options, kTlsCa, [&] { return check_authorities(connection.tls_authorities); });
  tell(options, kTlsCert, [&] { return check_certificate(connection.tls_certificate); });
  tell(options, kTlsKey,
       [&] { return check_key(connection.tls_key.view(), connection.tls_certificate); });
}

void read_proxy(OptionReader& options, Connection& connection) {
  connection.proxy = SecretText(options.text(kHttpProxy));
  if (connection.proxy.empty()) return;
  const auto checked = check_proxy(std::string(options.text(kHttpProxy)));
  if (!checked) {
    options.mistake(kHttpProxy, {"http_proxy " + checked.error().what, checked.error().remedy});
  }
}

void read_socket(OptionReader& options, Connection& connection) {
  if (options.value(kCachedEnable).boolean == 0) return;
  connection.unix_socket = options.text(kCachedUnixSocket);
  if (connection.unix_socket.size() >= sizeof(sockaddr_un::sun_path)) {
    options.mistake(kCachedUnixSocket,
                    {"the path is too long for a unix socket", "use one of at most 107 bytes"});
  }
}

}  // namespace

Connection read_connection(OptionReader& options) {
  Connection connection;
  connection.verifies_tls = options.value(kSslVerify).boolean != 0;
  connection.timeout = options.value(kRequestTimeout).integer;
  connection.retries = static_cast<uint32_t>(options.value(kRequestRetry).integer);
  read_socket(options, connection);
  read_endpoint(options, connection);
  read_token(options, connection);
  read_user(options, connection);
  read_headers(options, connection);
  read_tls(options, connection);
  read_proxy(options, connection);
  return connection;
}

}  // namespace stns
