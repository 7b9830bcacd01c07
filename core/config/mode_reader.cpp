// SPDX-License-Identifier: MIT
#include "core/config/mode_reader.h"

#include <ctime>

namespace warifu {
namespace {

constexpr int64_t kDay = 86400;
constexpr int64_t kLongestObservation = 30 * kDay;

std::string formatted(const char* format, int64_t unix_seconds) {
  const auto seconds = static_cast<time_t>(unix_seconds);
  struct tm parts = {};
  char text[64];
  if (::gmtime_r(&seconds, &parts) == nullptr) return std::to_string(unix_seconds);
  return {text, ::strftime(text, sizeof(text), format, &parts)};
}

std::string latest_date(int64_t now) {
  return formatted("%Y-%m-%d", now + kLongestObservation);
}

// One table's mode.
class ModeReader {
 public:
  ModeReader(TableReader& reader, const ReadContext& context, ModeScope scope)
      : reader_(reader), context_(context), scope_(scope) {}

  Mode read(Place& place) {
    const Node* mode_node = reader_.find("mode");
    const Node* until_node = reader_.find("observe_until");
    const auto mode = reader_.choice("mode", {"enforce", "observe"});
    const auto until = reader_.date("observe_until");
    if (mode_node != nullptr) place = mode_node->place();
    if (mode_node != nullptr && !mode) return {};
    if (mode != "observe") {
      if (until_node != nullptr) refuse_date_alone(until_node->place());
      return {};
    }
    if (context_.is_other) return refuse_in_other(place);
    if (until_node == nullptr) return refuse_without_date(place);
    return until ? judged(*until, place, until_node->place()) : Mode{};
  }

 private:
  Mode judged(const DateTime& until, const Place& place, const Place& until_place) {
    if (until.unix_seconds > context_.now + kLongestObservation) {
      reader_.diagnostics().error(until_place, "\"observe_until\" is more than 30 days ahead",
                                  "write " + latest_date(context_.now) +
                                      " or an earlier date, and extend it when it comes");
      return {};
    }
    if (context_.included && scope_ == ModeScope::kFile) {
      reader_.diagnostics().warning(
          place, "mode = \"observe\" of an included file is not applied: its entries enforce",
          "set the mode in the file that includes it, or on single entries");
      return {};
    }
    if (until.unix_seconds <= context_.now) {
      reader_.diagnostics().warning(
          until_place, "\"observe_until\" has passed: this is enforced",
          "write mode = \"enforce\" and remove \"observe_until\", or set a later date");
      return {};
    }
    warn_of_observing(until.unix_seconds, place);
    return Mode{until.unix_seconds};
  }

  void warn_of_observing(int64_t until, const Place& place) {
    const bool file = scope_ == ModeScope::kFile;
    reader_.diagnostics().warning(
        place,
        (file ? "nothing is refused until " : "this entry refuses nothing until ") +
            utc_text(until) + ": mode is \"observe\"",
        "write mode = \"enforce\" once the log shows what you expect");
  }

  void refuse_date_alone(const Place& until_place) {
    reader_.diagnostics().error(until_place,
                                "\"observe_until\" means nothing without mode = \"observe\"",
                                "remove it, or write mode = \"observe\"");
  }

  Mode refuse_in_other(const Place& place) {
    reader_.diagnostics().error(
        place, "other.toml cannot observe: it decides for every service without a stack",
        "write mode = \"enforce\", or make a stack for the service that is to be observed");
    return {};
  }

  Mode refuse_without_date(const Place& place) {
    reader_.diagnostics().error(
        place, "mode = \"observe\" needs an end",
        "add observe_until = " + latest_date(context_.now) + " or an earlier date");
    return {};
  }

  TableReader& reader_;
  const ReadContext& context_;
  ModeScope scope_;
};

}  // namespace

Mode read_mode(TableReader& reader, const ReadContext& context, ModeScope scope, Place& place) {
  return ModeReader(reader, context, scope).read(place);
}

std::string utc_text(int64_t unix_seconds) {
  return formatted("%Y-%m-%dT%H:%M:%SZ", unix_seconds);
}

}  // namespace warifu
