#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace otel_native::system_metrics {

/// Values with one row per CPU, disk, interface, file system or swap device. Labels identify a row and rarely change; a
/// holder of a copy compares `version()`.
class Table {
 public:
  /// Further rows are left out, which limits the cost of thousands of network interfaces.
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

  /// Removes all rows; `is_readable` is whether the source of the table is available.
  void begin(bool is_readable);
  /// Adds a row of NaN for the caller to fill. Returns an empty span if there are too many rows.
  std::span<double> add_row(std::initializer_list<std::string_view> labels);
  /// Called after the last row.
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
