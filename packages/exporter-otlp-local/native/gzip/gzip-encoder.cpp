#include "gzip/gzip-encoder.hpp"

#include "gzip/host-zlib.hpp"

namespace otel_native::otlp_local {
namespace {

/// The largest window, in the gzip format instead of zlib's own.
constexpr int kWindowBits = MAX_WBITS + 16;
/// zlib's default: 128 KiB for hash chains, beside 128 KiB for the window.
constexpr int kMemoryLevel = 8;
/// zlib counts in 32 bits. Requests have at most 64 MiB.
constexpr std::size_t kMaxBytes = 1u << 30;

}  // namespace

GzipEncoder::GzipEncoder(int level, const HostZlib* zlib) : zlib_(zlib), level_(level) {}

GzipEncoder::~GzipEncoder() {
  if (stream_) zlib_->deflateEnd(stream_.get());
}

std::vector<std::uint8_t> GzipEncoder::compress(std::span<const std::uint8_t> data) {
  std::vector<std::uint8_t> out;
  if (data.size() > kMaxBytes || !prepare()) return out;
  if (!run(data, out)) out.clear();
  zlib_->deflateReset(stream_.get());
  return out;
}

bool GzipEncoder::prepare() {
  if (zlib_ == nullptr || stream_) return stream_ != nullptr;
  auto stream = std::make_unique<z_stream>();
  // zlib compares its version and the size of its struct, so a library that does not fit refuses.
  const int status = zlib_->deflateInit2_(stream.get(), level_, Z_DEFLATED, kWindowBits, kMemoryLevel,
                                          Z_DEFAULT_STRATEGY, ZLIB_VERSION, static_cast<int>(sizeof(z_stream)));
  if (status == Z_OK) stream_ = std::move(stream);
  return status == Z_OK;
}

bool GzipEncoder::run(std::span<const std::uint8_t> data, std::vector<std::uint8_t>& out) {
  stream_->next_in = const_cast<Bytef*>(data.data());  // zlib only reads it
  stream_->avail_in = static_cast<uInt>(data.size());
  // Telemetry shrinks to less than a quarter; zlib's own bound, for noise, would reserve four times too much.
  out.resize(data.size() / 4 + 64);
  for (std::size_t size = 0;; out.resize(out.size() * 2)) {
    stream_->next_out = out.data() + size;
    stream_->avail_out = static_cast<uInt>(out.size() - size);
    const int status = zlib_->deflate(stream_.get(), Z_FINISH);
    size = out.size() - stream_->avail_out;
    const bool needs_room = status == Z_OK && stream_->avail_out == 0;
    if (needs_room) continue;
    out.resize(size);
    out.shrink_to_fit();
    return status == Z_STREAM_END;
  }
}

}  // namespace otel_native::otlp_local
