// SPDX-License-Identifier: MIT
#include "modules/stns/record_reader.h"

#include <nlohmann/json.hpp>

namespace stns {
namespace {

using Json = nlohmann::json;

// Where the reader stands: 0 outside, 1 in the list, 2 in a record, 3 in a field's list or object.
constexpr int kInList = 1, kInRecord = 2, kInField = 3;
constexpr int kDeepest = 16;

// nlohmann's events, sorted by where they happen.
class Events final : public nlohmann::json_sax<Json> {
 public:
  explicit Events(RecordSink& sink) : sink_(sink) {}

  [[nodiscard]] const std::string& trouble() const { return trouble_; }

  bool null() override { return depth_ == kInRecord ? told(sink_.null(field_)) : scalar(); }
  bool boolean(bool) override { return scalar(); }
  // Only what has a minus sign comes as this.
  bool number_integer(number_integer_t) override { return scalar(); }
  bool number_float(number_float_t, const string_t&) override { return scalar(); }
  bool binary(binary_t&) override { return scalar(); }

  bool number_unsigned(number_unsigned_t value) override {
    return depth_ == kInRecord ? told(sink_.number(field_, value)) : scalar();
  }

  bool string(string_t& value) override {
    if (depth_ == kInRecord) return told(sink_.text(field_, value));
    if (depth_ == kInField && field_is_list_) return told(sink_.list_text(field_, value));
    return scalar();
  }

  bool key(string_t& name) override {
    if (depth_ == kInRecord) field_ = name;
    return true;
  }

  bool start_object(size_t) override {
    if (depth_ == 0) return told("it is no list");
    if (depth_ == kInList) return deeper() && told(sink_.begin());
    field_is_list_ = field_is_list_ && depth_ != kInRecord;
    return scalar() && deeper();
  }

  bool end_object() override {
    --depth_;
    return depth_ == kInList ? told(sink_.end()) : true;
  }

  bool start_array(size_t) override {
    if (depth_ == kInList) return told(kNoRecord);
    if (depth_ == kInRecord) {
      field_is_list_ = true;
      return told(sink_.list(field_)) && deeper();
    }
    return (depth_ == 0 || scalar()) && deeper();
  }

  bool end_array() override {
    --depth_;
    return true;
  }

  // The library's own text would repeat what the server sent.
  bool parse_error(size_t position, const std::string&, const Json::exception&) override {
    trouble_ = "it is not JSON, at byte " + std::to_string(position);
    return false;
  }

 private:
  static constexpr const char* kNoRecord = "its list holds something else than objects";

  bool told(const char* wrong) {
    if (wrong) trouble_ = wrong;
    return wrong == nullptr;
  }

  bool deeper() {
    ++depth_;
    return depth_ <= kDeepest || told("it is nested too deep");
  }

  // A value that is neither text nor number where one of those could matter.
  bool scalar() {
    if (depth_ == 0) return told("it is no list");
    if (depth_ == kInList) return told(kNoRecord);
    if (depth_ == kInRecord) return told(sink_.other(field_));
    if (depth_ == kInField && field_is_list_) return told(sink_.list_other(field_));
    return true;
  }

  RecordSink& sink_;
  int depth_ = 0;
  bool field_is_list_ = false;  // what is open at kInField
  std::string field_;
  std::string trouble_;
};

}  // namespace

std::string read_records(std::string_view json, RecordSink& sink) {
  Events events(sink);
  if (Json::sax_parse(json.begin(), json.end(), &events)) return {};
  return events.trouble().empty() ? "it is not JSON" : events.trouble();
}

}  // namespace stns
