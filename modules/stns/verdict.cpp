// SPDX-License-Identifier: MIT
#include "modules/stns/verdict.h"

#include <utility>

#include "modules/stns/answer.h"

namespace stns {
namespace {

using warifu::directory::Outcome;

constexpr long kOk = 200, kNotFound = 404;

NoBody unavailable(std::string trouble, std::optional<Reason> reason = std::nullopt) {
  return {{Outcome::kUnavailable, "", std::move(trouble), true}, reason};
}

std::string meaning_of(long status) {
  if (status == 400) {
    return "the STNS server does not understand the question; is api_endpoint right?";
  }
  if (status == 401)
    return "the STNS server refuses the token, the password or this host's address";
  if (status == 403) return "the STNS server, or something before it, refuses this host";
  if (status >= 300 && status < 400) {
    return "the STNS server sends elsewhere, and redirects are not followed; correct api_endpoint";
  }
  if (status >= 500) return "the STNS server failed itself";
  return "the STNS server answers with an unexpected status";
}

NoBody no_stns_server(const char* why) {
  return unavailable(
      std::string("what answers is no STNS server: ") + why + "; is api_endpoint right?",
      Reason::kServerError);
}

NoBody not_found() {
  return {{Outcome::kNotFound, "", "", true}, std::nullopt};
}

// A web server, or a proxy whose backend is gone, says 404 too, with a page to look at.
bool is_a_page(const Response& response) {
  return !response.body.empty() && response.body != "{}" && !is_json(response.content_type);
}

NoBody not_ok(long status) {
  const bool refused = status == 401 || status == 403;
  return unavailable(meaning_of(status) + " (HTTP status " + std::to_string(status) + ")",
                     refused ? Reason::kRefused : Reason::kServerError);
}

}  // namespace

tl::expected<std::string, NoBody> take_body(Response&& response, bool any_type) {
  switch (response.end) {
    case Response::End::kTransport:
      return tl::unexpected(unavailable("the STNS server cannot be reached: " + response.trouble));
    case Response::End::kUntrusted:
      return tl::unexpected(unavailable("the STNS server is not to be trusted: " + response.trouble,
                                        Reason::kServerNotVerified));
    case Response::End::kUnusable:
      return tl::unexpected(bad_answer(response.trouble));
    case Response::End::kAnswered:
      break;
  }
  if (response.status == kNotFound) {
    const bool foreign = !any_type && is_a_page(response);
    return tl::unexpected(foreign ? no_stns_server("its 404 is a page of its own") : not_found());
  }
  if (response.status != kOk) return tl::unexpected(not_ok(response.status));
  if (!any_type && !is_json(response.content_type)) {
    return tl::unexpected(no_stns_server("its Content-Type is not application/json"));
  }
  return std::move(response.body);
}

NoBody bad_answer(const std::string& wrong) {
  return {{Outcome::kUnavailable, "", "the STNS server's answer cannot be used: " + wrong, false},
          Reason::kBadAnswer};
}

}  // namespace stns
