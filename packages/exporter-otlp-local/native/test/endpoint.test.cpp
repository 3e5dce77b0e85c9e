/// An endpoint without the engine: the test decides which time it is.
#include "engine/endpoint.hpp"

#include <string>
#include <utility>
#include <vector>

#include "net/poll-set.hpp"
#include "script-server.hpp"
#include "test.hpp"

namespace otel_native::otlp_local {
namespace {

using script_server::Listener;
using script_server::Peer;
using script_server::Server;

constexpr char kOk[] = "HTTP/1.1 200 OK\r\n";

class DrivenEndpoint {
 public:
  explicit DrivenEndpoint(std::uint16_t port)
      : endpoint_({"", "127.0.0.1", port}, open_plain_stream,
                  [](const std::string&, std::uint16_t) { return LookupResult{}; }) {}

  void add_post() {
    ++waiting_;
    auto post = std::make_unique<Post>();
    post->request = make_request(request_prefix({"localhost", "/v1/traces", {}}), nullptr, 0);
    post->deadline = Clock::now() + std::chrono::seconds(20);
    post->done = [this](const PostResult& result) {
      --waiting_;
      answered_ += result.kind == PostResult::Kind::answered ? 1 : 0;
    };
    endpoint_.add(std::move(post), Clock::now());
  }

  /// Returns how many posts have got an answer.
  int until_all_are_answered() {
    while (waiting_ > 0) {
      PollSet polls;
      endpoint_.watch(polls);
      polls.wait();
      endpoint_.proceed(polls, Clock::now());
    }
    return answered_;
  }

  void proceed_at(TimePoint now) { endpoint_.proceed(PollSet(), now); }

 private:
  Endpoint endpoint_;
  int waiting_ = 0;
  int answered_ = 0;
};

TEST(spare_idle_connections_are_closed_after_a_while_and_one_is_kept) {
  std::string reused;
  Server server([&](Listener& listener) {
    std::vector<Peer> peers;
    for (int i = 0; i < 3; ++i) {
      peers.push_back(listener.accept());
      peers.back().read_request();
    }
    for (Peer& peer : peers) peer.respond(kOk);
    CHECK(peers[1].wait_for_close());
    CHECK(peers[2].wait_for_close());
    reused = peers[0].read_request().head;
    peers[0].respond(kOk);
  });
  DrivenEndpoint endpoint(server.port());
  for (int i = 0; i < 3; ++i) endpoint.add_post();
  CHECK_EQ(endpoint.until_all_are_answered(), 3);
  endpoint.proceed_at(Clock::now());
  endpoint.proceed_at(Clock::now() + Endpoint::kSpareTime);
  endpoint.add_post();
  CHECK_EQ(endpoint.until_all_are_answered(), 4);
  server.join();
  CHECK(reused.starts_with("POST /v1/traces"));
}

}  // namespace
}  // namespace otel_native::otlp_local
