// SPDX-License-Identifier: MIT
#include "modules/stns/http_client.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <new>
#include <thread>

#include "modules/stns/exchange.h"

namespace stns {
namespace {

using std::chrono::microseconds;
using std::chrono::steady_clock;

constexpr microseconds kFirstPause{50'000};  // before asking again; doubled each time

struct CurlFree {
  void operator()(char* text) const { curl_free(text); }
};

std::string escaped(std::string_view value) {
  const std::unique_ptr<char, CurlFree> text(
      curl_easy_escape(nullptr, value.data(), static_cast<int>(value.size())));
  if (!text) throw std::bad_alloc();
  return text.get();
}

}  // namespace

void HttpClient::process_start() {
  handles_.abandon();
  verifies_ = 0;
}

// cache-stnsd has no version in its paths.
std::string HttpClient::url(const char* resource, const char* key, std::string_view value) const {
  const std::string base = connection_.unix_socket.empty() ? connection_.base : "http://unix";
  return base + "/" + resource + "?" + key + "=" + escaped(value);
}

Response HttpClient::get(const char* resource, const char* key, std::string_view value,
                         int64_t time_left) {
  const auto deadline = steady_clock::now() + microseconds(time_left);
  const auto left = [deadline] {
    return std::chrono::duration_cast<microseconds>(deadline - steady_clock::now());
  };
  const std::string asked = url(resource, key, value);
  const auto handle = handles_.take(verifies_.load(std::memory_order_relaxed) > 1);
  auto pause = kFirstPause;
  for (uint32_t again = connection_.retries;; --again) {
    Response response =
        exchange(*handle, asked, std::min<int64_t>(connection_.timeout, left().count()));
    if (response.end != Response::End::kTransport || again == 0 || left() <= pause) return response;
    std::this_thread::sleep_for(pause);
    pause *= 2;
  }
}

}  // namespace stns
