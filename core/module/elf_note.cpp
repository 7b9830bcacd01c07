// SPDX-License-Identifier: MIT
#include "core/module/elf_note.h"

#include <cstring>
#include <string>
#include <string_view>

#include "core/module/elf_notes.h"
#include "warifu/module.h"

namespace warifu {
namespace {

constexpr uint32_t kKnownFlags = 2 * WARIFU_MODULE_NEVER_FAILS - 1;
constexpr const char* kBuildAgain = "build it again with this version's warifu/module.h";

tl::unexpected<Error> refused(std::string text) {
  return failure(ErrorKind::kConfiguration, std::move(text));
}

bool is_ours(const ElfNote& note) {
  constexpr std::string_view kOwner(WARIFU_NOTE_OWNER, sizeof WARIFU_NOTE_OWNER);
  return note.type == WARIFU_NOTE_TYPE && note.owner == kOwner;
}

std::string version(uint32_t major, uint32_t minor) {
  return std::to_string(major) + "." + std::to_string(minor);
}

Result<ModuleNote> judge_abi(const ModuleNote& note) {
  const std::string built_for =
      "is built for module ABI " + version(note.abi_major, note.abi_minor);
  const std::string host = version(WARIFU_MODULE_ABI_MAJOR, WARIFU_MODULE_ABI_MINOR);
  if (note.abi_major != WARIFU_MODULE_ABI_MAJOR) {
    return refused(built_for + ", this host has " + host + "; " + kBuildAgain);
  }
  if (note.abi_minor > WARIFU_MODULE_ABI_MINOR) {
    return refused(built_for + ", newer than this host's " + host +
                   "; upgrade warifu, or build the module with this version's warifu/module.h");
  }
  if ((note.flags & ~kKnownFlags) != 0) {
    return refused("has flags in its warifu note that its ABI does not know; " +
                   std::string(kBuildAgain));
  }
  return note;
}

Result<ModuleNote> judge_raw(std::string_view raw) {
  uint32_t words[4] = {};
  if (raw.size() != sizeof words) {
    return refused("has a warifu note of " + std::to_string(raw.size()) + " bytes where " +
                   std::to_string(sizeof words) + " are due; " + kBuildAgain);
  }
  std::memcpy(words, raw.data(), sizeof words);
  if (words[0] != WARIFU_MODULE_MAGIC) {
    return refused("has a warifu note with the wrong magic number; use WARIFU_MODULE_NOTE");
  }
  return judge_abi({words[1], words[2], words[3]});
}

}  // namespace

Result<ModuleNote> judge_note(const ElfImage& image) {
  std::vector<ElfNote> found = read_notes(image);
  std::erase_if(found, [](const ElfNote& note) { return !is_ours(note); });
  if (found.empty()) {
    return refused(
        "has no warifu note, so it is no verifier module; a module is built with "
        "WARIFU_MODULE_NOTE");
  }
  if (found.size() > 1) {
    return refused("has more than one warifu note; use WARIFU_MODULE_NOTE in one source file only");
  }
  return judge_raw(found.front().description);
}

}  // namespace warifu
