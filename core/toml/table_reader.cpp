// SPDX-License-Identifier: MIT
#include "core/toml/table_reader.h"

#include <algorithm>

#include "core/diagnostic/did_you_mean.h"

namespace warifu {
namespace {

std::string quoted(std::string_view text) {
  return '"' + std::string(text) + '"';
}

std::string range_remedy(int64_t minimum, int64_t maximum) {
  if (maximum == std::numeric_limits<int64_t>::max()) {
    return "write at least " + std::to_string(minimum);
  }
  if (minimum == std::numeric_limits<int64_t>::min()) {
    return "write at most " + std::to_string(maximum);
  }
  return "write a number from " + std::to_string(minimum) + " to " + std::to_string(maximum);
}

// What to write instead, for each type that is asked for.
template <typename T>
struct Expected;
template <>
struct Expected<bool> {
  static constexpr char kName[] = "a boolean";
  static constexpr char kRemedy[] = "write true or false, without quotes";
};
template <>
struct Expected<int64_t> {
  static constexpr char kName[] = "an integer";
  static constexpr char kRemedy[] = "write a whole number, without quotes";
};
template <>
struct Expected<std::string> {
  static constexpr char kName[] = "a string";
  static constexpr char kRemedy[] = "write one text in double quotes";
};
template <>
struct Expected<DateTime> {
  static constexpr char kName[] = "a date";
  static constexpr char kRemedy[] =
      "write it as 2030-01-31 or 2030-01-31T12:00:00Z, without quotes";
};
template <>
struct Expected<Table> {
  static constexpr char kName[] = "a table";
  static constexpr char kRemedy[] = "write it as { key = value }";
};
template <>
struct Expected<Array> {
  static constexpr char kName[] = "an array";
  static constexpr char kRemedy[] = "write it in brackets: [ ... ]";
};

void report_type(std::string_view what, const Node& node, const char* expected, const char* remedy,
                 Diagnostics& diagnostics) {
  diagnostics.error(node.place(),
                    std::string(what) + " must be " + expected + ", not " + node.type_name(),
                    remedy);
}

// The value as a T, or nullptr after reporting that it is none.
template <typename T>
const T* typed(std::string_view what, const Node* node, Diagnostics& diagnostics) {
  if (node == nullptr) return nullptr;
  const T* value = node->as<T>();
  if (value == nullptr) {
    report_type(what, *node, Expected<T>::kName, Expected<T>::kRemedy, diagnostics);
  }
  return value;
}

std::string remedy_for_unknown(std::string_view key, const std::vector<std::string_view>& known,
                               const KeyHints& hints) {
  for (const KeyHints::Hint& hint : hints.elsewhere) {
    if (hint.key == key) return std::string(hint.remedy);
  }
  const bool near_none = nearest(key, known).empty();
  return near_none && !hints.otherwise.empty() ? std::string(hints.otherwise)
                                               : suggestion(key, known);
}

template <typename T>
std::optional<T> copied(const T* value) {
  return value == nullptr ? std::nullopt : std::optional<T>(*value);
}

}  // namespace

TableReader::TableReader(const Node& node, Diagnostics& diagnostics)
    : node_(node), table_(node.as<Table>()), diagnostics_(diagnostics) {
  if (table_ == nullptr) {
    report_type("this", node, Expected<Table>::kName, Expected<Table>::kRemedy, diagnostics);
  }
}

const Node* TableReader::find(std::string_view key) {
  known_.push_back(key);
  if (table_ == nullptr) return nullptr;
  for (const Member& member : *table_) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

std::optional<bool> TableReader::boolean(std::string_view key) {
  return copied(typed<bool>(quoted(key), find(key), diagnostics_));
}

std::optional<int64_t> TableReader::integer(std::string_view key, int64_t minimum,
                                            int64_t maximum) {
  const Node* node = find(key);
  const int64_t* value = typed<int64_t>(quoted(key), node, diagnostics_);
  if (value == nullptr) return std::nullopt;
  if (*value < minimum || *value > maximum) {
    diagnostics_.error(node->place(), quoted(key) + " cannot be " + std::to_string(*value),
                       range_remedy(minimum, maximum));
    return std::nullopt;
  }
  return *value;
}

std::optional<std::string> TableReader::text(std::string_view key) {
  return copied(typed<std::string>(quoted(key), find(key), diagnostics_));
}

std::optional<std::string> TableReader::choice(std::string_view key,
                                               const std::vector<std::string_view>& words) {
  const Node* node = find(key);
  const std::string* word = typed<std::string>(quoted(key), node, diagnostics_);
  if (word == nullptr) return std::nullopt;
  if (std::find(words.begin(), words.end(), *word) == words.end()) {
    diagnostics_.error(node->place(), quoted(key) + " cannot be " + quoted(*word),
                       suggestion(*word, words, "write one of"));
    return std::nullopt;
  }
  return *word;
}

std::optional<std::chrono::microseconds> TableReader::duration(std::string_view key) {
  constexpr char kRemedy[] =
      "write a whole number with us, ms, s, m or h, in quotes: \"200ms\", \"2s\"";
  const Node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const std::string* text = node->as<std::string>();
  if (text == nullptr) {
    report_type(quoted(key), *node, "a duration", kRemedy, diagnostics_);
    return std::nullopt;
  }
  const auto duration = parse_duration(*text);
  if (!duration) {
    diagnostics_.error(node->place(), quoted(key) + " cannot be " + quoted(*text), kRemedy);
  }
  return duration;
}

std::optional<DateTime> TableReader::date(std::string_view key) {
  return copied(typed<DateTime>(quoted(key), find(key), diagnostics_));
}

std::optional<std::vector<std::string>> TableReader::texts(std::string_view key) {
  const Array* elements = array(key);
  if (elements == nullptr) return std::nullopt;
  std::vector<std::string> texts;
  for (const Node& element : *elements) {
    const auto* text = typed<std::string>("each of " + quoted(key), &element, diagnostics_);
    if (text != nullptr) texts.push_back(*text);
  }
  if (texts.size() != elements->size()) return std::nullopt;
  return texts;
}

const Node* TableReader::table(std::string_view key) {
  const Node* node = find(key);
  return typed<Table>(quoted(key), node, diagnostics_) == nullptr ? nullptr : node;
}

const Array* TableReader::array(std::string_view key) {
  return typed<Array>(quoted(key), find(key), diagnostics_);
}

bool TableReader::require(std::string_view key, std::string_view remedy) {
  if (find(key) != nullptr) return true;
  if (table_ != nullptr) {
    diagnostics_.error(node_.place(), "missing key " + quoted(key), std::string(remedy));
  }
  return false;
}

void TableReader::finish(const KeyHints& hints) {
  if (table_ == nullptr) return;
  std::sort(known_.begin(), known_.end());
  known_.erase(std::unique(known_.begin(), known_.end()), known_.end());
  for (const Member& member : *table_) {
    if (std::binary_search(known_.begin(), known_.end(), std::string_view(member.key))) continue;
    diagnostics_.error(member.key_place, "unknown key " + quoted(member.key),
                       remedy_for_unknown(member.key, known_, hints));
  }
}

const Place& TableReader::place() const {
  return node_.place();
}

}  // namespace warifu
