// Apart from the others, as the two packages have headers of the same names.
#include "make-exporter.hpp"

#include <chrono>
#include <string>
#include <thread>

#include "exporter/exporter.hpp"
#include "net/address.hpp"

namespace soak {

using namespace otel_native::otlp_local;

otel_native_exporter* make_exporter(const ExporterChoices& choices) {
  constexpr std::uint64_t kNanosPerMilli = 1'000'000;
  constexpr int kGzipLevel = 6;
  const auto settings_for = [&](const std::string& path) {
    SignalSettings settings{};
    settings.server.host = choices.has_name ? "collector.test" : "127.0.0.1";
    settings.server.port = choices.port;
    settings.target = {settings.server.host, path, {}};
    settings.timeout_ns = choices.timeout_millis * kNanosPerMilli;
    settings.gzip_level = choices.is_compressed ? kGzipLevel : 0;
    return settings;
  };
  const Lookup look_up = [millis = choices.look_up_millis](const std::string&, std::uint16_t port) {
    std::this_thread::sleep_for(std::chrono::milliseconds(millis));
    return LookupResult{literal_addresses("localhost", port), {}};
  };
  return Exporter::create({settings_for("/v1/traces"), settings_for("/v1/metrics"), settings_for("/v1/logs")}, look_up);
}

}  // namespace soak
