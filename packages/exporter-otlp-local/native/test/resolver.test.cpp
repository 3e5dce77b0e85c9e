#include "net/resolver.hpp"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "script-server.hpp"
#include "test-exporter.hpp"
#include "test.hpp"

namespace otel_native::otlp_local {
namespace {

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

/// Calls `resolve` until it returns something.
LookupResult wait_for_answer(Resolver& resolver) {
  for (;;) {
    if (auto result = resolver.resolve()) return *result;
    std::this_thread::yield();
  }
}

TEST(resolver_answers_literals_without_a_look_up) {
  const auto resolved = [&](const char* host) {
    Resolver resolver(host, 4318, no_lookup, [] {});
    const LookupResult result = wait_for_answer(resolver);
    return result.error + joined(result.addresses);
  };
  CHECK_EQ(resolved("localhost"), "127.0.0.1:4318 [::1]:4318 ");
  CHECK_EQ(resolved("10.1.2.3"), "10.1.2.3:4318 ");
  CHECK_EQ(resolved("fe80::1"), "[fe80::1]:4318 ");
  CHECK_EQ(resolved("collector"), "nobody should have asked");
}

TEST(resolver_does_not_wait_and_picks_the_answer_up_later) {
  const auto gate = std::make_shared<Gate>();
  const auto wakes = std::make_shared<std::atomic<int>>(0);
  Resolver resolver("collector", 4318, Gate::lookup(gate), [wakes] { ++*wakes; });
  CHECK(!resolver.resolve());
  CHECK(!resolver.resolve());
  gate->open();
  CHECK_EQ(joined(wait_for_answer(resolver).addresses), "127.0.0.1:4318 ");
  CHECK_EQ(gate->calls, 1);
  CHECK_EQ(joined(wait_for_answer(resolver).addresses), "127.0.0.1:4318 ");
  CHECK_EQ(gate->calls, 2);
  while (*wakes < 2) std::this_thread::yield();
}

TEST(resolver_can_be_left_behind) {
  const auto gate = std::make_shared<Gate>();
  {
    Resolver resolver("collector", 4318, Gate::lookup(gate), [] {});
    CHECK(!resolver.resolve());
  }
  gate->open();
}

TEST(an_export_waits_for_a_look_up_and_holds_up_no_other) {
  const auto answer_one = [](script_server::Listener& listener) {
    script_server::Peer peer = listener.accept();
    peer.read_request();
    peer.respond("HTTP/1.1 200 OK\r\n");
  };
  script_server::Server named(answer_one);
  script_server::Server literal(answer_one);
  const auto gate = std::make_shared<Gate>();
  ExporterSettings settings;
  settings.traces = settings_for("collector", named.port());
  settings.metrics = settings_for("127.0.0.1", literal.port());
  TestExporter exporter(settings, Gate::lookup(gate));
  CHECK_EQ(text_of(exporter.send("batch", 20 * kMillisecond)), "retry timed out while looking up the host name");
  auto waits = exporter.submit(kBatch);
  CHECK_EQ(text_of(exporter.send("batch", kLong, OTEL_NATIVE_SIGNAL_METRICS)), "ok");
  gate->open();
  CHECK_EQ(text_of(waits.get()), "ok");
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
