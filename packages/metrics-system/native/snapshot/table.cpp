#include "snapshot/table.hpp"

#include <limits>

namespace otel_native::system_metrics {

void Table::begin(bool is_readable) {
  if (is_readable != is_readable_) ++version_;
  is_readable_ = is_readable;
  values_.clear();
}

std::span<double> Table::add_row(std::initializer_list<std::string_view> labels) {
  const std::size_t row = row_count();
  if (row == kMaxRows) return {};
  std::size_t place = row * label_count_;
  for (const std::string_view label : labels) {
    if (place == labels_.size()) {
      labels_.emplace_back(label);
      ++version_;
    } else if (labels_[place] != label) {
      labels_[place] = label;
      ++version_;
    }
    ++place;
  }
  values_.resize(values_.size() + columns_.size(), std::numeric_limits<double>::quiet_NaN());
  return std::span(values_).last(columns_.size());
}

void Table::end() {
  const std::size_t used = row_count() * label_count_;
  if (labels_.size() == used) return;
  labels_.resize(used);
  ++version_;
}

}  // namespace otel_native::system_metrics
