#pragma once

#include <cstddef>

namespace trustctl {

/// So much of something and no more: how the bounds of a question (`Bounds`) are kept. By count and
/// never by time, so that the same question has the same answer on every machine.
///
///   if (!signatures.spend()) { return Signature::not_checked; }   // before the work, not after it
///
/// Whoever is refused once gives up; whoever asks afterwards sees `exhausted()` and answers "could
/// not tell".
class Allowance {
 public:
  explicit Allowance(std::size_t limit) : m_limit(limit) {}

  /// Takes one; false, from then on for good, where none is left.
  bool spend() {
    m_exhausted = m_exhausted || m_spent == m_limit;
    m_spent += m_exhausted ? 0 : 1;
    return !m_exhausted;
  }
  /// How often spend() was granted; never above the limit.
  std::size_t spent() const { return m_spent; }
  /// Somebody asked for more than there was. False where all is spent and nobody wanted more.
  bool exhausted() const { return m_exhausted; }

 private:
  std::size_t m_limit;
  std::size_t m_spent = 0;
  bool m_exhausted = false;
};

}  // namespace trustctl
