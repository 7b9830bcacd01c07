// SPDX-License-Identifier: MIT
#include "modules/stns/header_line.h"

#include <algorithm>
#include <array>
#include <string>

namespace stns {
namespace {

constexpr std::array<std::string_view, 10> kOwnHeaders = {
    "accept-encoding",     "connection", "content-length",    "expect",  "host",
    "proxy-authorization", "te",         "transfer-encoding", "trailer", "upgrade"};

bool is_name_character(char c) {
  constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         kOthers.find(c) != std::string_view::npos;
}

std::string lower(std::string_view text) {
  std::string made(text);
  std::transform(made.begin(), made.end(), made.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return made;
}

}  // namespace

bool is_header_text(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= ' ' && byte != 0x7f);
  });
}

tl::expected<SecretText, Mistake> to_header_line(std::string_view name, std::string_view value,
                                                 bool authorized) {
  if (name.empty() || !std::all_of(name.begin(), name.end(), is_name_character)) {
    return tl::unexpected(Mistake{"has a name that no header has",
                                  "use letters, digits and hyphens, as in \"X-Tenant\""});
  }
  const std::string shown = "\"" + std::string(name) + "\"";
  if (!is_header_text(value)) {
    return tl::unexpected(
        Mistake{"has a control character in the value of " + shown, "take it out"});
  }
  const std::string low = lower(name);
  if (std::find(kOwnHeaders.begin(), kOwnHeaders.end(), low) != kOwnHeaders.end()) {
    return tl::unexpected(
        Mistake{"has " + shown + ", which is the client's own to set", "leave it out"});
  }
  if (authorized && low == "authorization") {
    return tl::unexpected(Mistake{"has " + shown + ", beside a token or user", "give one of them"});
  }
  // curl takes "Name:" without a value for a header to be left out.
  if (value.find_first_not_of(" \t") == std::string_view::npos) {
    return SecretText::joined({name, ";"});
  }
  return SecretText::joined({name, ": ", value});
}

tl::expected<SecretText, Mistake> to_token_line(std::string_view token) {
  const bool good = !token.empty() && std::all_of(token.begin(), token.end(),
                                                  [](char c) { return c > ' ' && c < 0x7f; });
  if (!good) {
    return tl::unexpected(
        Mistake{"holds no token: it is empty, or has a blank or another character "
                "that no token has",
                "give the token of the server's configuration"});
  }
  return SecretText::joined({"Authorization: token ", token});
}

}  // namespace stns
