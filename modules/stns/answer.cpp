// SPDX-License-Identifier: MIT
#include "modules/stns/answer.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "modules/directory/name.h"
#include "modules/stns/record_reader.h"

namespace stns {
namespace {

// 0xFFFFFFFF is nobody's number: chown(2) and setuid(2) take it for "leave it".
constexpr uint64_t kHighestId = std::numeric_limits<uint32_t>::max() - 1;

constexpr const char* kTwice = "a record has a field twice";

const char* take(std::optional<uint32_t>& field, uint64_t value) {
  if (field) return kTwice;
  if (value > kHighestId) return "a record has a number that is too large";
  field = static_cast<uint32_t>(value);
  return nullptr;
}

const char* take(std::optional<std::string>& field, std::string& value) {
  if (field) return kTwice;
  field = std::move(value);
  return nullptr;
}

// What users and groups have in common: id and name, and that there is at most one.
class SingleRecord : public RecordSink {
 public:
  [[nodiscard]] bool found() const { return ended_; }
  [[nodiscard]] uint32_t id() const { return *id_; }
  [[nodiscard]] std::string& name() { return *name_; }

  const char* begin() final { return ended_ ? "it has more than one record" : nullptr; }

  const char* end() final {
    ended_ = true;
    if (!id_) return "a record has no id";
    if (!name_) return "a record has no name";
    return complete();
  }

  const char* number(std::string_view field, uint64_t value) final {
    if (field == "id") return take(id_, value);
    return more(field, value);
  }

  const char* text(std::string_view field, std::string& value) final {
    if (field == "name") return take(name_, value);
    return other(field);
  }

  const char* null(std::string_view field) override { return other(field); }
  const char* list(std::string_view field) override { return other(field); }
  const char* list_text(std::string_view, std::string&) override { return nullptr; }
  const char* list_other(std::string_view) override { return nullptr; }

  const char* other(std::string_view field) final {
    return field == "id" || field == "name" || is_own(field)
               ? "a record has a field of the wrong type"
               : nullptr;
  }

 private:
  virtual const char* complete() = 0;
  virtual const char* more(std::string_view field, uint64_t value) = 0;
  [[nodiscard]] virtual bool is_own(std::string_view field) const = 0;

  bool ended_ = false;
  std::optional<uint32_t> id_;
  std::optional<std::string> name_;
};

class UserSink final : public SingleRecord {
 public:
  [[nodiscard]] uint32_t group_id() const { return *group_id_; }

 private:
  const char* more(std::string_view field, uint64_t value) override {
    return field == "group_id" ? take(group_id_, value) : other(field);
  }
  const char* complete() override { return group_id_ ? nullptr : "a user has no group_id"; }
  [[nodiscard]] bool is_own(std::string_view field) const override { return field == "group_id"; }

  std::optional<uint32_t> group_id_;
};

class GroupSink final : public SingleRecord {
 public:
  [[nodiscard]] std::vector<std::string>& members() { return members_; }

  // An empty list is null where the server's language has it so.
  const char* null(std::string_view field) override {
    return field == "users" ? begin_users() : other(field);
  }
  const char* list(std::string_view field) override {
    return field == "users" ? begin_users() : other(field);
  }
  const char* list_text(std::string_view field, std::string& value) override {
    if (field == "users" && warifu::directory::is_name(value)) members_.push_back(std::move(value));
    return nullptr;
  }
  const char* list_other(std::string_view field) override {
    return field == "users" ? "a group has a member that is no name" : nullptr;
  }

 private:
  const char* begin_users() { return std::exchange(has_users_, true) ? kTwice : nullptr; }
  const char* more(std::string_view field, uint64_t) override { return other(field); }
  const char* complete() override { return has_users_ ? nullptr : "a group has no list of users"; }
  [[nodiscard]] bool is_own(std::string_view field) const override { return field == "users"; }

  bool has_users_ = false;
  std::vector<std::string> members_;
};

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

}  // namespace

tl::expected<std::optional<warifu::directory::User>, std::string> read_user(std::string_view json,
                                                                            uint32_t id) {
  UserSink sink;
  if (std::string wrong = read_records(json, sink); !wrong.empty()) {
    return tl::unexpected(std::move(wrong));
  }
  if (!sink.found()) return std::nullopt;
  if (sink.id() != id) return tl::unexpected<std::string>("it is about another id");
  return warifu::directory::User{std::move(sink.name()), sink.group_id()};
}

tl::expected<std::optional<Group>, std::string> read_group(std::string_view json,
                                                           std::string_view name) {
  GroupSink sink;
  if (std::string wrong = read_records(json, sink); !wrong.empty()) {
    return tl::unexpected(std::move(wrong));
  }
  if (!sink.found()) return std::nullopt;
  if (sink.name() != name) return tl::unexpected<std::string>("it is about another name");
  Group group = {sink.id(), std::move(sink.members())};
  std::sort(group.members.begin(), group.members.end());
  group.members.erase(std::unique(group.members.begin(), group.members.end()), group.members.end());
  return group;
}

bool is_json(std::string_view content_type) {
  const std::string_view type = content_type.substr(0, content_type.find(';'));
  const size_t last = type.find_last_not_of(" \t");
  return equals_ignoring_case(type.substr(0, last == std::string_view::npos ? 0 : last + 1),
                              "application/json");
}

}  // namespace stns
