#include "metrics/native-observers.hpp"

#include <algorithm>
#include <chrono>

#include "shared/thread.hpp"

namespace otel_native {
namespace {

double unix_millis() {
  return std::chrono::duration<double, std::milli>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace

struct NativeObservers::Slot {
  Slot(std::uint32_t id, otel_native_observer* observer, Wake wake) : id(id), observer(observer), wake(wake) {
    observer->retain(observer);
  }
  ~Slot() { observer->release(observer); }
  Slot(const Slot&) = delete;
  Slot& operator=(const Slot&) = delete;

  const std::uint32_t id;
  otel_native_observer* const observer;
  const Wake wake;

  std::mutex mutex;
  // Guarded by mutex:
  bool is_asked = false;
  /// Still busy since the previous collection: nobody waits for it.
  bool is_late = false;
  bool has_answer = false;
  std::uint32_t answer_layout = 0;
  Observation answer;  ///< without targets
  std::uint32_t layout = 0;
  std::vector<std::uint32_t> targets;
  /// Targets were set, possibly none.
  bool has_meaning = false;

  /// Runs on the thread of the query.
  void observe() {
    observer->observe(
        observer, [](void* self, const otel_native_values* values) { static_cast<Slot*>(self)->keep(*values); }, this);
    const std::lock_guard lock(mutex);
    is_asked = is_late = false;
  }

 private:
  void keep(const otel_native_values& values) {
    const std::lock_guard lock(mutex);
    has_answer = true;
    answer_layout = values.layout;
    answer.start_millis = unix_millis();
    answer.values.assign(values.values, values.values + values.count);
  }
};

std::uint32_t NativeObservers::add(otel_native_observer* observer, Wake wake) {
  const std::lock_guard lock(mutex_);
  slots_.push_back(std::make_shared<Slot>(++last_id_, observer, wake));
  return last_id_;
}

void NativeObservers::set_targets(std::uint32_t id, std::uint32_t layout, std::vector<std::uint32_t> targets) {
  const std::shared_ptr<Slot> found = slot(id);
  if (found == nullptr) return;
  const std::lock_guard lock(found->mutex);
  found->layout = layout;
  found->targets = std::move(targets);
  found->has_meaning = true;
}

void NativeObservers::remove(std::uint32_t id) {
  // Release without the lock: an observer's last release runs foreign code.
  const std::shared_ptr<Slot> removed = slot(id);
  const std::lock_guard lock(mutex_);
  std::erase(slots_, removed);
}

void NativeObservers::clear() {
  std::vector<std::shared_ptr<Slot>> removed;
  const std::lock_guard lock(mutex_);
  removed.swap(slots_);
}

bool NativeObservers::ask() {
  bool has_asked = false;
  for (const std::shared_ptr<Slot>& slot : slots()) {
    {
      const std::lock_guard lock(slot->mutex);
      slot->has_answer = false;
      slot->is_late = slot->is_asked;
      if (slot->is_asked || !slot->has_meaning) continue;
      slot->is_asked = true;
    }
    has_asked = ask_one(slot) || has_asked;
  }
  return has_asked;
}

/// Returns false if the system refuses another thread.
bool NativeObservers::ask_one(const std::shared_ptr<Slot>& slot) {
  const bool is_asked = start_detached_thread("otel-observe", [slot] {
    slot->observe();
    slot->wake();
  });
  if (is_asked) return true;
  const std::lock_guard lock(slot->mutex);
  return slot->is_asked = false;
}

bool NativeObservers::have_answered() const {
  return std::ranges::all_of(slots(), [](const std::shared_ptr<Slot>& slot) {
    const std::lock_guard lock(slot->mutex);
    return !slot->is_asked || slot->is_late;
  });
}

std::vector<Observation> NativeObservers::take() {
  std::vector<Observation> observations;
  for (const std::shared_ptr<Slot>& slot : slots()) {
    const std::lock_guard lock(slot->mutex);
    if (!slot->has_answer || slot->answer_layout != slot->layout) continue;
    slot->has_answer = false;
    Observation& observation = observations.emplace_back(std::move(slot->answer));
    observation.targets = slot->targets;
  }
  return observations;
}

std::shared_ptr<NativeObservers::Slot> NativeObservers::slot(std::uint32_t id) const {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find_if(slots_, [id](const std::shared_ptr<Slot>& slot) { return slot->id == id; });
  return found == slots_.end() ? nullptr : *found;
}

std::vector<std::shared_ptr<NativeObservers::Slot>> NativeObservers::slots() const {
  const std::lock_guard lock(mutex_);
  return slots_;
}

}  // namespace otel_native
