#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "engine/model/bytes.hpp"

namespace trustctl {

/// The identifier octets that formats look for (X.690 §8.1.2).
namespace ber_tag {
inline constexpr std::uint8_t integer = 0x02;
inline constexpr std::uint8_t octet_string = 0x04;
inline constexpr std::uint8_t object_identifier = 0x06;
inline constexpr std::uint8_t sequence = 0x30;
inline constexpr std::uint8_t set = 0x31;
inline constexpr std::uint8_t context_0 = 0xA0;  ///< [0], constructed
inline constexpr std::uint8_t context_1 = 0xA1;
}  // namespace ber_tag

/// What stands before the contents of an element.
struct BerHeader {
  std::uint8_t tag = 0;               ///< the first identifier octet
  std::size_t size = 0;               ///< of the identifier and length octets themselves
  std::optional<std::size_t> length;  ///< of the contents; absent: indefinite
};

/// The header at the beginning of these bytes, whether or not the contents are all there. Nothing
/// where it is cut short, its length does not fit a size, or a primitive is indefinite.
std::optional<BerHeader> read_ber_header(ByteView bytes);

/// One element: views into what was read.
struct BerElement {
  std::uint8_t tag = 0;
  ByteView contents;  ///< without the end-of-contents octets
  ByteView whole;     ///< with them
};

/// Elements one after the other, of definite or indefinite length (X.690 §8.1.3). Does not recurse:
/// the end of an indefinite element is found by counting, in one pass, however deep it nests.
class BerReader {
 public:
  explicit BerReader(ByteView bytes) : m_rest(bytes) {}

  bool at_end() const { return m_rest.empty(); }
  ByteView rest() const { return m_rest; }
  /// The tag of the next element; 0 at the end.
  std::uint8_t next_tag() const { return m_rest.empty() ? std::uint8_t{0} : m_rest.front(); }
  /// Nothing, and the reader stays where it is, where the bytes do not hold a whole element.
  std::optional<BerElement> next();
  /// As next(); nothing too where the element has another tag.
  std::optional<BerElement> next(std::uint8_t tag);

 private:
  ByteView m_rest;
};

}  // namespace trustctl
