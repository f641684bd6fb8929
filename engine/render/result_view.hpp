#pragma once

#include "engine/render/check_result.hpp"

namespace trustctl {

/// A view that says one result after the other, whichever target it is of. A format that derives
/// from it writes what stands before the first (open), each (write), and what stands behind the
/// last (close).
class ResultView : public View<TargetRun> {
 public:
  explicit ResultView(TextSink& sink) : m_sink(sink) {}

  void begin(const DocumentHead& head) final {
    m_head = head;
    open();
  }
  void add(const TargetRun& run) final {
    m_totals.add(run);
    for (const CheckResult& result : check_results(run)) {
      write(result);
    }
  }
  void end(const DocumentTail& tail) final {
    for (const Error& error : tail.errors) {
      m_totals.add(error);
      write(check_result(error));
    }
    close();
  }

 protected:
  virtual void open() = 0;
  virtual void write(const CheckResult& result) = 0;
  virtual void close() = 0;

  TextSink& sink() { return m_sink; }
  const DocumentHead& head() const { return m_head; }
  const RunTotals& totals() const { return m_totals; }
  /// Where a reader demands a line and the result has none: the first of the manifest.
  Location place_of(const CheckResult& result) const {
    return result.where.value_or(Location{m_head.manifest, 1, 1});
  }

 private:
  TextSink& m_sink;
  DocumentHead m_head;
  RunTotals m_totals;
};

}  // namespace trustctl
