// SPDX-License-Identifier: MIT
#include <filesystem>
#include <string>
#include <string_view>

#include "core/diagnostic/did_you_mean.h"
#include "core/module/option_value.h"
#include "core/toml/id_list.h"
#include "core/toml/table_reader.h"

namespace warifu {
namespace {

// One option being read: what is wrong is told under its name.
class Reader {
 public:
  Reader(const warifu_option& option, const std::string& folder, Diagnostics& diagnostics,
         OptionValue& value)
      : option_(option), folder_(folder), diagnostics_(diagnostics), value_(value) {
    if ((option.flags & WARIFU_OPTION_SECRET) != 0) value.mark_secret();
  }

  bool read(const Node& node, uint32_t line, uint32_t column) {
    if (!read_value(node)) return false;
    value_.finish(line, column);
    return true;
  }

 private:
  bool read_value(const Node& node) {
    switch (option_.type) {
      case WARIFU_OPTION_BOOL:
        return read_boolean(node);
      case WARIFU_OPTION_INTEGER:
        return read_integer(node);
      case WARIFU_OPTION_STRING:
        return read_string(node);
      case WARIFU_OPTION_CHOICE:
        return read_choice(node);
      case WARIFU_OPTION_DURATION:
        return read_duration(node);
      case WARIFU_OPTION_STRING_LIST:
        return read_list(node);
      case WARIFU_OPTION_STRING_MAP:
        return read_map(node);
      case WARIFU_OPTION_ID_LIST:
        return read_ids(node);
      case WARIFU_OPTION_PATH:
        return read_path(node);
      default:
        return wrong(node, "is of a type this host does not know", "upgrade warifu");
    }
  }

  bool wrong(const Node& node, const std::string& what, const std::string& remedy) {
    diagnostics_.error(node.place(), "option \"" + std::string(option_.name) + "\" " + what,
                       remedy);
    return false;
  }

  bool wrong_type(const Node& node, const char* expected, const char* example) {
    return wrong(node, std::string("must be ") + expected + ", not " + node.type_name(),
                 std::string("write it as ") + example);
  }

  // The value in quotes, for a message.
  [[nodiscard]] std::string shown(std::string_view text) const {
    if ((option_.flags & WARIFU_OPTION_SECRET) != 0) return "(secret)";
    return "\"" + std::string(text) + "\"";
  }

  // A C string ends at the first NUL, and half of a name is another name.
  const std::string* text_of(const Node& node) {
    const auto* const text = node.as<std::string>();
    if (!text) {
      wrong_type(node, "a string", "\"text\"");
    } else if (text->find('\0') != std::string::npos) {
      wrong(node, "has a NUL character in it", "take \\u0000 out");
    } else {
      return text;
    }
    return nullptr;
  }

  bool in_range(const Node& node, int64_t number, std::string_view unit) {
    const bool unbounded = option_.minimum == 0 && option_.maximum == 0;
    if (unbounded || (number >= option_.minimum && number <= option_.maximum)) return true;
    return wrong(node, "is out of range",
                 "give a value from " + std::to_string(option_.minimum) + std::string(unit) +
                     " to " + std::to_string(option_.maximum) + std::string(unit));
  }

  bool read_boolean(const Node& node) {
    const auto* const flag = node.as<bool>();
    if (!flag) return wrong_type(node, "a boolean", "true or false, without quotes");
    value_.set_boolean(*flag);
    return true;
  }

  bool read_integer(const Node& node) {
    const auto* const number = node.as<int64_t>();
    if (!number) return wrong_type(node, "an integer", "a plain number, without quotes");
    value_.set_integer(*number);
    return in_range(node, *number, "");
  }

  bool read_string(const Node& node) {
    const std::string* const text = text_of(node);
    if (text) value_.set_string(*text);
    return text != nullptr;
  }

  bool read_choice(const Node& node) {
    const std::string* const text = text_of(node);
    if (!text) return false;
    const auto words = choices_of(option_);
    for (const std::string_view word : words) {
      if (word == *text) {
        value_.set_string(word);
        return true;
      }
    }
    return wrong(node, "cannot be " + shown(*text), choice_remedy(*text, words));
  }

  static std::string choice_remedy(std::string_view text,
                                   const std::vector<std::string_view>& words) {
    const std::string_view near = nearest(text, words);
    if (!near.empty()) return "did you mean \"" + std::string(near) + "\"?";
    std::string remedy = "use one of";
    for (const std::string_view word : words)
      remedy += " \"" + std::string(word) + "\"";
    return remedy;
  }

  bool read_duration(const Node& node) {
    const auto* const text = node.as<std::string>();
    if (!text) return wrong_type(node, "a duration", "\"200ms\", \"2s\", \"5m\" or \"1h\"");
    const auto span = parse_duration(*text);
    if (!span) {
      return wrong(node, "is no duration: " + shown(*text),
                   "write it as \"200ms\", \"2s\", \"5m\" or \"1h\"");
    }
    value_.set_integer(span->count());
    return in_range(node, span->count(), "us");
  }

  bool add(const Node& node) {
    const std::string* const text = text_of(node);
    if (text) value_.add_string(*text);
    return text != nullptr;
  }

  bool read_list(const Node& node) {
    const auto* const items = node.as<Array>();
    if (!items) {
      if (node.as<std::string>()) return add(node);
      return wrong_type(node, "a list of strings", "[\"a\", \"b\"]");
    }
    bool good = true;
    for (const Node& item : *items)
      good = add(item) && good;
    return good;
  }

  bool read_map(const Node& node) {
    const auto* const members = node.as<Table>();
    if (!members) return wrong_type(node, "a table of strings", "{ key = \"value\" }");
    bool good = true;
    for (const Member& member : *members) {
      good = add(Node(member.key, member.key_place)) && add(member.value) && good;
    }
    return good;
  }

  bool read_ids(const Node& node) {
    Diagnostics found;
    for (const IdRange& range : read_id_list(node, found)) {
      value_.add_range({range.first, range.last});
    }
    for (const Diagnostic& item : found.items()) {
      diagnostics_.error(item.place, "option \"" + std::string(option_.name) + "\": " + item.what,
                         item.remedy);
    }
    return !found.has_errors();
  }

  // Lexically is enough: a path that is then read is walked without following a link.
  bool read_path(const Node& node) {
    const std::string* const text = text_of(node);
    if (!text) return false;
    if (text->empty()) return wrong(node, "is an empty path", "name a file");
    const auto path = (std::filesystem::path(folder_) / *text).lexically_normal();
    if (!path.is_absolute()) {
      return wrong(node, "is a relative path where no folder is known", "write it from / on");
    }
    std::string absolute = path.string();
    while (absolute.size() > 1 && absolute.back() == '/')
      absolute.pop_back();
    value_.set_string(absolute);
    return true;
  }

  const warifu_option& option_;
  const std::string& folder_;
  Diagnostics& diagnostics_;
  OptionValue& value_;
};

}  // namespace

std::vector<std::string_view> choices_of(const warifu_option& option) {
  std::vector<std::string_view> words;
  std::string_view rest = option.choices ? option.choices : "";
  for (size_t bar = rest.find('|'); bar != std::string_view::npos; bar = rest.find('|')) {
    words.push_back(rest.substr(0, bar));
    rest.remove_prefix(bar + 1);
  }
  words.push_back(rest);
  return words;
}

bool read_option(const warifu_option& option, const Node& node, const std::string& folder,
                 Diagnostics& diagnostics, OptionValue& value) {
  const Place& place = node.place();
  return Reader(option, folder, diagnostics, value).read(node, place.line, place.column);
}

bool read_default(const warifu_option& option, Diagnostics& diagnostics, OptionValue& value) {
  const Node document =
      parse_toml("default = " + std::string(option.default_value), "default", diagnostics);
  if (diagnostics.has_errors()) return false;
  const auto* const members = document.as<Table>();
  if (!members || members->size() != 1) {
    diagnostics.error({}, "it is not one TOML value", "");
    return false;
  }
  const std::string no_folder;
  return Reader(option, no_folder, diagnostics, value).read(members->front().value, 0, 0);
}

}  // namespace warifu
