#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace otel_native::system_metrics {

/// Values of which there is a row for each CPU, disk, interface, file system or swap device. What a row is about are
/// its labels, which hardly ever change; whoever keeps a copy of them looks at `version()`.
class Table {
 public:
  /// More are left out, so that what thousands of network interfaces cost is bounded.
  static constexpr std::size_t kMaxRows = 512;

  Table(std::string_view name, std::vector<std::string_view> columns, std::size_t label_count)
      : name_(name), columns_(std::move(columns)), label_count_(label_count) {}

  std::string_view name() const { return name_; }
  const std::vector<std::string_view>& columns() const { return columns_; }
  std::size_t label_count() const { return label_count_; }
  std::size_t row_count() const { return values_.size() / columns_.size(); }
  bool is_readable() const { return is_readable_; }
  std::uint32_t version() const { return version_; }
  const std::vector<std::string>& labels() const { return labels_; }
  const std::vector<double>& values() const { return values_; }

  /// Starts over with no rows; `is_readable` says whether there is something to read rows from.
  void begin(bool is_readable);
  /// A new row, all NaN, for the caller to fill; empty when there are too many.
  std::span<double> add_row(std::initializer_list<std::string_view> labels);
  /// After the last row.
  void end();

 private:
  std::string_view name_;
  std::vector<std::string_view> columns_;
  std::size_t label_count_;
  bool is_readable_ = false;
  std::uint32_t version_ = 0;
  std::vector<std::string> labels_;
  std::vector<double> values_;
};

}  // namespace otel_native::system_metrics
