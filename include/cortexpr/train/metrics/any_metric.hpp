/// Any metric whose result is a number, behind one type: for lists of metrics.
#pragma once

#include <cortexpr/train/box.hpp>
#include <cortexpr/train/metrics/metric.hpp>
#include <string>

namespace cortexpr {

/// A metric of predictions of type T and targets of type E.
template <class T, class E> class AnyMetric {
 public:
  template <Metric M> AnyMetric(M metric) : box_(new Holder<M>(metric)) {}

  std::string name() const { return box_->name(); }
  void begin(const Shape& prediction) const { box_->begin(prediction); }
  void add(const Scored<T, E>& samples) const { box_->add(samples); }
  float result() const { return box_->result(); }
  bool fits(const Shape& prediction, const Shape& target) const { return box_->fits(prediction, target); }

 private:
  struct Interface : detail::Boxed {
    virtual std::string name() const = 0;
    virtual bool fits(const Shape& prediction, const Shape& target) const = 0;
    virtual void begin(const Shape& prediction) = 0;
    virtual void add(const Scored<T, E>&) = 0;
    virtual float result() const = 0;
  };
  template <class M> struct Holder final : Interface {
    explicit Holder(M m) : metric(m), sum(m.begin(Shape{1})) {}
    std::string name() const override { return M::name; }
    bool fits(const Shape& prediction, const Shape& target) const override {
      return M::fits(prediction, target, dtype_of<E>);
    }
    void begin(const Shape& prediction) override { sum = metric.begin(prediction); }
    void add(const Scored<T, E>& samples) override { sum.add(samples); }
    float result() const override { return static_cast<float>(sum.result()); }
    M metric;
    decltype(metric.begin(Shape{})) sum;
  };
  detail::Box<Interface> box_;
};

}  // namespace cortexpr
