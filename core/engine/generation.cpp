// SPDX-License-Identifier: MIT
#include "core/engine/generation.h"

#include <map>
#include <set>
#include <utility>

#include "core/engine/entry_fingerprint.h"
#include "core/module/descriptor.h"

namespace warifu {
namespace {

std::vector<std::string> qualified_reasons(const warifu_module& module) {
  std::vector<std::string> ids;
  for (uint32_t i = 0; i < module.reason_count; ++i) {
    ids.push_back(std::string(module.name) + "." + reason_at(module, i).id);
  }
  return ids;
}

using Domains = std::set<std::string>;

OpenContext open_context(const PlanEntry& position, const Plan& plan, const LoadOptions& options,
                         Domains& domains) {
  const bool observes = position.mode.observe_until || plan.file->mode.observe_until;
  uint32_t flags = 0;
  if (options.trial) flags |= WARIFU_OPEN_TRIAL;
  if (observes) flags |= WARIFU_OPEN_OBSERVE;
  return {options.service, options.config.trust, flags, &domains};
}

void refuse_blocking(const StackEntry& entry, Diagnostics& diagnostics) {
  diagnostics.error(entry.target_place,
                    "module \"" + entry.target + "\" may block, and this server cannot wait",
                    "use it in a stack that the server walks on a thread of its own");
}

LoadedEntry load_entry(const PlanEntry& position, const Plan& plan, ModuleTable& modules,
                       const LoadOptions& options, Domains& domains, Diagnostics& diagnostics) {
  LoadedEntry loaded;
  for (size_t code = 0; code < kCodeCount; ++code) {
    loaded.actions[code] = to_text(position.control.on[code]);
  }
  if (position.kind == PlanEntry::Kind::kSubstack) return loaded;
  const StackEntry& entry = *position.source;
  loaded.module = entry.target;
  auto module = modules.load(entry.target, entry.sha256);
  if (!module) {
    loaded.missing = entry.ignore_if_missing && module.error().kind == ErrorKind::kUnavailable;
    if (!loaded.missing) {
      diagnostics.error(entry.target_place, module.error().text, "");
    }
    return loaded;
  }
  const warifu_module& descriptor = (*module)->descriptor();
  if (options.nonblocking_only && (descriptor.flags & WARIFU_MODULE_MAY_BLOCK) != 0) {
    refuse_blocking(entry, diagnostics);
    return loaded;
  }
  loaded.reason_ids = qualified_reasons(descriptor);
  loaded.instance = ModuleInstance::open(
      *module, entry, open_context(position, plan, options, domains), diagnostics);
  return loaded;
}

// Whose entries of the cache each entry sees. false: no SHA-256.
bool name_cache_owners(const std::string& service, const Plan& plan,
                       std::vector<LoadedEntry>& entries) {
  std::map<CacheOwner, uint32_t> alike;
  for (size_t i = 0; i < entries.size(); ++i) {
    if (!entries[i].instance) continue;
    const EntryIdentity entry{service, plan.entries[i].source->name, *entries[i].instance};
    const auto first = entry_fingerprint(entry, 0);
    if (!first) return false;
    // Entries that are the same in everything are told apart by their order.
    const auto own = entry_fingerprint(entry, alike[*first]++);
    if (!own) return false;
    entries[i].cache_owner = *own;
  }
  return true;
}

void tell_warnings(DecisionLog& log, const Diagnostics& diagnostics) {
  constexpr int kWarning = 4;  // as syslog(3)
  for (const Diagnostic& each : diagnostics.items())
    log.note(kWarning, "warifu", to_line(each));
}

}  // namespace

std::shared_ptr<SharedCache> make_cache(const StackFile& file, Diagnostics& diagnostics) {
  static_assert(SharedCache::kLeastBytes <= CacheConfig::kLeastBytes);
  auto made = SharedCache::make(file.cache.bytes);
  if (made) return *made;
  diagnostics.warning({file.path, 0, 0}, "there is no shared cache: " + made.error().text,
                      "modules ask their servers each time; write a smaller size under [cache]");
  return nullptr;
}

std::shared_ptr<const Generation> Generation::build(Plan plan, ModuleTable& modules,
                                                    const LoadOptions& options,
                                                    std::shared_ptr<RefusalMeter> meter,
                                                    std::shared_ptr<SharedCache> cache,
                                                    uint64_t number, Diagnostics& diagnostics) {
  if (!plan.file) return nullptr;
  std::shared_ptr<Generation> made(new Generation);
  made->plan_ = std::move(plan);
  made->service_ = options.service;
  made->number_ = number;
  Domains domains;
  for (const PlanEntry& each : made->plan_.entries) {
    made->entries_.push_back(load_entry(each, made->plan_, modules, options, domains, diagnostics));
  }
  if (diagnostics.has_errors()) return nullptr;
  const Place whole{made->plan_.file->path, 0, 0};
  auto page = ProcessPage::make(made->entries_.size());
  if (!page) {
    diagnostics.error(whole, page.error().text, "");
    return nullptr;
  }
  made->page_ = std::move(*page);
  made->cache_ = std::move(cache);
  if (!name_cache_owners(made->service_, made->plan_, made->entries_)) {
    diagnostics.error(whole, "OpenSSL cannot compute SHA-256",
                      "enable its default or fips provider");
    return nullptr;
  }
  if (options.trial) return made;
  auto log = open_decision_log(
      {made->service_, &made->plan_.file->log, options.log, options.log_data}, std::move(meter));
  if (!log) {
    diagnostics.error(whole, log.error().text, "correct [log] in this file");
    return nullptr;
  }
  made->log_ = std::move(*log);
  tell_warnings(*made->log_, diagnostics);
  return made;
}

}  // namespace warifu
