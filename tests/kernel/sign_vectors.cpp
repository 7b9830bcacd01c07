// SPDX-License-Identifier: MIT
// sign_vectors FILE: every worked MAC of vectors.json, made by the functions that the BPF writer
// signs with, in the running kernel. Status 77 where the kernel cannot be asked.
#include <arpa/inet.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <exception>
#include <fstream>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "kernel/wire/begin_hmac.h"
#include "kernel/wire/key_derivation.h"
#include "tests/kernel/signed_vector.h"
#include "tests/kernel/vectors.skel.h"

namespace {

using namespace warifu::wire;
using nlohmann::json;

struct Destroy {
  void operator()(vectors_bpf* skeleton) const { vectors_bpf__destroy(skeleton); }
};
using Programs = std::unique_ptr<vectors_bpf, Destroy>;

void read_address(const std::string& text, uint8_t (&out)[16]) {
  std::memset(out, 0, sizeof out);
  if (text.find(':') != std::string::npos) {
    inet_pton(AF_INET6, text.c_str(), out);
    return;
  }
  out[10] = out[11] = 0xff;
  inet_pton(AF_INET, text.c_str(), out + 12);
}

unsigned bind_named(const std::string& name) {
  if (name == "connection") return WARIFU_BIND_CONNECTION;
  if (name == "nat") return WARIFU_BIND_NAT;
  return name == "dnat" ? WARIFU_BIND_DNAT : WARIFU_BIND_ISN;
}

signed_vector question(const json& each) {
  const bool is_claim = each["form"] == "claim";
  const Secret key = Secret::from_text(each["key"].get<std::string>()).value();
  signed_vector out{};
  begin_hmac(derive_epoch_key(key, is_claim ? Purpose::kClaim : Purpose::kProof, each["epoch"]),
             out.states);
  out.ctl = WARIFU_CTL_VERSION_1 | (is_claim ? WARIFU_CTL_FORM_CLAIM : WARIFU_CTL_FORM_PROOF) |
            each["slot"].get<unsigned>();
  out.uid = each["uid"];
  out.gid = each["gid"];
  out.client_isn = each["client_isn"];
  out.server_isn = each["server_isn"];
  out.source_port = each["source_port"];
  out.destination_port = each["destination_port"];
  out.bind = bind_named(each["bind"]);
  read_address(each["source"], out.source);
  read_address(each["destination"], out.destination);
  return out;
}

// The MAC in hexadecimal, as long as the form carries it.
std::string answer(const vectors_bpf& programs, const json& each) {
  signed_vector vector = question(each);
  bpf_test_run_opts run{};
  run.sz = sizeof run;
  run.ctx_in = &vector;
  run.ctx_size_in = sizeof vector;
  const int failed = bpf_prog_test_run_opts(bpf_program__fd(programs.progs.sign_vector), &run);
  if (failed != 0 || run.retval != 0) return "the program failed";
  const size_t length =
      each["form"] == "claim" ? WARIFU_OPTION_CLAIM_MAC_LENGTH : WARIFU_OPTION_PROOF_MAC_LENGTH;
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (size_t i = 0; i < length; ++i) {
    text += kDigits[vector.mac.bytes[i] >> 4];
    text += kDigits[vector.mac.bytes[i] & 15];
  }
  return text;
}

int check(const vectors_bpf& programs, const json& file) {
  int checked = 0, wrong = 0;
  for (const json& each : file["vectors"]) {
    if (each["form"] == "plain") continue;
    const std::string option = each["option"], expected = option.substr(2 * 13);
    const std::string made = answer(programs, each);
    ++checked;
    if (made == expected) continue;
    ++wrong;
    std::cerr << each << ": " << made << '\n';
  }
  std::cout << checked << " MACs, " << wrong << " wrong\n";
  return checked >= 120 && wrong == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 2) return 2;
  if (::geteuid() != 0) {
    std::cout << "SKIP: root is needed\n";
    return 77;
  }
  std::ifstream file(argv[1]);
  const json vectors = json::parse(file);
  const Programs programs(vectors_bpf__open_and_load());
  if (!programs) {
    std::cerr << "sign_vectors: the kernel does not take the program\n";
    return EXIT_FAILURE;
  }
  return check(*programs, vectors);
} catch (const std::exception& error) {
  std::cerr << "sign_vectors: " << error.what() << '\n';
  return EXIT_FAILURE;
}
