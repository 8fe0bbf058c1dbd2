/// An object behind an interface, shared by copies: what std::shared_ptr would do, without <memory>.
#pragma once

#include <utility>

namespace cortexpr::detail {

/// What can be in a Box.
struct Boxed {
  Boxed() = default;
  Boxed(const Boxed&) = delete;
  Boxed& operator=(const Boxed&) = delete;
  virtual ~Boxed() = default;
  long owners = 1;
};

/// Of one thread only.
template <class Interface> class Box {
 public:
  /// Takes over `object`, which was made by new.
  explicit Box(Interface* object) : object_(object) {}
  Box(const Box& other) noexcept : object_(other.object_) {
    if (object_) ++object_->owners;
  }
  Box(Box&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  Box& operator=(Box other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~Box() {
    if (object_ && --object_->owners == 0) delete object_;
  }
  Interface* operator->() const { return object_; }

 private:
  Interface* object_;
};

}  // namespace cortexpr::detail
