// SPDX-License-Identifier: MIT
#include "tests/integration/pam_oracle/random_stack.h"

#include <algorithm>
#include <map>
#include <random>

#include "core/stack/walk_state.h"
#include "tests/integration/pam_oracle/notation.h"

namespace warifu::oracle {
namespace {

constexpr size_t kMostFiles = 5;
constexpr size_t kMostEntries = 6;      // of a file
constexpr size_t kMostPositions = 100;  // of a plan
constexpr size_t kLongestJump = 9;

using RoomForJumps = std::map<const StackEntry*, size_t>;

class Maker {
 public:
  explicit Maker(uint64_t seed) : engine_(seed) {}

  // Files with all their entries; tables are still to be filled.
  RandomStack files() {
    RandomStack stack(1 + below(kMostFiles));
    for (size_t i = 0; i < stack.size(); ++i) {
      stack[i].name = "s" + std::to_string(i);
      stack[i].file = std::make_shared<StackFile>();
      stack[i].file->path = stack[i].name;
      const size_t count = i > 0 && chance(10) ? 0 : 1 + below(kMostEntries);
      for (size_t k = 0; k < count; ++k) {
        add_entry(stack[i], i, stack.size());
      }
    }
    return stack;
  }

  void fill_tables(RandomStack& stack, const RoomForJumps& room) {
    for (RandomFile& each : stack) {
      for (size_t k = 0; k < each.spellings.size(); ++k) {
        StackEntry& entry = each.file->entries[k];
        if (entry.kind == StackEntry::Kind::kModule && each.spellings[k].pam_control.empty()) {
          const auto known = room.find(&entry);
          const size_t longest = known == room.end() ? kLongestJump : known->second;
          each.spellings[k].pam_control = fill_table(entry.control, longest);
        }
      }
    }
  }

 private:
  size_t below(size_t bound) { return engine_() % bound; }
  bool chance(size_t percent) { return below(100) < percent; }

  void add_entry(RandomFile& file, size_t index, size_t files) {
    StackEntry entry;
    Spelling spelling;
    if (index + 1 < files && chance(30)) {
      entry.kind = chance(50) ? StackEntry::Kind::kInclude : StackEntry::Kind::kSubstack;
      entry.target = "s" + std::to_string(index + 1 + below(files - index - 1));
    } else {
      entry.target = "debug";
      spelling.answer = static_cast<int>(chance(45) ? size_t{WARIFU_PASS} : below(kCodeCount));
      if (chance(45)) {
        spelling.pam_control = set_word(entry.control);
      }
    }
    file.file->entries.push_back(entry);
    file.spellings.push_back(spelling);
  }

  std::string set_word(Control& control) {
    static const std::pair<const char*, Control (*)()> words[] = {
        {"required", required_control},
        {"requisite", requisite_control},
        {"sufficient", sufficient_control},
        {"optional", optional_control}};
    const auto& word = words[below(std::size(words))];
    control = word.second();
    return word.first;
  }

  Action action(size_t longest_jump) {
    using Kind = Action::Kind;
    static constexpr Kind kinds[] = {Kind::kOk,    Kind::kOk,   Kind::kDone,
                                     Kind::kBad,   Kind::kDie,  Kind::kIgnore,
                                     Kind::kReset, Kind::kJump, Kind::kJump};
    const Kind kind = kinds[below(std::size(kinds))];
    if (kind != Kind::kJump) {
      return Action{kind};
    }
    return longest_jump == 0 ? Action{Kind::kIgnore}
                             : Action{kind, static_cast<uint16_t>(1 + below(longest_jump))};
  }

  // Names some of the codes in any order, `default` somewhere among them or not at all.
  std::string fill_table(Control& control, size_t longest_jump) {
    std::vector<size_t> codes = {0, 1, 2, 3, 4, 5};
    std::shuffle(codes.begin(), codes.end(), engine_);
    codes.resize(below(kCodeCount + 1));
    const bool has_default = codes.empty() || chance(60);
    const Action otherwise = has_default ? action(longest_jump) : Action{};
    control.on.fill(otherwise);
    std::vector<std::string> words;
    for (const size_t code : codes) {
      control.on[code] = action(longest_jump);
      words.push_back(pam_code(static_cast<int>(code)) + "=" + pam_action(control.on[code]));
    }
    if (has_default) {
      words.insert(words.begin() + static_cast<std::ptrdiff_t>(below(words.size() + 1)),
                   "default=" + pam_action(otherwise));
    }
    std::string text;
    for (const std::string& word : words) {
      text += (text.empty() ? "[" : " ") + word;
    }
    return text + "]";
  }

  std::mt19937_64 engine_;
};

// How far each entry may jump wherever its file is included.
RoomForJumps room_for_jumps(const Plan& plan) {
  RoomForJumps room;
  for (size_t i = 0; i < plan.entries.size(); ++i) {
    const size_t here = entries_after(plan.entries, i);
    const auto [found, added] = room.emplace(plan.entries[i].source, here);
    found->second = std::min(found->second, here);
  }
  return room;
}

}  // namespace

RandomStack random_stack(uint64_t seed, Jumps jumps) {
  Maker maker(seed);
  for (;;) {
    RandomStack stack = maker.files();
    Diagnostics diagnostics;
    const Plan plan = build(stack, diagnostics);
    if (diagnostics.has_errors() || plan.entries.size() > kMostPositions) {
      continue;
    }
    maker.fill_tables(stack, jumps == Jumps::kAnywhere ? RoomForJumps{} : room_for_jumps(plan));
    return stack;
  }
}

Plan build(const RandomStack& stack, Diagnostics& diagnostics) {
  const StackFileSource source = [&](const std::string& name, const Place& from,
                                     Diagnostics& sink) -> std::shared_ptr<const StackFile> {
    for (const RandomFile& each : stack) {
      if (each.name == name) {
        return each.file;
      }
    }
    sink.error(from, "no file " + name, "");
    return nullptr;
  };
  return make_plan(stack.front().file, source, diagnostics);
}

int answer_of(const RandomStack& stack, const StackEntry* source) {
  for (const RandomFile& each : stack) {
    for (size_t k = 0; k < each.spellings.size(); ++k) {
      if (&each.file->entries[k] == source) {
        return each.spellings[k].answer;
      }
    }
  }
  return -1;
}

}  // namespace warifu::oracle
