#pragma once

#include <cstddef>

namespace trustctl {

/// So much of something and no more.
class Allowance {
 public:
  explicit Allowance(std::size_t limit) : m_limit(limit) {}

  /// Takes one; false, from then on for good, where none is left.
  bool spend() {
    m_exhausted = m_exhausted || m_spent == m_limit;
    m_spent += m_exhausted ? 0 : 1;
    return !m_exhausted;
  }
  std::size_t spent() const { return m_spent; }
  bool exhausted() const { return m_exhausted; }

 private:
  std::size_t m_limit;
  std::size_t m_spent = 0;
  bool m_exhausted = false;
};

}  // namespace trustctl
