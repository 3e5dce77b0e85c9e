#include <openssl/crypto.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "own-program.hpp"
#include "test.hpp"
#include "tls-certificates.hpp"
#include "tls-client.hpp"
#include "tls-server.hpp"

namespace {

using namespace otel_native::otlp_local;

constexpr unsigned kHangSeconds = 30;

/// Starts handshakes for ever. Each of its calls may meet the exit, which must not destroy what it uses.
[[noreturn]] void connect_for_ever(TlsContext& context) {
  for (;;) {
    SocketPair pair;
    std::string error;
    const auto stream = context.open(pair.client.get(), error);
    if (stream != nullptr) stream->handshake();
  }
}

[[noreturn]] void exit_amid_handshakes() {
  alarm(kHangSeconds);
  use_own_openssl();
  auto* const context = new TlsContext(trusting_settings());
  std::thread([context] { connect_for_ever(*context); }).detach();
  std::this_thread::sleep_for(std::chrono::milliseconds(5 + getpid() % 20));
  exit(0);
}

}  // namespace

TEST(the_way_to_openssl_is_closed_once_the_process_ends) {
  if (!is_own_process()) {
    CHECK_EQ(run_in_own_process("the_way_to_openssl_is_closed_once_the_process_ends"), 0);
    return;
  }
  use_own_openssl();
  TlsContext context(trusting_settings());
  SocketPair pair;
  std::string error;
  auto stream = context.open(pair.client.get(), error);
  CHECK_EQ(stream->handshake().status, IoStatus::want_read);
  OPENSSL_cleanup();
  CHECK(!OpenSslPass());
  CHECK_EQ(stream->handshake().error, "the process ends");
  CHECK_EQ(stream->send("a", "b").error, "the process ends");
  stream->close();
  stream.reset();
  CHECK(context.open(pair.client.get(), error) == nullptr);
  CHECK_EQ(error, "the process ends");
  std::fflush(stdout);
  // Not exit(), where AddressSanitizer would report what OpenSSL's objects still hold: nobody may free that now.
  _exit(native_test::failures_of_current == 0 ? 0 : 1);
}

TEST(a_process_ends_while_a_thread_is_inside_openssl) {
  if (is_own_process()) exit_amid_handshakes();
  for (int i = 0; i < 20; ++i) CHECK_EQ(run_in_own_process("a_process_ends_while_a_thread_is_inside_openssl"), 0);
}
