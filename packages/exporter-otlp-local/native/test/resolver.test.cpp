#include "net/resolver.hpp"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>

#include "script-server.hpp"
#include "test-exporter.hpp"
#include "test.hpp"

namespace otel_native::otlp_local {
namespace {

Limits within(std::uint64_t nanos, const SignalPipe& interrupt) {
  return {deadline_after(Clock::now(), nanos), interrupt};
}

std::string joined(const std::vector<Address>& addresses) {
  std::string text;
  for (const Address& address : addresses) text += to_text(address) + " ";
  return text;
}

/// A look-up that answers when the test asks it to. Shared with its thread, which may outlive the test.
struct Gate {
  std::mutex mutex;
  std::condition_variable changed;
  bool is_open = false;
  int calls = 0;

  void open() {
    const std::lock_guard lock(mutex);
    is_open = true;
    changed.notify_all();
  }
  LookupResult pass(std::uint16_t port) {
    std::unique_lock lock(mutex);
    ++calls;
    changed.wait(lock, [this] { return is_open; });
    return {literal_addresses("127.0.0.1", port), {}};
  }
  static Lookup lookup(const std::shared_ptr<Gate>& gate) {
    return [gate](const std::string&, std::uint16_t port) { return gate->pass(port); };
  }
};

LookupResult no_lookup(const std::string&, std::uint16_t) { return {{}, "nobody should have asked"}; }

TEST(resolver_answers_literals_without_a_look_up) {
  const SignalPipe interrupt;
  const auto resolved = [&](const char* host) {
    const auto outcome = Resolver(host, 4318, no_lookup).resolve(within(kLong, interrupt));
    return outcome.result.error + joined(outcome.result.addresses);
  };
  CHECK_EQ(resolved("localhost"), "127.0.0.1:4318 [::1]:4318 ");
  CHECK_EQ(resolved("10.1.2.3"), "10.1.2.3:4318 ");
  CHECK_EQ(resolved("fe80::1"), "[fe80::1]:4318 ");
  CHECK_EQ(resolved("collector"), "nobody should have asked");
}

TEST(resolver_does_not_wait_past_the_deadline_and_picks_the_answer_up_later) {
  const SignalPipe interrupt;
  const auto gate = std::make_shared<Gate>();
  Resolver resolver("collector", 4318, Gate::lookup(gate));
  CHECK(resolver.resolve(within(20 * kMillisecond, interrupt)).wait == Wait::timed_out);
  CHECK(resolver.resolve(within(20 * kMillisecond, interrupt)).wait == Wait::timed_out);
  gate->open();
  CHECK_EQ(joined(resolver.resolve(within(kLong, interrupt)).result.addresses), "127.0.0.1:4318 ");
  CHECK_EQ(gate->calls, 1);
  CHECK_EQ(joined(resolver.resolve(within(kLong, interrupt)).result.addresses), "127.0.0.1:4318 ");
  CHECK_EQ(gate->calls, 2);
}

TEST(resolver_can_be_interrupted_and_left_behind) {
  const auto gate = std::make_shared<Gate>();
  {
    const SignalPipe interrupt;
    interrupt.raise();
    Resolver resolver("collector", 4318, Gate::lookup(gate));
    CHECK(resolver.resolve(within(kLong, interrupt)).wait == Wait::interrupted);
  }
  gate->open();
}

TEST(an_export_waits_for_no_look_up) {
  script_server::Server server([](script_server::Listener& listener) {
    script_server::Peer peer = listener.accept();
    peer.read_request();
    peer.respond("HTTP/1.1 200 OK\r\n");
  });
  const auto gate = std::make_shared<Gate>();
  TestExporter exporter(settings_for("collector", server.port()), Gate::lookup(gate));
  const otel_native_result first = exporter.send("batch");
  CHECK_EQ(text_of(first), "retry the look-up of the host name is not finished");
  // Not the pause after a failure, which would grow.
  CHECK_EQ(exporter.send("batch").retry_after_ns, first.retry_after_ns);
  CHECK(first.retry_after_ns < kSecond / 2);
  gate->open();
  std::string answer = "retry";
  while (answer.starts_with("retry")) answer = text_of(exporter.send("batch"));
  CHECK_EQ(answer, "ok");
  CHECK_EQ(gate->calls, 1);
}

TEST(system_lookup_finds_this_machine_and_explains_a_failure) {
  const LookupResult found = system_lookup("127.0.0.1", 80);
  CHECK_EQ(joined(found.addresses), "127.0.0.1:80 ");
  const LookupResult missing = system_lookup("no such name", 80);
  CHECK(missing.addresses.empty());
  CHECK(!missing.error.empty());
}

}  // namespace
}  // namespace otel_native::otlp_local
