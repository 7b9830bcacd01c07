// SPDX-License-Identifier: MIT
#include "core/module/elf_image.h"

#include <link.h>

#include <cstring>

// This object's own ELF header, put here by the linker: what a module must fit.
// NOLINTNEXTLINE(bugprone-reserved-identifier): the linker chose the name
extern "C" const ElfW(Ehdr) __ehdr_start __attribute__((visibility("hidden")));

namespace warifu {
namespace {

constexpr size_t kMaxSegments = 64;

tl::unexpected<Error> refused(std::string text) {
  return failure(ErrorKind::kConfiguration, std::move(text));
}

const char* class_name(unsigned char elf_class) {
  return elf_class == ELFCLASS32 ? "32-bit" : elf_class == ELFCLASS64 ? "64-bit" : "malformed";
}

Result<void> check_identity(std::string_view bytes) {
  if (bytes.size() < EI_NIDENT || std::memcmp(bytes.data(), ELFMAG, SELFMAG) != 0) {
    return refused("is not an ELF file; install the module's shared object under this name");
  }
  const unsigned char* const own = __ehdr_start.e_ident;
  const auto elf_class = static_cast<unsigned char>(bytes[EI_CLASS]);
  if (elf_class != own[EI_CLASS]) {
    return refused(std::string("is a ") + class_name(elf_class) + " object in a " +
                   class_name(own[EI_CLASS]) + " process; build it for this machine");
  }
  if (static_cast<unsigned char>(bytes[EI_DATA]) != own[EI_DATA]) {
    return refused("has another byte order than this machine; build it for this machine");
  }
  return {};
}

Result<void> check_header(const GElf_Ehdr& header, ElfUse use) {
  if (header.e_machine != __ehdr_start.e_machine) {
    return refused("is for ELF machine " + std::to_string(header.e_machine) + ", this process is " +
                   std::to_string(__ehdr_start.e_machine) + "; build it for this machine");
  }
  if (header.e_type == ET_DYN) return {};
  if (use == ElfUse::kModule) return refused("is no shared object; link it with -shared");
  if (header.e_type == ET_EXEC) return {};
  return refused("is no program; name one that can be executed");
}

bool fits(uint64_t offset, uint64_t size, uint64_t whole) {
  return offset <= whole && size <= whole - offset;
}

tl::unexpected<Error> truncated(std::string_view bytes) {
  return refused("is cut short at " + std::to_string(bytes.size()) +
                 " bytes or its headers are damaged; install it again");
}

}  // namespace

Result<ElfImage> ElfImage::open(std::string_view bytes, ElfUse use) {
  if (auto identity = check_identity(bytes); !identity) {
    return tl::unexpected(std::move(identity.error()));
  }
  elf_version(EV_CURRENT);
  // libelf's reader wants a pointer to bytes it might change, and changes none.
  ElfImage image(bytes, elf_memory(const_cast<char*>(bytes.data()), bytes.size()));
  GElf_Ehdr header = {};
  if (!image.elf_ || !gelf_getehdr(image.elf_.get(), &header)) return truncated(bytes);
  if (auto fit = check_header(header, use); !fit) return tl::unexpected(std::move(fit.error()));
  if (!image.is_whole(header)) return truncated(bytes);
  if (auto read = image.read_segments(); !read) return tl::unexpected(std::move(read.error()));
  return image;
}

bool ElfImage::is_whole(const GElf_Ehdr& header) const {
  const uint64_t sections = uint64_t{header.e_shnum} * header.e_shentsize;
  const uint64_t segments = uint64_t{header.e_phnum} * header.e_phentsize;
  return fits(header.e_shoff, sections, bytes_.size()) &&
         fits(header.e_phoff, segments, bytes_.size());
}

Result<void> ElfImage::read_segments() {
  size_t count = 0;
  if (elf_getphdrnum(elf_.get(), &count) != 0) return truncated(bytes_);
  if (count > kMaxSegments) {
    return refused("has " + std::to_string(count) + " program headers, more than " +
                   std::to_string(kMaxSegments) + "; link it with an ordinary linker script");
  }
  for (size_t i = 0; i < count; ++i) {
    GElf_Phdr segment = {};
    if (!gelf_getphdr(elf_.get(), static_cast<int>(i), &segment) ||
        !fits(segment.p_offset, segment.p_filesz, bytes_.size())) {
      return truncated(bytes_);
    }
    segments_.push_back(segment);
  }
  return {};
}

Elf_Data* ElfImage::chunk(uint64_t offset, uint64_t size, Elf_Type type) const {
  if (!fits(offset, size, bytes_.size())) return nullptr;
  return elf_getdata_rawchunk(elf_.get(), static_cast<int64_t>(offset), size, type);
}

std::optional<uint64_t> ElfImage::file_offset(uint64_t address, uint64_t size) const {
  for (const GElf_Phdr& segment : segments_) {
    if (segment.p_type != PT_LOAD || address < segment.p_vaddr) continue;
    const uint64_t within = address - segment.p_vaddr;
    if (fits(within, size, segment.p_filesz)) return segment.p_offset + within;
  }
  return std::nullopt;
}

std::optional<std::string_view> ElfImage::text(uint64_t offset, uint64_t end) const {
  if (end > bytes_.size() || offset >= end) return std::nullopt;
  const std::string_view rest = bytes_.substr(offset, end - offset);
  const size_t length = rest.find('\0');
  if (length == std::string_view::npos) return std::nullopt;
  return rest.substr(0, length);
}

}  // namespace warifu
