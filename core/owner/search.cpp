// SPDX-License-Identifier: MIT
#include "core/owner/search.h"

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

Evidence ask(int source, Socket& socket, const OwnerConfig& config, const Evidence& blank) {
  Evidence out = blank;
  out.raw.source = static_cast<uint16_t>(source);
  switch (source) {
    case WARIFU_SOURCE_SAVED_SYN:
      read_saved_syn(socket, config, out);
      break;
    case WARIFU_SOURCE_UNIX_SOCKET:
      read_unix_socket(socket, out);
      break;
    case WARIFU_SOURCE_SAME_HOST:
      read_same_host(socket, out);
      break;
    default:
      // "record" stands first in the default order, so that a stack written today uses the
      // proofs of a later release by itself. Nothing makes records yet: never available.
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

  void add(Evidence&& other) {
    if (!other.detail.empty()) {
      if (!details_.empty()) details_ += "; ";
      details_ += std::string(source_name(other.raw.source)) + ": " + other.detail;
    }
    if (weight(other) > weight(best_)) best_ = std::move(other);
  }

  Evidence result() && {
    best_.detail = std::move(details_);
    return std::move(best_);
  }

 private:
  Evidence best_;
  std::string details_;
};

}  // namespace

Evidence search_owner(Socket& socket, const OwnerConfig& config, const Evidence& blank) {
  Nobody nobody(blank);
  for (const int source : config.sources) {
    if (nobody.option_was_missing() && !is_local(source)) continue;
    Evidence found = ask(source, socket, config, blank);
    if (ends_search(found)) return found;
    nobody.add(std::move(found));
  }
  return std::move(nobody).result();
}

}  // namespace warifu
