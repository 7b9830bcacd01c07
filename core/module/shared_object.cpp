// SPDX-License-Identifier: MIT
#include "core/module/shared_object.h"

#include <dlfcn.h>
#include <link.h>

#include <boost/dll/shared_library.hpp>
#include <string_view>

namespace warifu {
namespace {

namespace dll = boost::dll;

// Boost.DLL hands its modes to dlopen(3) as they are; it has no name for this one.
constexpr auto kLoadMode = static_cast<dll::load_mode::type>(
    static_cast<unsigned>(dll::load_mode::rtld_now) |
    static_cast<unsigned>(dll::load_mode::rtld_local) | static_cast<unsigned>(RTLD_NODELETE));

std::string spell(const Sha256& digest) {
  std::string name = "/proc/self/fd/";
  for (const uint8_t byte : digest) {
    for (unsigned bit = 0; bit < 8; ++bit)
      name += (byte >> bit & 1U) != 0 ? ".//" : "./";
  }
  return name;
}

// dlerror(3) without the name that means nothing to an operator.
std::string loader_message(const std::string& name) {
  const char* const text = dlerror();
  std::string message = text ? text : "it does not say why";
  const size_t at = message.find(name);
  if (at != std::string::npos) message.erase(at, name.size() + std::string_view(": ").size());
  return message;
}

const link_map* map_of(const dll::shared_library& library) {
  link_map* map = nullptr;
  return dlinfo(library.native(), RTLD_DI_LINKMAP, &map) == 0 ? map : nullptr;
}

// dlsym(3) also looks into the libraries that an object needs; only its own symbol counts.
Result<ExportedObject> find_own(const dll::shared_library& library, const link_map& map,
                                const char* symbol) {
  const void* const address = dlsym(library.native(), symbol);
  Dl_info info = {};
  const ElfW(Sym)* entry = nullptr;
  const bool found =
      address && dladdr1(address, &info, reinterpret_cast<void**>(const_cast<ElfW(Sym)**>(&entry)),
                         RTLD_DL_SYMENT) != 0;
  link_map* owner = nullptr;
  if (!found || !entry ||
      dladdr1(address, &info, reinterpret_cast<void**>(&owner), RTLD_DL_LINKMAP) == 0 ||
      owner != &map) {
    return failure(ErrorKind::kConfiguration, std::string("does not export ") + symbol +
                                                  "; define it with WARIFU_MODULE_DEFINE");
  }
  return ExportedObject{address, static_cast<size_t>(entry->st_size)};
}

}  // namespace

Result<ExportedObject> load_shared_object(int fd, const Sha256& digest, const char* symbol) {
  const std::string spelled = spell(digest);
  const std::string name = spelled + std::to_string(fd);
  dll::fs::error_code error;
  const dll::shared_library library(name, error, kLoadMode);
  if (!library.is_loaded()) {
    return failure(ErrorKind::kConfiguration,
                   "cannot be loaded: " + loader_message(name) +
                       "; install the libraries it needs, and mount /proc");
  }
  const link_map* const map = map_of(library);
  if (!map || std::string_view(map->l_name).substr(0, spelled.size()) != spelled) {
    return failure(ErrorKind::kConfiguration,
                   "was changed in place after this process loaded it; replace a module by "
                   "renaming the new file over it, and restart the server");
  }
  return find_own(library, *map, symbol);
}

}  // namespace warifu
