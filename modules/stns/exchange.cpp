// SPDX-License-Identifier: MIT
#include "modules/stns/exchange.h"

#include <algorithm>
#include <chrono>
#include <new>

#include "modules/stns/quiet_signals.h"

namespace stns {
namespace {

using std::chrono::microseconds;
using std::chrono::steady_clock;

// Where curl's callbacks put what arrives.
struct Arriving {
  std::string body;
  size_t header_bytes = 0;
  const char* refused = nullptr;  // why no more of it is taken
};

size_t take_body(char* bytes, size_t, size_t count, void* data) {
  auto& arriving = *static_cast<Arriving*>(data);
  if (count > kMostBodyBytes - arriving.body.size()) {
    arriving.refused = "the answer is too long";
    return 0;
  }
  try {
    arriving.body.append(bytes, count);
    return count;
  } catch (const std::bad_alloc&) {
    arriving.refused = "out of memory";
    return 0;
  }
}

size_t take_header(char*, size_t, size_t count, void* data) {
  auto& arriving = *static_cast<Arriving*>(data);
  arriving.header_bytes += count;
  if (arriving.header_bytes <= kMostHeaderBytes) return count;
  arriving.refused = "the answer's headers are too long";
  return 0;
}

class Exchange {
 public:
  Exchange(CurlHandle& handle, int64_t timeout)
      : easy_(handle.easy()),
        multi_(handle.multi()),
        deadline_(steady_clock::now() + microseconds(timeout)) {}
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;
  ~Exchange() = default;

  Response run(const std::string& url) {
    prepare(url);
    const CURLcode end = transfer();
    if (end == CURLE_OK && !arriving_.refused) return answered();
    return failed(end);
  }

 private:
  void prepare(const std::string& url) {
    // Rounded up: the loop below is what ends it in time.
    const long milliseconds = static_cast<long>(left().count() / 1000 + 1);
    curl_easy_setopt(easy_, CURLOPT_TIMEOUT_MS, milliseconds);
    curl_easy_setopt(easy_, CURLOPT_CONNECTTIMEOUT_MS, milliseconds);
    curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(easy_, CURLOPT_WRITEDATA, &arriving_);
    curl_easy_setopt(easy_, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(easy_, CURLOPT_HEADERDATA, &arriving_);
    curl_easy_setopt(easy_, CURLOPT_ERRORBUFFER, error_);
    if (curl_easy_setopt(easy_, CURLOPT_URL, url.c_str()) != CURLE_OK) throw std::bad_alloc();
  }

  [[nodiscard]] microseconds left() const {
    return std::chrono::duration_cast<microseconds>(deadline_ - steady_clock::now());
  }

  CURLcode transfer() {
    if (curl_multi_add_handle(multi_, easy_) != CURLM_OK) throw std::bad_alloc();
    const CURLcode end = drive();
    const QuietSignals quiet;
    curl_multi_remove_handle(multi_, easy_);
    curl_easy_setopt(easy_, CURLOPT_ERRORBUFFER, nullptr);
    return end;
  }

  CURLcode drive() {
    while (true) {
      int running = 0;
      {
        const QuietSignals quiet;
        if (curl_multi_perform(multi_, &running) != CURLM_OK) return CURLE_FAILED_INIT;
      }
      if (running == 0) return result();
      const auto milliseconds = left().count() / 1000;
      if (milliseconds < 0 || left().count() <= 0) return CURLE_OPERATION_TIMEDOUT;
      curl_multi_poll(multi_, nullptr, 0,
                      static_cast<int>(std::clamp<int64_t>(milliseconds, 1, 1000)), nullptr);
    }
  }

  CURLcode result() {
    int queued = 0;
    const CURLMsg* const message = curl_multi_info_read(multi_, &queued);
    return message && message->msg == CURLMSG_DONE ? message->data.result : CURLE_FAILED_INIT;
  }

  // Of a header that is there more than once, nothing is believed.
  std::string header(const char* name) {
    curl_header* found = nullptr;
    if (curl_easy_header(easy_, name, 0, CURLH_HEADER, -1, &found) != CURLHE_OK) return {};
    return found->amount == 1 ? found->value : "";
  }

  Response answered() {
    Response response;
    response.end = Response::End::kAnswered;
    curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &response.status);
    response.content_type = header("Content-Type");
    response.user_ids = read_id_bounds(header("User-Lowest-Id"), header("User-Highest-Id"));
    response.body = std::move(arriving_.body);
    return response;
  }

  Response failed(CURLcode end) {
    Response response;
    response.end = kind_of(end);
    if (end == CURLE_ABORTED_BY_CALLBACK) {  // curl_handle.cpp, before the request
      response.trouble = "the listener of the unix socket is neither root nor this server's user";
    } else if (arriving_.refused) {
      response.trouble = arriving_.refused;
    } else {
      response.trouble = error_[0] ? error_ : curl_easy_strerror(end);
    }
    return response;
  }

  [[nodiscard]] Response::End kind_of(CURLcode end) const {
    if (arriving_.refused || end == CURLE_FILESIZE_EXCEEDED) return Response::End::kUnusable;
    const bool untrusted = end == CURLE_PEER_FAILED_VERIFICATION || end == CURLE_SSL_CERTPROBLEM ||
                           end == CURLE_SSL_CACERT_BADFILE || end == CURLE_ABORTED_BY_CALLBACK;
    return untrusted ? Response::End::kUntrusted : Response::End::kTransport;
  }

  CURL* const easy_;
  CURLM* const multi_;
  const steady_clock::time_point deadline_;
  Arriving arriving_;
  char error_[CURL_ERROR_SIZE] = "";
};

}  // namespace

Response exchange(CurlHandle& handle, const std::string& url, int64_t timeout) {
  return Exchange(handle, timeout).run(url);
}

}  // namespace stns
