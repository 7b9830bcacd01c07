// SPDX-License-Identifier: MIT
#include <array>
#include <cctype>

#include "core/cli/map/are_scanner.h"

namespace warifu::cli {
namespace {

int is_word(int byte) {
  return byte == '_' ? 1 : std::isalnum(byte);
}

struct NamedClass {
  std::string_view name;
  int (*holds)(int);
};

// The C locale's: this program never sets another.
constexpr std::array<NamedClass, 14> kClasses{{{"alnum", std::isalnum},
                                               {"alpha", std::isalpha},
                                               {"ascii", [](int) { return 1; }},
                                               {"blank", std::isblank},
                                               {"cntrl", std::iscntrl},
                                               {"digit", std::isdigit},
                                               {"graph", std::isgraph},
                                               {"lower", std::islower},
                                               {"print", std::isprint},
                                               {"punct", std::ispunct},
                                               {"space", std::isspace},
                                               {"upper", std::isupper},
                                               {"word", is_word},
                                               {"xdigit", std::isxdigit}}};

bool is_alphanumeric(char byte) {
  return std::isalnum(static_cast<unsigned char>(byte)) != 0;
}

ByteSet one(char byte) {
  ByteSet set;
  set.set(static_cast<unsigned char>(byte));
  return set;
}

// What PostgreSQL's letters stand for: \b is a backspace and \B a backslash, unlike elsewhere.
Carried<ByteSet> character_escape(char letter) {
  switch (letter) {
    case 'a':
      return one('\a');
    case 'b':
      return one('\b');
    case 'B':
      return one('\\');
    case 'e':
      return one('\033');
    case 'f':
      return one('\f');
    case 'n':
      return one('\n');
    case 'r':
      return one('\r');
    case 't':
      return one('\t');
    case 'v':
      return one('\v');
    default:
      return invalid_expression(std::string("\\") + letter + " stands for nothing in it");
  }
}

}  // namespace

tl::unexpected<Refusal> invalid_expression(std::string what) {
  return refuse("PostgreSQL does not take this expression: " + std::move(what),
                "correct it, or remove the line");
}

ByteSet named_class(std::string_view name) {
  ByteSet set;
  for (const NamedClass& each : kClasses) {
    if (each.name != name) continue;
    for (size_t byte = 0; byte < kAscii; ++byte)
      set.set(byte, each.holds(static_cast<int>(byte)) != 0);
  }
  return set;
}

Carried<ByteSet> scan_escape(AreScanner& scanner) {
  if (scanner.at_end()) return invalid_expression("it ends with a backslash");
  const char letter = scanner.next();
  if (static_cast<unsigned char>(letter) >= kAscii) {
    return refuse("a backslash before a character outside ASCII", "leave the backslash out");
  }
  if (!is_alphanumeric(letter)) return one(letter);
  switch (letter) {
    case 'd':
      return named_class("digit");
    case 'D':
      return ~named_class("digit");
    case 's':
      return named_class("space");
    case 'S':
      return ~named_class("space");
    case 'w':
      return named_class("word");
    case 'W':
      return ~named_class("word");
    case 'A':
    case 'Z':
    case 'm':
    case 'M':
    case 'y':
    case 'Y':
      return refuse(std::string("\\") + letter + " stands for a place, not a character",
                    "write ^ or $ where it means these");
    case 'c':
    case 'u':
    case 'U':
    case 'x':
    case '0':
      return refuse(std::string("a character written by its number (\\") + letter + ")",
                    "write the character itself");
    default:
      break;
  }
  if (letter >= '1' && letter <= '9') {
    return refuse("a reference back into the expression", "write the alternatives out");
  }
  return character_escape(letter);
}

}  // namespace warifu::cli
