#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <mutex>

#include "platform/mapping-guard.hpp"

namespace otel_native {
namespace {

constexpr int kMaxGuards = 1024;

/// A lock for a signal handler. Its holder touches no guarded memory, and so never waits for itself.
class SpinLock {
 public:
  void lock() {
    while (flag_.test_and_set(std::memory_order_acquire)) {
    }
  }
  void unlock() { flag_.clear(std::memory_order_release); }

 private:
  std::atomic_flag flag_ = ATOMIC_FLAG_INIT;
};

struct GuardSlot {
  // Guarded by the lock:
  std::uint8_t* begin = nullptr;
  std::uint8_t* end = nullptr;
  std::atomic<bool> hit{false};
};

struct Guards {
  SpinLock lock;
  GuardSlot slots[kMaxGuards];
  struct sigaction previous{};
};

/// Never destroyed: the handler stays until the process ends.
Guards& guards() {
  static auto* const all = new Guards;
  return *all;
}

/// Maps zeros where the file has no content, from this page to the end of the mapping. A truncated file then costs one
/// signal instead of one per page.
bool replace_from(std::uint8_t* address, GuardSlot& slot) {
  const auto page_bytes = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
  std::uint8_t* page = address - reinterpret_cast<std::uintptr_t>(address) % page_bytes;
  slot.hit.store(true);
  return mmap(page, static_cast<std::size_t>(slot.end - page), PROT_READ | PROT_WRITE,
              MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != MAP_FAILED;
}

bool put_zeros(const siginfo_t& info) {
  auto* address = static_cast<std::uint8_t*>(info.si_addr);
  Guards& all = guards();
  const std::lock_guard lock(all.lock);
  for (GuardSlot& slot : all.slots) {
    if (address >= slot.begin && address < slot.end) return replace_from(address, slot);
  }
  return false;
}

/// Passes a signal for other memory to the previous handler.
void pass_on(int number, siginfo_t* info, void* context) {
  const struct sigaction& previous = guards().previous;
  if ((previous.sa_flags & SA_SIGINFO) != 0) return previous.sa_sigaction(number, info, context);
  if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN) return previous.sa_handler(number);
  const bool was_sent = info->si_code <= 0;
  if (was_sent && previous.sa_handler == SIG_IGN) return;
  // A faulting access is repeated on return and then ends the process. A signal that was sent is not repeated.
  signal(number, SIG_DFL);
  if (was_sent) raise(number);
}

void on_bus_error(int number, siginfo_t* info, void* context) {
  const int error = errno;
  const bool is_fault = info->si_code > 0;
  if (!is_fault || !put_zeros(*info)) pass_on(number, info, context);
  errno = error;
}

void install_bus_handler() {
  struct sigaction action{};
  action.sa_sigaction = on_bus_error;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART;
  sigfillset(&action.sa_mask);
  // Save the previous handler first: a signal may arrive before `sigaction` returns.
  sigaction(SIGBUS, nullptr, &guards().previous);
  sigaction(SIGBUS, &action, nullptr);
}

}  // namespace

MappingGuard::MappingGuard(std::uint8_t* memory, std::size_t bytes) : slot_(-1) {
  // Install once: if a later handler calls this one, this one must not call it in turn.
  static std::once_flag installed;
  std::call_once(installed, install_bus_handler);
  Guards& all = guards();
  const std::lock_guard lock(all.lock);
  for (int i = 0; i < kMaxGuards; i++) {
    GuardSlot& slot = all.slots[i];
    if (slot.end != nullptr) continue;
    slot.begin = memory;
    slot.end = memory + bytes;
    slot.hit.store(false);
    slot_ = i;
    return;
  }
}

MappingGuard::~MappingGuard() {
  if (slot_ < 0) return;
  Guards& all = guards();
  const std::lock_guard lock(all.lock);
  all.slots[slot_].begin = nullptr;
  all.slots[slot_].end = nullptr;
}

bool MappingGuard::was_hit() const { return slot_ >= 0 && guards().slots[slot_].hit.load(); }

void MappingGuard::reset() {
  if (slot_ >= 0) guards().slots[slot_].hit.store(false);
}

}  // namespace otel_native
