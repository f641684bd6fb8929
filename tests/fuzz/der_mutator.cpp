#include "tests/fuzz/der_mutator.hpp"

#include <array>
#include <optional>
#include <random>
#include <vector>

namespace trustctl::test {

namespace {

struct Element {
  std::uint8_t tag = 0;
  ByteView contents;
  std::size_t size = 0;
};

// A reader of its own, so that a defect of ours does not steer its own test.
std::optional<Element> first_element(ByteView bytes) {
  if (bytes.size() < 2) {
    return std::nullopt;
  }
  const std::size_t count = bytes[1] < 0x80 ? 0 : bytes[1] & 0x7FU;
  if (count > 3 || bytes.size() < 2 + count) {
    return std::nullopt;
  }
  std::size_t length = count == 0 ? bytes[1] : 0;
  for (std::size_t i = 0; i < count; ++i) {
    length = length << 8U | bytes[2 + i];
  }
  const std::size_t size = 2 + count + length;
  return size <= bytes.size()
             ? std::optional(Element{bytes[0], bytes.subspan(2 + count, length), size})
             : std::nullopt;
}

// The elements that the contents consist of; empty where they do not.
std::vector<ByteView> children(ByteView contents) {
  std::vector<ByteView> all;
  while (const auto element = first_element(contents)) {
    all.push_back(contents.first(element->size));
    contents = contents.subspan(element->size);
  }
  return contents.empty() ? all : std::vector<ByteView>();
}

void append(Bytes& bytes, ByteView more) { bytes.insert(bytes.end(), more.begin(), more.end()); }

Bytes encode(std::uint8_t tag, ByteView contents) {
  Bytes bytes = {tag};
  const std::size_t size = contents.size();
  const auto octet = [size](unsigned shift) { return static_cast<std::uint8_t>(size >> shift); };
  if (size < 0x80) {
    bytes.push_back(octet(0));
  } else if (size < 0x100) {
    append(bytes, std::array<std::uint8_t, 2>{0x81, octet(0)});
  } else if (size < 0x10000) {
    append(bytes, std::array<std::uint8_t, 3>{0x82, octet(8), octet(0)});
  } else {
    append(bytes, std::array<std::uint8_t, 4>{0x83, octet(16), octet(8), octet(0)});
  }
  append(bytes, contents);
  return bytes;
}

class Mutator {
 public:
  Mutator(unsigned seed, MutateBytes mutate) : m_random(seed), m_mutate(mutate) {}

  // Goes down to an element and changes it on the way up.
  Bytes change(ByteView bytes, int depth) {
    const auto element = first_element(bytes);
    if (!element.has_value()) {
      return {};
    }
    const std::vector<ByteView> within = children(element->contents);
    constexpr int deepest = 12;
    if (within.empty() || depth == deepest || below(8) == 0) {
      return change_here(*element);
    }
    const std::size_t chosen = below(within.size());
    Bytes contents;
    for (std::size_t i = 0; i < within.size(); ++i) {
      append(contents, i == chosen ? change(within[i], depth + 1) : copy(within[i]));
    }
    return encode(element->tag, contents);
  }

 private:
  std::size_t below(std::size_t count) { return m_random() % count; }

  Bytes change_here(const Element& element) {
    constexpr std::array<std::uint8_t, 24> tags = {0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0A, 0x0C,
                                                   0x13, 0x14, 0x16, 0x17, 0x18, 0x1A, 0x1C, 0x1E,
                                                   0x30, 0x31, 0x80, 0x81, 0x82, 0xA0, 0xA1, 0xA3};
    const Bytes same = encode(element.tag, element.contents);
    switch (below(8)) {
      case 0:
        return {};
      case 1: {
        Bytes twice = same;
        append(twice, same);
        return twice;
      }
      case 2:
        return encode(tags[below(tags.size())], element.contents);
      default:
        return encode(element.tag, changed(element.contents));
    }
  }

  Bytes changed(ByteView contents) {
    Bytes bytes = copy(contents);
    const std::size_t room = bytes.size() + 16;
    bytes.resize(room);
    bytes.resize(m_mutate(bytes.data(), contents.size(), room));
    return bytes;
  }

  std::minstd_rand m_random;
  MutateBytes m_mutate;
};

}  // namespace

Bytes mutate_element(ByteView bytes, unsigned seed, MutateBytes mutate) {
  return Mutator(seed, mutate).change(bytes, 0);
}

}  // namespace trustctl::test
