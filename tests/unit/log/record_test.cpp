// SPDX-License-Identifier: MIT
#include "core/log/record.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/unit/log/fixture.h"

using namespace warifu;
using namespace warifu::test;
using nlohmann::ordered_json;

TEST_CASE("a record has every member, always in the same order", "[log]") {
  CHECK(json_of(sample_refusal()) ==
        R"({"time":"2025-12-31T23:59:59.000001Z","service":"postgresql","verdict":"refused",)"
        R"("would":"refused","mode":"enforce","code":"fail","owner":{"uid":10042,"gid":10043,)"
        R"("name":"wpshop","domain":"web","source":"saved-syn"},"outcome":"owner",)"
        R"("peer":"10.0.0.1:40000","local":"[2001:db8::1]:5432","account":"shop",)"
        R"("resource":"shopdb","reason_id":"uid_allowlist.not-listed",)"
        R"("reason":"uid 10042 is not in uids","decided_by":)"
        R"({"file":"/etc/warifu/stacks/postgresql.toml","line":12,"module":"uid_allowlist"},)"
        R"("latency_us":17,"generation":3,"evidence":"claim"})");
}

TEST_CASE("what is not known is null, never 0 or left out", "[log]") {
  DecisionRecord record = sample_refusal();
  record.has_gid = false;
  record.has_peer = false;
  record.file = "";
  const auto json = ordered_json::parse(json_of(record));
  CHECK(json["owner"]["uid"] == 10042);
  CHECK(json["owner"]["gid"].is_null());
  CHECK(json["peer"].is_null());
  CHECK(json["local"].is_null());
  CHECK(json["decided_by"].is_null());

  record.has_uid = false;
  record.outcome = WARIFU_OUTCOME_NOT_SAVED;
  const auto without = ordered_json::parse(json_of(record));
  CHECK(without["owner"].is_null());
  CHECK(without["outcome"] == "not-saved");
  CHECK(without.size() == json.size());
}

TEST_CASE("what options the evidence had is told", "[log]") {
  DecisionRecord record = sample_refusal();
  record.has_proof = true;
  CHECK(ordered_json::parse(json_of(record))["evidence"] == "both");
  record.has_claim = false;
  CHECK(ordered_json::parse(json_of(record))["evidence"] == "proof");
  record.has_proof = false;
  CHECK(ordered_json::parse(json_of(record))["evidence"].is_null());
}

TEST_CASE("an end of the connection that is not known is null beside one that is", "[log]") {
  DecisionRecord record = sample_refusal();
  record.local = warifu_endpoint{};
  const auto json = ordered_json::parse(json_of(record));
  CHECK(json["peer"] == "10.0.0.1:40000");
  CHECK(json["local"].is_null());
}

TEST_CASE("what was only observed tells both verdicts", "[log]") {
  DecisionRecord record = sample_refusal();
  record.observe = true;
  record.verdict = WARIFU_PASSED;
  const auto json = ordered_json::parse(json_of(record));
  CHECK(json["verdict"] == "pass");
  CHECK(json["would"] == "refused");
  CHECK(json["mode"] == "observe");
  CHECK_THAT(sentence_of(record),
             Catch::StartsWith("postgresql: passed (observing; would be refused) uid 10042 "));
}

TEST_CASE("the sentence tells what, who, as whom, whence, where it was decided and why", "[log]") {
  CHECK(sentence_of(sample_refusal()) ==
        R"(postgresql: refused uid 10042 gid 10043 "wpshop" of domain "web" (saved-syn) as "shop")"
        R"( on "shopdb" from 10.0.0.1:40000 by uid_allowlist at )"
        R"(/etc/warifu/stacks/postgresql.toml:12 [uid_allowlist.not-listed]: )"
        "uid 10042 is not in uids");
}

TEST_CASE("the sentence of a connection without owner tells what became of the search", "[log]") {
  DecisionRecord record;
  record.service = "redis";
  record.outcome = WARIFU_OUTCOME_NO_OPTION;
  record.reason_id = "owner.no-option";
  CHECK(sentence_of(record) == "redis: refused unknown owner (no-option) [owner.no-option]");
}

TEST_CASE("every source and outcome has its own name", "[log]") {
  CHECK(source_name(WARIFU_SOURCE_RECORD) == "record");
  CHECK(source_name(WARIFU_SOURCE_UNIX_SOCKET) == "unix-socket");
  CHECK(source_name(WARIFU_SOURCE_SAME_HOST) == "same-host");
  CHECK(source_name(WARIFU_SOURCE_NONE) == "none");
  CHECK(source_name(77) == "?");
  CHECK(outcome_name(WARIFU_OUTCOME_NOT_ASKED) == "not-asked");
  CHECK(outcome_name(WARIFU_OUTCOME_MALFORMED) == "malformed");
  CHECK(outcome_name(WARIFU_OUTCOME_NO_OWNER) == "no-owner");
  CHECK(outcome_name(WARIFU_OUTCOME_ERROR) == "error");
  CHECK(outcome_name(-1) == "?");
}

TEST_CASE("times are told in UTC to the microsecond, leap days and the epoch too", "[log]") {
  const auto time_of = [](int64_t time) {
    DecisionRecord record = sample_refusal();
    record.time = time;
    return ordered_json::parse(json_of(record))["time"].get<std::string>();
  };
  CHECK(time_of(0) == "1970-01-01T00:00:00.000000Z");
  CHECK(time_of(-1) == "1969-12-31T23:59:59.999999Z");
  CHECK(time_of(1'709'208'000'999'999'999) == "2024-02-29T12:00:00.999999Z");
  CHECK(time_of(INT64_MAX) == "2262-04-11T23:47:16.854775Z");
  CHECK(time_of(INT64_MIN) == "1677-09-21T00:12:43.145224Z");
}
