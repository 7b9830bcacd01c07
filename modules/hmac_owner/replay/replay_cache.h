// SPDX-License-Identifier: MIT
// Which signed claims, and proofs under SYN cookies, this service has accepted already.
//
// The memory is a file in a folder of the server's user (private_folder.h): shared by all processes
// of the server, outliving each of them and the server itself. It forgets an epoch only for want
// of room, the oldest first, and then refuses what was forgotten: no two connections are ever
// admitted with one MAC, whatever the clock does. That holds as long as the file is there; its
// owner can remove or damage it, and then has its own server believe less or more than it should.
//
// A file made anew knows nothing of what was accepted before. While the host runs nobody but the
// server's user and root could have removed the one before; a reboot removes it by itself where
// the folder lies in /run. So epochs in which claims may have been accepted before the host was
// started are refused: for the first two minutes after a boot, and then no longer. A file that
// outlived a reboot is emptied, because cookies begin anew and its last pages may not have
// reached the disk; what it remembered counts as forgotten. That keeps its high-water mark, which
// a host needs whose clock may come up wrong: give such a host a folder on disk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace hmac_owner {

struct ReplayClaim {
  std::span<const uint8_t> mac{};  // 7 bytes of a claim, 15 of a proof; verified already
  uint8_t ctl = 0;                 // form and slot, as on the wire
  uint64_t socket_cookie = 0;      // SO_COOKIE; 0 is none
  std::string_view domain{};       // of the owner, with uid: whose quota
  uint32_t uid = 0;
  uint64_t epoch = 0;  // the one whose key verified it
};

enum class ReplayAnswer {
  kAdmitted,        // the first connection with this MAC, or the same one again
  kReplayed,        // another connection was admitted with it
  kOwnerOverQuota,  // this owner has a sixteenth of what an epoch holds; others are not concerned
  kFull,            // the epoch holds all it can (sixteen owners together can do that)
  kClockSetBack,    // what was accepted in this epoch is not remembered (any more)
  kUnusable         // no cache, or nothing that could be remembered; why_unusable() says why
};

class ReplayCache {
 public:
  // Claims of one epoch (64 seconds): 2,048 a second by default. An owner's quota is a sixteenth.
  static constexpr size_t kDefaultCapacity = size_t{1} << 17;
  static constexpr size_t kLeastCapacity = size_t{1} << 8;
  static constexpr size_t kMostCapacity = size_t{1} << 20;

  // `folder` is absolute and need not exist yet. `capacity`, brought within its bounds (0: the
  // default), is that of a file made anew; one that is there keeps its own. Opens the file at once
  // where that is possible, so that children share the mapping; else admit() tries again, at most
  // once a second. Never fails but for want of memory (std::bad_alloc).
  //
  // The file is sparse: at the default 108 MiB, of which an epoch uses 16 KiB for its first
  // hundreds of claims, and all of its 4.5 MiB at 2,000 claims a second.
  static std::unique_ptr<ReplayCache> make(std::string folder, size_t capacity = kDefaultCapacity);

  ReplayCache(const ReplayCache&) = delete;
  ReplayCache& operator=(const ReplayCache&) = delete;
  virtual ~ReplayCache() = default;

  // To be asked only of what passed all other checks. Any number of threads and processes at once,
  // also across fork(2). No allocation and no waiting, but in the first claim of an epoch, which
  // prepares its place and may wait a quarter of a second for another process that does.
  virtual ReplayAnswer admit(const ReplayClaim& claim) noexcept = 0;

  // One sentence on the last kUnusable in this process, with the remedy; empty before the first.
  [[nodiscard]] virtual std::string why_unusable() const = 0;

 protected:
  ReplayCache() = default;
};

}  // namespace hmac_owner
