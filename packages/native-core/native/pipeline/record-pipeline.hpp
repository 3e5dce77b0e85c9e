#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>

#include "intake/record-source.hpp"
#include "pipeline/drainer.hpp"
#include "pipeline/pipeline.hpp"
#include "spool/spool-renewal.hpp"

namespace otel_native {

/// A pipeline for records from a ring.
class RecordPipeline final : public Pipeline {
 public:
  RecordPipeline(const ItemKind& kind, std::uint8_t* ring, std::size_t ring_bytes, otel_native_exporter* exporter,
                 const PipelineOptions& options, LossListener listener = {});
  /// A pipeline whose ring and records stay in a spool until the exporter has answered for them.
  RecordPipeline(const ItemKind& kind, std::shared_ptr<Spool> spool, otel_native_exporter* exporter,
                 const PipelineOptions& options, LossListener listener = {});
  /// Reads the definitions in another process's spool; called before anything else. Returns false if they are damaged.
  bool restore() { return drainer_.restore_definitions(); }

  // --- the JavaScript thread (then wake the drain thread) ---

  RecordSource& source() { return source_; }
  /// Announces at least one full batch of records.
  void want_drain() { drain_wanted_.store(true, std::memory_order_release); }
  void close(TimePoint deadline, FlushDone done) override;
  void detach() override { source_.detach(); }
  /// Moves to another spool file, or to none, if the current one is lost; see `Spool::move`. Returns the number of
  /// items lost with its content, or nothing if the content is intact.
  std::optional<std::uint64_t> move_spool(std::uint32_t write_ticket, std::uint64_t written);
  bool has_spool() const { return spool_ != nullptr; }
  void let_spool_go() { spool_->let_go(); }
  bool spool_survives() const { return spool_ != nullptr && spool_->survives(); }
  /// Ends a closing pipeline with a spool at once; unanswered records stay in the spool.
  void abandon();

  // --- the drain thread ---

  TimePoint drain(TimePoint now) override;

 private:
  RecordPipeline(const ItemKind& kind, std::shared_ptr<Spool> spool, std::uint8_t* ring, std::size_t ring_bytes,
                 otel_native_exporter* exporter, const PipelineOptions& options, LossListener listener);
  /// How records leave a spool. Only the drain thread changes the phase; `abandon` holds the spool from the JavaScript
  /// thread, and the next turn sees it.
  ///
  ///     kFlowing ── the queue is half full, or the resource unknown ──► kWaiting: flushes wait as well
  ///     kWaiting ── all records were read ──► kFlowing
  ///     kWaiting ── the deadline of a close ──► kHeld
  ///     any ── `abandon` ──► kHeld: reads no more, and leaves the rest to another process
  enum class Phase : std::uint8_t { kFlowing, kWaiting, kHeld };

  TimePoint drain_spooled(TimePoint now);
  void begin_tick(TimePoint now);

  const std::shared_ptr<Spool> spool_;
  RecordSource source_;

  // Used only by the drain thread:
  Drainer drainer_;
  SpoolRenewal renewal_;
  const Duration scheduled_delay_;
  TimePoint next_tick_;
  Phase phase_ = Phase::kFlowing;

  std::atomic<bool> drain_wanted_{false};
};

}  // namespace otel_native
