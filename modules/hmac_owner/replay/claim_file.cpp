// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/replay/claim_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "modules/hmac_owner/replay/file_room.h"
#include "modules/hmac_owner/replay/private_folder.h"

namespace hmac_owner {
namespace {

using warifu::ErrorKind;
using warifu::failure;
using warifu::Result;
using warifu::UniqueFd;

constexpr int kLockMilliseconds = 1000;
constexpr size_t kConstantBytes = offsetof(ClaimFileHeader, check);

// Against damage, not against who means it: the key is no secret.
uint64_t check_of(const ClaimFileHeader& header) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(&header);
  return SipHash::of({bytes, kConstantBytes}, {0x7761726966750001, kClaimFileVersion});
}

const char* fault_of(const ClaimFileHeader& header, uint64_t size) {
  if (header.magic != kClaimFileMagic) return "is no replay cache";
  if (header.version != kClaimFileVersion || header.regions != kRegions) {
    return "was made by another version";
  }
  const bool bounded = header.capacity >= ReplayCache::kLeastCapacity &&
                       header.capacity <= ReplayCache::kMostCapacity;
  if (header.check != check_of(header) || !bounded) return "is damaged (its header)";
  if (size != ClaimLayout(header.capacity).file_bytes()) return "is damaged (its length)";
  return nullptr;
}

tl::unexpected<warifu::Error> not_believed(const std::string& path, const std::string& fault) {
  return failure(
      ErrorKind::kConfiguration,
      path + " " + fault +
          ", and is not emptied, because claims could then be replayed. Stop the server, "
          "remove the file, and start the server four minutes later");
}

Result<PrivateFile> make(const FilePlace& place, uint64_t capacity, const BootId& boot) {
  ClaimFileHeader header{};
  header.magic = kClaimFileMagic;
  header.version = kClaimFileVersion;
  header.regions = kRegions;
  header.capacity = capacity;
  if (::getrandom(header.salt.data(), sizeof(header.salt), 0) != sizeof(header.salt)) {
    return failure(ErrorKind::kUnavailable, place.path + " cannot be made: no random bytes");
  }
  header.check = check_of(header);
  for (size_t i = 0; i < boot.size(); ++i)
    header.boot_id.at(i) = boot.at(i);
  const auto* bytes = reinterpret_cast<const uint8_t*>(&header);
  return make_private_file(place,
                           {{bytes, sizeof(header)}, ClaimLayout(capacity).file_bytes(), kPage});
}

// Looked for, and made where there is none; the second time under the lock.
Result<PrivateFile> find_or_make(const FilePlace& place, uint64_t capacity, const BootId& boot) {
  auto file = open_private_file(place);
  if (file || file.error().kind != ErrorKind::kUnavailable) return file;
  FolderLock lock;
  if (const int error = lock.lock(place.folder, kLockMilliseconds); error != 0) {
    return failure(ErrorKind::kUnavailable,
                   place.path + " is locked by another process: " + ::strerror(error));
  }
  file = open_private_file(place);
  if (file || file.error().kind != ErrorKind::kUnavailable) return file;
  return make(place, capacity, boot);
}

Result<ClaimFileHeader*> map(const PrivateFile& file, const std::string& path) {
  // Only what is as long as its header says is mapped: nothing of it may be touched before.
  ClaimFileHeader header{};
  if (::pread(file.fd.get(), static_cast<void*>(&header), sizeof(header), 0) != sizeof(header)) {
    return not_believed(path, "is shorter than its header");
  }
  if (const char* fault = fault_of(header, file.size)) return not_believed(path, fault);
  void* mapping = ::mmap(nullptr, file.size, PROT_READ | PROT_WRITE, MAP_SHARED, file.fd.get(), 0);
  if (mapping == MAP_FAILED) {
    return failure(ErrorKind::kUnavailable, path + " cannot be mapped: " + ::strerror(errno));
  }
  return static_cast<ClaimFileHeader*>(mapping);
}

}  // namespace

Result<std::unique_ptr<ClaimFile>> ClaimFile::open(const std::string& folder, uint64_t capacity,
                                                   const HostClock& host) {
  auto opened = open_private_folder(folder);
  if (!opened) return tl::unexpected(opened.error());
  const FilePlace place{opened->get(), kClaimFileName, folder + "/" + kClaimFileName};
  auto file = find_or_make(place, capacity, host.boot_id);
  if (!file) return tl::unexpected(file.error());
  auto header = map(*file, place.path);
  if (!header) return tl::unexpected(header.error());
  std::unique_ptr<ClaimFile> claims(new ClaimFile(std::move(*opened), std::move(*file), *header));
  if (auto judged = claims->judge(place.path); !judged) return tl::unexpected(judged.error());
  if (auto entered = claims->enter_boot(host.boot_id); !entered) {
    return tl::unexpected(entered.error());
  }
  return claims;
}

ClaimFile::ClaimFile(UniqueFd folder, PrivateFile file, void* mapping)
    : folder_(std::move(folder)),
      file_(std::move(file)),
      header_(static_cast<ClaimFileHeader*>(mapping)),
      layout_(header_->capacity),
      salt_(header_->salt) {}

ClaimFile::~ClaimFile() {
  ::munmap(header_, file_.size);
}

RegionPlace ClaimFile::region(size_t index) const {
  const uint64_t offset = layout_.region_offset(index);
  auto* slots = reinterpret_cast<Slot*>(reinterpret_cast<char*>(header_) + offset);
  return {&header_->region.at(index), slots, offset, file_.fd.get(), &layout_, &salt_};
}

bool ClaimFile::clear(size_t index, Trouble& trouble) const {
  const uint64_t offset = layout_.region_offset(index);
  const int fd = file_.fd.get();
  if (!take_room(fd, offset, layout_.region_bytes()) || !give_room(fd, offset, layout_.bytes(0))) {
    trouble = {"could not be given room for another epoch", errno};
    return false;
  }
  return true;
}

bool ClaimFile::is_in_place(Trouble& trouble) const {
  struct stat mapped = {};
  struct stat named = {};
  const bool there = ::fstat(file_.fd.get(), &mapped) == 0 &&
                     ::fstatat(folder_.get(), kClaimFileName, &named, AT_SYMLINK_NOFOLLOW) == 0;
  if (there && mapped.st_dev == named.st_dev && mapped.st_ino == named.st_ino &&
      static_cast<uint64_t>(mapped.st_size) == file_.size) {
    return true;
  }
  trouble = {"was removed, replaced or shortened while the server used it; restart the server", 0};
  return false;
}

// Nobody who obeys the rules writes any of this; more than that cannot be told of the slots.
Result<void> ClaimFile::judge(const std::string& path) const {
  for (size_t i = 0; i < kRegions; ++i) {
    const RegionWord word(header_->region.at(i).load());
    if (word.levels() > layout_.levels() || word.claims() > layout_.capacity()) {
      return not_believed(path, "is damaged (a region)");
    }
    for (size_t other = 0; word.levels() != 0 && other < i; ++other) {
      if (RegionWord(header_->region.at(other).load()).remembers(word.epoch())) {
        return not_believed(path, "is damaged (an epoch has two regions)");
      }
    }
  }
  if (header_->highest_forgotten.load() > RegionWord::kMostEpoch) {
    return not_believed(path, "is damaged (its high-water mark)");
  }
  return {};
}

bool ClaimFile::is_of_boot(const BootId& boot) const {
  return header_->boot_id[0].load() == boot[0] && header_->boot_id[1].load() == boot[1];
}

// Whoever finds the new boot's id finds everything forgotten: it is written last. Whoever dies
// before leaves it to the next.
Result<void> ClaimFile::enter_boot(const BootId& boot) {
  if (is_of_boot(boot)) return {};
  FolderLock lock;
  if (const int error = lock.lock(folder_.get(), kLockMilliseconds); error != 0) {
    return failure(ErrorKind::kUnavailable, std::string("the folder of the replay cache is locked "
                                                        "by another process: ") +
                                                ::strerror(error));
  }
  if (is_of_boot(boot)) return {};
  for (auto& region : header_->region) {
    const RegionWord word(region.load());
    if (word.levels() != 0 && word.epoch() > header_->highest_forgotten.load()) {
      header_->highest_forgotten.store(word.epoch());
    }
    region.store(0);
  }
  for (size_t i = 0; i < boot.size(); ++i)
    header_->boot_id.at(i).store(boot.at(i));
  return {};
}

}  // namespace hmac_owner
