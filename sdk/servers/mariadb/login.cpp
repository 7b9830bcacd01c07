// SPDX-License-Identifier: MIT
#include "sdk/servers/mariadb/login.h"

#include <algorithm>
#include <cstdio>
#include <string>

#include "sdk/servers/mariadb/adapter.h"
#include "sdk/servers/mariadb/ed25519.h"
#include "sdk/servers/mariadb/native_password.h"
#include "sdk/servers/mariadb/told.h"

namespace warifu::mariadb {
namespace {

// Whatever the reason, the client sees error 1045 as for a wrong password.
constexpr int kRefused = CR_AUTH_USER_CREDENTIALS;

// An account without a name takes any: it is asked for as what it is, and not as what it was
// called.
const char* account_of(const MYSQL_SERVER_AUTH_INFO& info) {
  return *info.authenticated_as == '\0' || info.user_name == nullptr ? "" : info.user_name;
}

int check_owner(MYSQL_PLUGIN_VIO* vio, MYSQL_SERVER_AUTH_INFO* info) {
  const auto adapter = loaded();
  if (!adapter) return kRefused;
  MYSQL_PLUGIN_VIO_INFO connection{};
  connection.socket = -1;
  vio->info(vio, &connection);
  const Passed answer = adapter->gate.may_log_in(connection.socket, account_of(*info));
  if (!answer.is_in) return kRefused;
  // @@external_user
  std::snprintf(info->external_user, sizeof info->external_user, "%s", answer.owner.c_str());
  return CR_OK;
}

int refuse_password() {
  const auto adapter = loaded();
  if (adapter) ++adapter->gate.counters.refused;
  return kRefused;
}

// Sends a challenge and takes the reply, which is valid until the next packet; false: the client
// left.
bool challenge(MYSQL_PLUGIN_VIO* vio, const unsigned char* bytes, size_t length,
               std::string_view& reply) {
  if (vio->write_packet(vio, bytes, static_cast<int>(length)) != 0) return false;
  unsigned char* packet = nullptr;
  const int got = vio->read_packet(vio, &packet);
  if (got < 0) return false;
  reply = {reinterpret_cast<const char*>(packet), static_cast<size_t>(got)};
  return true;
}

std::string_view stored(const MYSQL_SERVER_AUTH_INFO& info) {
  return {info.auth_string, info.auth_string_length};
}

int native(MYSQL_PLUGIN_VIO* vio, MYSQL_SERVER_AUTH_INFO* info) {
  std::array<unsigned char, kScrambleLength + 1> scramble{};
  std::string_view reply;
  if (!make_scramble(scramble)) return kRefused;
  if (!challenge(vio, scramble.data(), scramble.size(), reply)) return CR_AUTH_HANDSHAKE;
  info->password_used = reply.empty() ? PASSWORD_USED_NO : PASSWORD_USED_YES;
  if (!proves_native(reply, scramble, stored(*info))) return refuse_password();
  return check_owner(vio, info);
}

int ed25519(MYSQL_PLUGIN_VIO* vio, MYSQL_SERVER_AUTH_INFO* info) {
  std::array<unsigned char, kNonceLength> nonce{};
  std::string_view signature;
  if (!make_nonce(nonce)) return kRefused;
  if (!challenge(vio, nonce.data(), nonce.size(), signature)) return CR_AUTH_HANDSHAKE;
  info->password_used = PASSWORD_USED_YES;
  if (!proves_ed25519(signature, nonce, stored(*info))) return refuse_password();
  return check_owner(vio, info);
}

// 0 where `bytes` fit.
template <typename Bytes>
int give(const Bytes& bytes, unsigned char* out, size_t* out_length) {
  if (*out_length < bytes.size()) return 1;
  std::copy(bytes.begin(), bytes.end(), out);
  *out_length = bytes.size();
  return 0;
}

// An account without a password, or with one that nothing matches ("invalid"), is there and is
// refused: it must not be a reason for the server to leave out the account.
int give_nothing(size_t* out_length) {
  *out_length = 0;
  return 0;
}

bool is_nothing(std::string_view text) {
  return text.empty() || text == "invalid";
}

int refuse_for(const char* what) noexcept {
  tell(Level::kError, what);
  return kRefused;
}

}  // namespace

int log_in_native(MYSQL_PLUGIN_VIO* vio, MYSQL_SERVER_AUTH_INFO* info) try {
  return native(vio, info);
} catch (const std::exception& failure) {
  return refuse_for(failure.what());
}

int log_in_ed25519(MYSQL_PLUGIN_VIO* vio, MYSQL_SERVER_AUTH_INFO* info) try {
  return ed25519(vio, info);
} catch (const std::exception& failure) {
  return refuse_for(failure.what());
}

int make_native_hash(const char* password, size_t length, char* hash, size_t* hash_length) {
  if (length == 0) return give_nothing(hash_length);
  std::array<char, kHashTextLength> made{};
  if (*hash_length < made.size() || !hash_native({password, length}, made)) return 1;
  std::copy(made.begin(), made.end(), hash);
  *hash_length = made.size();
  return 0;
}

int read_native_hash(const char* text, size_t length, unsigned char* out, size_t* out_length) {
  if (is_nothing({text, length})) return give_nothing(out_length);
  std::array<unsigned char, kHashLength> hash{};
  return parse_native_hash({text, length}, hash) ? give(hash, out, out_length) : 1;
}

int read_public_key(const char* text, size_t length, unsigned char* out, size_t* out_length) {
  if (is_nothing({text, length})) return give_nothing(out_length);
  std::array<unsigned char, kPublicKeyLength> key{};
  return parse_public_key({text, length}, key) ? give(key, out, out_length) : 1;
}

}  // namespace warifu::mariadb
