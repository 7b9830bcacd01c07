// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/toml/node.h"

namespace warifu {

// What to say of an unknown key, where more is known than how it is spelt.
struct KeyHints {
  struct Hint {
    std::string_view key;
    std::string_view remedy;
  };
  std::span<const Hint> elsewhere;  // keys that belong to another table
  std::string_view otherwise;       // for a key that is near none; "": the known keys are listed
};

// Takes the known keys out of a table, reporting a wrong type or range at the value's place,
// and at the end every key that nobody asked for, with a suggestion. Reading goes on after a
// mistake, so that all of a file's mistakes are told at once.
//
//     TableReader reader(table, diagnostics);
//     auto mode = reader.text("mode");
//     reader.finish();
class TableReader {
 public:
  // `node` must be a table (else that is reported and the reader is empty). It, and every key
  // given below, must outlive this.
  TableReader(const Node& node, Diagnostics& diagnostics);

  [[nodiscard]] const Node* find(std::string_view key);  // any type; marks the key known
  [[nodiscard]] std::optional<bool> boolean(std::string_view key);
  [[nodiscard]] std::optional<int64_t> integer(
      std::string_view key, int64_t minimum = std::numeric_limits<int64_t>::min(),
      int64_t maximum = std::numeric_limits<int64_t>::max());
  [[nodiscard]] std::optional<std::string> text(std::string_view key);
  [[nodiscard]] std::optional<std::string> choice(std::string_view key,
                                                  const std::vector<std::string_view>& words);
  [[nodiscard]] std::optional<std::chrono::microseconds> duration(std::string_view key);
  [[nodiscard]] std::optional<DateTime> date(std::string_view key);
  // Nothing if any element is not a string.
  [[nodiscard]] std::optional<std::vector<std::string>> texts(std::string_view key);
  [[nodiscard]] const Node* table(std::string_view key);
  [[nodiscard]] const Array* array(std::string_view key);  // nullptr where absent or wrong

  // "missing key ..." at the table's place where it is absent; true where it is there.
  bool require(std::string_view key, std::string_view remedy);

  // Reports the keys that were never asked for.
  void finish(const KeyHints& hints = {});

  [[nodiscard]] const Place& place() const;
  [[nodiscard]] Diagnostics& diagnostics() { return diagnostics_; }

 private:
  const Node& node_;
  const Table* table_;
  Diagnostics& diagnostics_;
  std::vector<std::string_view> known_;
};

// "200ms", "2s", "5m", "1h" (also "us"); nothing where it is none, negative, or overflows.
std::optional<std::chrono::microseconds> parse_duration(std::string_view text);

}  // namespace warifu
