// SPDX-License-Identifier: MIT
#include "core/config/lint.h"

#include <algorithm>
#include <optional>
#include <set>

#include "core/stack/exploration.h"
#include "warifu/module.h"

namespace warifu {
namespace {

constexpr IdRange kRoot = {0, 0};
constexpr IdRange kSystemUids = {1, 999};  // below UID_MIN of login.defs(5)

uint8_t bit(int code) {
  return static_cast<uint8_t>(1U << code);
}

PossibleAnswers answers_of(const ModuleTraits& module, const Mode& mode) {
  PossibleAnswers answers;
  answers.marks = (module.flags & WARIFU_MODULE_SIGNATURE) != 0;
  if (module.missing) {
    answers.codes = bit(WARIFU_IGNORE);
  } else if (module.fixed_code >= 0 && module.fixed_code < static_cast<int>(kCodeCount)) {
    answers.codes = bit(module.fixed_code);
  } else if ((module.flags & WARIFU_MODULE_NEVER_FAILS) != 0) {
    answers.codes = bit(WARIFU_PASS) | bit(WARIFU_IGNORE);
  } else if (answers.marks) {
    answers.codes &= static_cast<uint8_t>(~bit(WARIFU_IGNORE));
  }
  if (mode.observe_until) {
    answers.codes |= bit(WARIFU_IGNORE);
  }
  return answers;
}

std::string quoted(const std::string& name) {
  return "\"" + name + "\"";
}

std::string where(const Place& place) {
  return place.line == 0 ? place.file : place.file + ":" + std::to_string(place.line);
}

std::string entry_at(const StackEntry& entry) {
  return quoted(entry.name) + " (" + where(entry.place) + ")";
}

bool allows_one_of(const ModuleTraits& module, IdRange uids) {
  for (uint32_t uid = uids.first; uid <= uids.last; ++uid) {
    if (contains(module.allowed_uids, uid) && !contains(module.denied_uids, uid)) {
      return true;
    }
  }
  return false;
}

bool overlaps(const Node& element, IdRange uids) {
  std::optional<IdRange> range;
  if (const auto* number = element.as<int64_t>()) {
    range = parse_id_range(std::to_string(*number));
  } else if (const auto* text = element.as<std::string>()) {
    range = parse_id_range(*text);
  }
  return range && range->first <= uids.last && range->last >= uids.first;
}

// The first element of the list that names one of `uids`, else the list, else the entry.
Place place_of_uids(const StackEntry& entry, IdRange uids) {
  const Table* options = entry.options.as<Table>();
  const auto is_uids = [](const Member& member) { return member.key == "uids"; };
  if (options == nullptr || std::none_of(options->begin(), options->end(), is_uids)) {
    return entry.place;
  }
  const Node& list = std::find_if(options->begin(), options->end(), is_uids)->value;
  if (const Array* elements = list.as<Array>()) {
    for (const Node& element : *elements) {
      if (overlaps(element, uids)) {
        return element.place();
      }
    }
  }
  return list.place();
}

class Linter {
 public:
  Linter(const Plan& plan, const std::vector<ModuleTraits>& modules, Diagnostics& diagnostics)
      : plan_(plan), modules_(modules), diagnostics_(diagnostics) {
    for (size_t i = 0; i < modules.size(); ++i) {
      answers_.push_back(answers_of(modules[i], plan.entries[i].mode));
    }
    const auto signature = std::find_if(answers_.begin(), answers_.end(),
                                        [](const PossibleAnswers& each) { return each.marks; });
    signature_ = static_cast<size_t>(signature - answers_.begin());
  }

  void run() {
    const Exploration found = explore(plan_.entries, answers_);
    if (found.complete) {
      never_run(found);
      nothing_fails(found);
      decided_unsigned(found);
    }
    system_uids();
    if (signature_ != answers_.size()) {
      tcpriv_beside_signatures();
      no_source_of_signatures();
    }
  }

 private:
  [[nodiscard]] const StackEntry& source(size_t index) const {
    return *plan_.entries[index].source;
  }
  [[nodiscard]] bool is_module(size_t index) const {
    return plan_.entries[index].kind == PlanEntry::Kind::kModule;
  }

  // Of a file included more than once an entry only counts as dead if it is so each time; of
  // a dead substack only the substack is told.
  void never_run(const Exploration& found) {
    std::set<const StackEntry*> silent;
    for (size_t i = 0; i < plan_.entries.size(); ++i) {
      if (found.reached[i]) {
        silent.insert(&source(i));
      }
    }
    size_t last_reached = 0;
    for (size_t i = 0; i < plan_.entries.size(); ++i) {
      if (found.reached[i]) {
        last_reached = is_module(i) ? i : last_reached;
      } else if (silent.insert(&source(i)).second) {
        warn_never_runs(i, last_reached);
      }
      if (!found.reached[i] && !is_module(i)) {
        i = silence_substack(i, silent);
      }
    }
  }

  size_t silence_substack(size_t index, std::set<const StackEntry*>& silent) const {
    const uint16_t level = plan_.entries[index].level;
    while (index + 1 < plan_.entries.size() && plan_.entries[index + 1].level > level) {
      silent.insert(&source(++index));
    }
    return index;
  }

  void warn_never_runs(size_t index, size_t before) {
    const StackEntry& entry = source(index);
    const bool substack = !is_module(index);
    diagnostics_.warning(entry.place,
                         std::string(substack ? "the substack " : "the entry ") +
                             quoted(substack ? entry.target : entry.name) +
                             " can never run: whatever the entries before it answer, the walk "
                             "does not get past " +
                             entry_at(source(before)) + " to it",
                         "remove it, put it before, or change the controls before it");
  }

  void nothing_fails(const Exploration& found) {
    if (found.can_fail) {
      return;
    }
    // What lets everybody in is the last that runs and cannot but agree.
    const StackEntry* generous = nullptr;
    for (size_t i = 0; i < plan_.entries.size(); ++i) {
      const bool agrees = (answers_[i].codes & ~(bit(WARIFU_PASS) | bit(WARIFU_IGNORE))) == 0;
      if (is_module(i) && found.reached[i] && (agrees || generous == nullptr)) {
        generous = &source(i);
      }
    }
    if (generous != nullptr) {
      diagnostics_.warning(generous->place,
                           "nothing can fail this stack: with " + quoted(generous->name) +
                               " everyone who connects is let in, whatever the modules answer",
                           "make the entries that are to decide \"required\" or \"requisite\", "
                           "and remove what always passes");
    }
  }

  void decided_unsigned(const Exploration& found) {
    if (signature_ == answers_.size()) {
      return;
    }
    std::set<const StackEntry*> told;
    for (size_t i = 0; i < plan_.entries.size(); ++i) {
      const bool decides = (modules_[i].flags & WARIFU_MODULE_DECIDES_OWNER) != 0 &&
                           !answers_[i].marks && !modules_[i].missing;
      if (decides && found.reached_unmarked[i] && told.insert(&source(i)).second) {
        diagnostics_.warning(
            source(i).place,
            quoted(source(i).name) +
                " decides on an owner whose signature need not have been "
                "checked before",
            "put " + entry_at(source(signature_)) + " before it, with the control \"requisite\"");
      }
    }
  }

  void system_uids() {
    std::set<const StackEntry*> told;
    for (size_t i = 0; i < modules_.size(); ++i) {
      if (!is_module(i) || !told.insert(&source(i)).second) {
        continue;
      }
      if (allows_one_of(modules_[i], kRoot)) {
        warn_uids(source(i), kRoot, "uid 0",
                  "leave root out of \"uids\": its processes reach every account");
      }
      if (allows_one_of(modules_[i], kSystemUids)) {
        warn_uids(source(i), kSystemUids, "system uids (1 to 999)",
                  "begin the list at 1000, or name the services' own uids in a stack of theirs");
      }
    }
  }

  void warn_uids(const StackEntry& entry, IdRange uids, const std::string& what,
                 std::string remedy) {
    diagnostics_.warning(place_of_uids(entry, uids), quoted(entry.name) + " allows " + what,
                         std::move(remedy));
  }

  void tcpriv_beside_signatures() {
    if (plan_.file->owner.accept_tcpriv) {
      diagnostics_.warning(plan_.file->owner_place,
                           "accept_tcpriv takes owners that nobody signed, and " +
                               entry_at(source(signature_)) + " is there to check signatures",
                           "remove accept_tcpriv, or keep such clients in a stack of their own");
    }
  }

  void no_source_of_signatures() {
    const auto& sources = plan_.file->owner.sources;
    const bool signed_sources = std::any_of(sources.begin(), sources.end(), [](int source) {
      return source == WARIFU_SOURCE_RECORD || source == WARIFU_SOURCE_SAVED_SYN;
    });
    if (signed_sources) {
      return;
    }
    diagnostics_.warning(plan_.file->sources_place,
                         entry_at(source(signature_)) +
                             " checks signatures, and none of these sources can bring one",
                         "add \"record\" or \"saved-syn\", or keep such clients in a stack of "
                         "their own");
  }

  const Plan& plan_;
  const std::vector<ModuleTraits>& modules_;
  Diagnostics& diagnostics_;
  std::vector<PossibleAnswers> answers_;
  size_t signature_ = 0;  // the first position that checks signatures; past the end: none
};

}  // namespace

void lint(const Plan& plan, const std::vector<ModuleTraits>& modules, Diagnostics& diagnostics) {
  if (plan.file && modules.size() == plan.entries.size()) {
    Linter(plan, modules, diagnostics).run();
  }
}

}  // namespace warifu
