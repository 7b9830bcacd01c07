// SPDX-License-Identifier: MIT
#include "modules/stns/endpoint.h"

#include <arpa/inet.h>
#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <string_view>

namespace stns {
namespace {

struct UrlEnd {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, UrlEnd>;

struct TextEnd {
  void operator()(char* text) const { curl_free(text); }
};

// Empty where the part is not there.
std::string part(CURLU* url, CURLUPart which) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, 0) != CURLUE_OK) return {};
  const std::unique_ptr<char, TextEnd> owned(text);
  return text;
}

tl::expected<Url, Mistake> parse(const std::string& text, unsigned flags, const char* remedy) {
  Url url(curl_url());
  if (!url) throw std::bad_alloc();
  const CURLUcode result = curl_url_set(url.get(), CURLUPART_URL, text.c_str(), flags);
  if (result == CURLUE_OUT_OF_MEMORY) throw std::bad_alloc();
  if (result != CURLUE_OK) {
    return tl::unexpected(Mistake{std::string("is no URL: ") + curl_url_strerror(result), remedy});
  }
  return url;
}

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

// Any of 127.0.0.0/8, which is written as four numbers.
bool is_loopback(const std::string& host) {
  in_addr address = {};
  if (inet_pton(AF_INET, host.c_str(), &address) == 1) return ntohl(address.s_addr) >> 24 == 127;
  return host == "localhost" || host == "[::1]";
}

}  // namespace

tl::expected<Endpoint, Mistake> parse_endpoint(const std::string& text) {
  constexpr const char* kRemedy = "write it as \"https://stns.example/v1\"";
  if (!is_plain(text)) return tl::unexpected(Mistake{"is no URL", kRemedy});
  auto url = parse(text, CURLU_NON_SUPPORT_SCHEME, kRemedy);
  if (!url) return tl::unexpected(std::move(url.error()));
  const std::string scheme = part(url->get(), CURLUPART_SCHEME);
  if (scheme != "http" && scheme != "https") {
    return tl::unexpected(Mistake{"is neither http nor https", kRemedy});
  }
  if (text.find('@') != std::string::npos) {
    return tl::unexpected(
        Mistake{"has a user or password in it", "give them as \"user\" and \"password_file\""});
  }
  if (text.find('?') != std::string::npos || text.find('#') != std::string::npos) {
    return tl::unexpected(Mistake{"has a query or a fragment", "leave it out"});
  }
  Endpoint endpoint;
  endpoint.base = text.substr(0, text.find_last_not_of('/') + 1);
  endpoint.is_encrypted = scheme == "https";
  endpoint.is_this_host = is_loopback(part(url->get(), CURLUPART_HOST));
  return endpoint;
}

tl::expected<void, Mistake> check_proxy(const std::string& text) {
  constexpr const char* kRemedy = "write it as \"http://proxy.example:3128\"";
  constexpr std::array<std::string_view, 5> kSchemes = {"http", "https", "socks4a", "socks5",
                                                        "socks5h"};
  if (!is_plain(text)) return tl::unexpected(Mistake{"is no URL", kRemedy});
  auto url = parse(text, CURLU_NON_SUPPORT_SCHEME | CURLU_GUESS_SCHEME, kRemedy);
  if (!url) return tl::unexpected(std::move(url.error()));
  if (std::find(kSchemes.begin(), kSchemes.end(), part(url->get(), CURLUPART_SCHEME)) ==
      kSchemes.end()) {
    return tl::unexpected(Mistake{"is of a kind that is not known", kRemedy});
  }
  const std::string path = part(url->get(), CURLUPART_PATH);
  if ((!path.empty() && path != "/") || text.find_first_of("?#") != std::string::npos) {
    return tl::unexpected(Mistake{"has more than a host and a port", kRemedy});
  }
  return {};
}

}  // namespace stns
