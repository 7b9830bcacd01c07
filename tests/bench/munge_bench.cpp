// SPDX-License-Identifier: MIT
// munge_decode(), CPU time of the calling process and of the daemon it asks.
//
//     bench_munge LIBMUNGE SOCKET PID
//
// LIBMUNGE: path of libmunge.so.2; SOCKET and PID: of a munged. A credential can be decoded only
// once, so that as many are made before, which is not measured. Prints one object of JSON: the
// medians of many short batches, in nanoseconds for one decode.
#include <dlfcn.h>
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/bench/loopback.h"

namespace {

constexpr int kBatches = 40;
constexpr int kCredentials = 25;
constexpr int kSocketOption = 8;  // MUNGE_OPT_SOCKET of munge.h
constexpr int kSuccess = 0;       // EMUNGE_SUCCESS

class Libmunge {
 public:
  explicit Libmunge(const char* path) : handle_(dlopen(path, RTLD_NOW)) {
    if (handle_ == nullptr) throw std::runtime_error(dlerror());
  }
  Libmunge(const Libmunge&) = delete;
  Libmunge& operator=(const Libmunge&) = delete;
  ~Libmunge() { dlclose(handle_); }

  template <typename Function>
  Function* function(const char* name) const {
    void* const found = dlsym(handle_, name);
    if (found == nullptr) throw std::runtime_error(dlerror());
    return reinterpret_cast<Function*>(found);
  }

 private:
  void* handle_;
};

class Munge {
 public:
  // munge(3); a context is an opaque pointer there.
  Munge(const char* library, const char* socket)
      : library_(library),
        encode_(library_.function<int(char**, void*, const void*, int)>("munge_encode")),
        decode_(library_.function<int(const char*, void*, void**, int*, uid_t*, gid_t*)>(
            "munge_decode")),
        destroy_(library_.function<void(void*)>("munge_ctx_destroy")),
        context_(library_.function<void*()>("munge_ctx_create")()) {
    auto* const set = library_.function<int(void*, int, ...)>("munge_ctx_set");
    require(set(context_, kSocketOption, socket));
  }
  Munge(const Munge&) = delete;
  Munge& operator=(const Munge&) = delete;
  ~Munge() { destroy_(context_); }

  [[nodiscard]] std::string encode() const {
    char* made = nullptr;
    require(encode_(&made, context_, nullptr, 0));
    const std::unique_ptr<char, decltype(&std::free)> owned(made, std::free);
    return made;
  }

  void decode(const std::string& credential) const {
    void* payload = nullptr;
    int length = 0;
    uid_t uid = 0;
    gid_t gid = 0;
    const int result = decode_(credential.c_str(), context_, &payload, &length, &uid, &gid);
    std::free(payload);
    require(result);
    if (uid != getuid()) throw std::runtime_error("munge_decode told another uid");
  }

 private:
  static void require(int result) {
    if (result != kSuccess) throw std::runtime_error("munge error " + std::to_string(result));
  }

  Libmunge library_;
  int (*encode_)(char**, void*, const void*, int);
  int (*decode_)(const char*, void*, void**, int*, uid_t*, gid_t*);
  void (*destroy_)(void*);
  void* context_;
};

int64_t cpu_ns(clockid_t clock) {
  timespec now{};
  if (clock_gettime(clock, &now) != 0) throw std::runtime_error("the daemon is gone");
  return int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

struct Spent {
  double client = 0, daemon = 0;
};

Spent run_batch(const Munge& munge, clockid_t daemon) {
  std::vector<std::string> credentials;
  for (int i = 0; i < kCredentials; ++i)
    credentials.push_back(munge.encode());
  const int64_t daemon_begin = cpu_ns(daemon);
  const int64_t begin = warifu::bench::thread_cpu_ns();
  for (const std::string& each : credentials)
    munge.decode(each);
  const int64_t client = warifu::bench::thread_cpu_ns() - begin;
  return {static_cast<double>(client) / kCredentials,
          static_cast<double>(cpu_ns(daemon) - daemon_begin) / kCredentials};
}

double median_of(std::vector<Spent>& batches, double Spent::*member) {
  std::sort(batches.begin(), batches.end(),
            [&](const Spent& a, const Spent& b) { return a.*member < b.*member; });
  return batches[batches.size() / 2].*member;
}

int run(const char* library, const char* socket, pid_t pid) {
  clockid_t daemon{};
  if (clock_getcpuclockid(pid, &daemon) != 0) throw std::runtime_error("no such daemon");
  const Munge munge(library, socket);
  run_batch(munge, daemon);
  std::vector<Spent> batches;
  for (int i = 0; i < kBatches; ++i)
    batches.push_back(run_batch(munge, daemon));
  std::printf("{\"client_ns\": %.0f, \"daemon_ns\": %.0f}\n", median_of(batches, &Spent::client),
              median_of(batches, &Spent::daemon));
  return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 4) {
    std::fprintf(stderr, "usage: bench_munge LIBMUNGE SOCKET PID\n");
    return 2;
  }
  return run(argv[1], argv[2], static_cast<pid_t>(std::atoi(argv[3])));
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench_munge: %s\n", error.what());
  return EXIT_FAILURE;
}
