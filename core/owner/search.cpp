// SPDX-License-Identifier: MIT
#include "core/owner/search.h"

#include <array>

#include "core/owner/sources.h"

namespace warifu {
namespace {

bool is_local(int source) {
  return source == WARIFU_SOURCE_UNIX_SOCKET || source == WARIFU_SOURCE_SAME_HOST;
}

const char* source_name(int source) {
  switch (source) {
    case WARIFU_SOURCE_RECORD:
      return "record";
    case WARIFU_SOURCE_SAVED_SYN:
      return "saved-syn";
    case WARIFU_SOURCE_UNIX_SOCKET:
      return "unix-socket";
    case WARIFU_SOURCE_SAME_HOST:
      return "same-host";
    default:
      return "unknown source";
  }
}

// What one source said.
struct Answer {
  Evidence evidence;
  Unavailable unavailable;
};

Answer ask(int source, Socket& socket, const OwnerConfig& config, RecordMap* records,
           const Evidence& blank) {
  Answer out{blank, {}};
  out.evidence.raw.source = static_cast<uint16_t>(source);
  switch (source) {
    case WARIFU_SOURCE_RECORD:
      out.unavailable = read_record(socket, records, config, out.evidence);
      break;
    case WARIFU_SOURCE_SAVED_SYN:
      read_saved_syn(socket, config, out.evidence);
      break;
    case WARIFU_SOURCE_UNIX_SOCKET:
      read_unix_socket(socket, out.evidence);
      break;
    case WARIFU_SOURCE_SAME_HOST:
      read_same_host(socket, out.evidence);
      break;
    default:
      break;
  }
  return out;
}

// An option that was found is the last word, also a bad one: else whoever can bend the option
// of a segment chooses which source is believed.
bool ends_search(const Evidence& evidence) {
  return evidence.raw.outcome == WARIFU_OUTCOME_OWNER ||
         evidence.raw.outcome == WARIFU_OUTCOME_MALFORMED;
}

// How much an answer without an owner tells of the connection.
int weight(const Evidence& evidence) {
  switch (evidence.raw.outcome) {
    case WARIFU_OUTCOME_NO_OPTION:
      return 3;
    case WARIFU_OUTCOME_NOT_SAVED:
      return 2;
    case WARIFU_OUTCOME_NOT_ASKED:
      return 0;
    default:
      return 1;
  }
}

// The answers of a search in which nobody has been found so far.
class Nobody {
 public:
  explicit Nobody(const Evidence& blank) : best_(blank) {}

  [[nodiscard]] bool option_was_missing() const {
    return best_.raw.outcome == WARIFU_OUTCOME_NO_OPTION;
  }

  void add(Answer&& other) {
    if (count_ < said_.size()) {
      said_[count_++] = {other.evidence.raw.source, other.unavailable, other.evidence.detail};
    }
    if (weight(other.evidence) > weight(best_)) best_ = std::move(other.evidence);
  }

  Evidence result(Socket& socket) && {
    best_.detail.clear();
    for (size_t i = 0; i < count_; ++i) {
      const std::string text = sentence(said_[i], socket);
      if (text.empty()) continue;
      if (!best_.detail.empty()) best_.detail += "; ";
      best_.detail += std::string(source_name(said_[i].source)) + ": " + text;
    }
    return std::move(best_);
  }

 private:
  struct Said {
    int source = WARIFU_SOURCE_NONE;
    Unavailable unavailable;
    std::string detail;
  };

  std::string sentence(const Said& said, Socket& socket) const {
    if (!said.unavailable) return said.detail;
    if (said.unavailable.usual && option_was_missing()) return {};
    if (!socket.names().is_ip()) return {};  // nobody expects a record of it
    const std::string why = said.unavailable.why;
    return said.unavailable.error == 0 ? why : why + ": " + errno_text(said.unavailable.error);
  }

  Evidence best_;
  std::array<Said, 4> said_;  // as many as there are sources
  size_t count_ = 0;
};

}  // namespace

Evidence search_owner(Socket& socket, const OwnerConfig& config, RecordMap* records,
                      const Evidence& blank) {
  Nobody nobody(blank);
  for (const int source : config.sources) {
    if (nobody.option_was_missing() && !is_local(source)) continue;
    Answer found = ask(source, socket, config, records, blank);
    if (ends_search(found.evidence)) return std::move(found.evidence);
    nobody.add(std::move(found));
  }
  return std::move(nobody).result(socket);
}

}  // namespace warifu
