#include "engine/explain/find_codes.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>

#include "engine/model/nearest.hpp"
#include "engine/text/letter_case.hpp"

namespace trustctl {

namespace {

using Codes = std::vector<const CodeInfo*>;

// A number as it was written.
struct Number {
  std::uint32_t value;
  bool hexadecimal;
};

template <class Wanted>
Codes codes_where(const Wanted& wanted) {
  Codes found;
  for (const CodeInfo& code : all_codes()) {
    if (wanted(code)) {
      found.push_back(&code);
    }
  }
  return found;
}

char folded(char c) {
  if (c == ' ' || c == '-') {
    return '_';
  }
  return ascii_lower(c);
}

std::string folded(std::string_view text) {
  std::string result;
  for (const char c : text) {
    result += folded(c);
  }
  return result;
}

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Without the brackets, quotes and full stops that a copied code brings along.
std::string_view trimmed(std::string_view text) {
  while (!text.empty() && !is_word(text.back())) {
    text.remove_suffix(1);
  }
  while (!text.empty() && !is_word(text.front()) && text.front() != '-') {
    text.remove_prefix(1);
  }
  return text;
}

std::optional<std::int64_t> whole(std::string_view digits, int base) {
  std::int64_t value = 0;
  const char* const end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, value, base);
  return read.ec == std::errc() && read.ptr == end ? std::optional(value) : std::nullopt;
}

std::optional<Number> in_32_bits(std::optional<std::int64_t> value, bool hexadecimal) {
  if (!value.has_value() || *value < INT32_MIN || *value > UINT32_MAX) {
    return std::nullopt;
  }
  return Number{static_cast<std::uint32_t>(*value), hexadecimal};
}

// "0x80090325", "80090325" (eight digits are how Windows prints them), "-2146893019", "20".
std::vector<Number> numbers_in(std::string_view text) {
  std::vector<Number> numbers;
  const auto add = [&numbers](std::optional<Number> number) {
    if (number.has_value()) {
      numbers.push_back(*number);
    }
  };
  if (text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
    if (text[2] != '-') {
      add(in_32_bits(whole(text.substr(2), 16), true));
    }
    return numbers;
  }
  add(in_32_bits(whole(text, 10), false));
  constexpr std::size_t digits_of_32_bits = 8;
  if (text.size() == digits_of_32_bits && text.front() != '-') {
    add(in_32_bits(whole(text, 16), true));
  }
  return numbers;
}

// The bits of dwErrorStatus, if all that are set have a name.
Codes error_bits(std::uint32_t status) {
  std::uint32_t known = 0;
  Codes codes = codes_where([&](const CodeInfo& code) {
    const bool set =
        code.family == CodeFamily::chain_error && (status & code.number.value_or(0)) != 0;
    known |= set ? *code.number : 0;
    return set;
  });
  return known == status ? codes : Codes();
}

Codes of_number(const Number& number) {
  Codes found = codes_where([&](const CodeInfo& code) { return code.number == number.value; });
  if (found.empty() || number.hexadecimal) {
    for (const CodeInfo* bit : error_bits(number.value)) {
      if (std::find(found.begin(), found.end(), bit) == found.end()) {
        found.push_back(bit);
      }
    }
  }
  return found;
}

std::string names_of(const Codes& codes) {
  constexpr std::size_t most = 8;
  std::string names;
  for (std::size_t i = 0; i < codes.size() && i < most; ++i) {
    names += (i == 0 ? "" : ", ") + std::string(codes[i]->name);
  }
  return codes.size() > most ? names + ", and " + std::to_string(codes.size() - most) + " more"
                             : names;
}

Error unknown(std::string_view text) {
  constexpr std::size_t longest_quoted = 80;
  std::vector<std::string_view> names;
  for (const CodeInfo& code : all_codes()) {
    names.push_back(code.name);
  }
  const std::string hint = did_you_mean(text, names);
  return {ErrorCode::not_found,
          "no error code '" + std::string(text.substr(0, longest_quoted)) + "' is known here" +
              (hint.empty() ? "; 'trustctl explain --list' shows those that are" : hint)};
}

}  // namespace

Result<std::vector<const CodeInfo*>> find_codes(std::string_view text) {
  const std::string_view bare = trimmed(text);
  for (const Number& number : numbers_in(bare)) {
    if (Codes found = of_number(number); !found.empty()) {
      return found;
    }
  }
  if (Codes named = codes_where([&](const CodeInfo& code) { return code.name == bare; });
      !named.empty()) {
    return named;
  }
  const std::string wanted = folded(bare);
  Codes exact = codes_where([&](const CodeInfo& code) {
    return folded(code.name) == wanted ||
           (!code.said.empty() && folded(trimmed(code.said)) == wanted);
  });
  if (!exact.empty()) {
    return exact;
  }
  constexpr std::size_t shortest_beginning = 3;
  Codes begun = codes_where([&](const CodeInfo& code) {
    return wanted.size() >= shortest_beginning &&
           (folded(code.name).starts_with(wanted) || folded(code.said).starts_with(wanted));
  });
  if (begun.empty()) {
    return tl::unexpected(unknown(bare.empty() ? text : bare));
  }
  if (begun.size() > 1) {
    return tl::unexpected(Error{ErrorCode::invalid_input,
                                "several codes begin with '" + std::string(bare) +
                                    "': " + names_of(begun) + "; write more of the one you mean"});
  }
  return begun;
}

}  // namespace trustctl
