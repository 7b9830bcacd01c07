// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>

#include "modules/hmac_owner/host_key.h"
#include "modules/hmac_owner/key.h"

namespace hmac_owner {

// The host keys in use: of each entry of the keyring, and where it is an audience key, of each
// source. Any thread; a lock is held for a few comparisons.
//
// Only keys by which a signature verified are kept. A flood of forged signatures therefore takes
// nobody's place, whatever addresses it comes from; it costs the forger's own derivations.
class HostKeyCache {
 public:
  HostKeyCache() = default;
  HostKeyCache(const HostKeyCache&) = delete;
  HostKeyCache& operator=(const HostKeyCache&) = delete;
  ~HostKeyCache() = default;

  // The host key of keyring entry number `index` for a source; made anew, and not yet kept, where
  // it is not there. Throws warifu::wire::CryptoFailure, std::bad_alloc.
  struct Found {
    std::shared_ptr<HostKey> host_key;
    bool kept;
  };
  Found find(const Key& key, uint16_t index, const warifu::wire::Address& source);

  // Keeps what find() gave for the same arguments. Does nothing where another thread has.
  void keep(const Key& key, uint16_t index, const warifu::wire::Address& source,
            std::shared_ptr<HostKey> host_key);

  static constexpr size_t kSets = 128;
  static constexpr size_t kWays = 8;  // at most kSets * kWays host keys, a few KB each

 private:
  struct Name {
    uint16_t index = 0;
    warifu::wire::Address source{};  // zero: not derived
    friend bool operator==(const Name&, const Name&) = default;
  };
  struct Way {
    Name name;
    std::shared_ptr<HostKey> host_key;  // null: free
    bool used = false;                  // since the hand last came by
  };
  // A small clock: the hand passes over what was used since it last came, and takes the next.
  struct Set {
    std::mutex lock;
    std::array<Way, kWays> ways;
    size_t hand = 0;
    Way* find(const Name& name);
    Way& victim();
  };

  static Name name_of(const Key& key, uint16_t index, const warifu::wire::Address& source);
  Set& set_of(const Name& name);

  std::array<Set, kSets> sets_;
};

}  // namespace hmac_owner
