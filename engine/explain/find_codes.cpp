#include "engine/explain/find_codes.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "engine/explain/codes_in_message.hpp"
#include "engine/explain/folded.hpp"
#include "engine/model/hexadecimal.hpp"
#include "engine/model/nearest.hpp"
#include "engine/model/rule.hpp"

namespace trustctl {

namespace {

using Codes = std::vector<const CodeInfo*>;

// A number as it was written.
struct Number {
  std::uint32_t value;
  enum class Written { decimal, digits_of_hexadecimal, with_0x } written;
};
using Written = Number::Written;

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

std::optional<std::int64_t> whole(std::string_view digits, int base) {
  std::int64_t value = 0;
  const char* const end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, value, base);
  return read.ec == std::errc() && read.ptr == end ? std::optional(value) : std::nullopt;
}

std::optional<Number> in_32_bits(std::optional<std::int64_t> value, Written written) {
  if (!value.has_value() || *value < INT32_MIN || *value > UINT32_MAX) {
    return std::nullopt;
  }
  return Number{static_cast<std::uint32_t>(*value), written};
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
      add(in_32_bits(whole(text.substr(2), 16), Written::with_0x));
    }
    return numbers;
  }
  add(in_32_bits(whole(text, 10), Written::decimal));
  constexpr std::size_t digits_of_32_bits = 8;
  if (text.size() == digits_of_32_bits && text.front() != '-') {
    add(in_32_bits(whole(text, 16), Written::digits_of_hexadecimal));
  }
  return numbers;
}

// The bits of a dwErrorStatus if all that are set have a name; beside one bit alone, the bit of
// dwInfoStatus that has its number.
Codes bits_of(std::uint32_t status) {
  std::uint32_t known = 0;
  Codes codes = codes_where([&](const CodeInfo& code) {
    if (code.family == CodeFamily::chain_error && (status & *code.number) != 0) {
      known |= *code.number;
      return true;
    }
    return code.family == CodeFamily::chain_status && code.number == status;
  });
  const bool one_of_the_other = codes.size() == 1 && codes.front()->number == status;
  return known == status || one_of_the_other ? codes : Codes();
}

// A number with 0x may be bits as well; any other is a code.
Codes of_number(const Number& number) {
  const Codes bits = number.written == Written::with_0x ? bits_of(number.value) : Codes();
  return codes_where([&](const CodeInfo& code) {
    return is_bit(code.family) ? std::find(bits.begin(), bits.end(), &code) != bits.end()
                               : code.number == number.value || hresult_of(code) == number.value;
  });
}

// "403.16" is one code of IIS, "403" all of them.
Codes of_http_status(std::string_view status) {
  return codes_where([&](const CodeInfo& code) {
    if (code.family != CodeFamily::iis || status.empty()) {
      return false;
    }
    const std::string_view name = code.name.substr(code.name.find(' ') + 1);
    return name == status || name.substr(0, name.find('.')) == status;
  });
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

// The known codes with the nearest numbers, the nearest first: "NAME (13801)".
std::string near_codes(const Number& number) {
  const auto distance = [&](const CodeInfo* code) {
    const auto signed_number = [](std::uint32_t n) {
      return std::int64_t{static_cast<std::int32_t>(n)};
    };
    return std::abs(signed_number(*code->number) - signed_number(number.value));
  };
  Codes near = codes_where(
      [](const CodeInfo& code) { return code.number.has_value() && !is_bit(code.family); });
  std::stable_sort(near.begin(), near.end(), [&](const CodeInfo* one, const CodeInfo* other) {
    return distance(one) < distance(other);
  });
  constexpr std::size_t most = 3;
  std::string text;
  for (std::size_t i = 0; i < most && i < near.size(); ++i) {
    const std::uint32_t value = *near[i]->number;
    const std::string spelled = number.written == Written::decimal
                                    ? std::to_string(static_cast<std::int32_t>(value))
                                    : hexadecimal_code(value);
    text += (i == 0 ? "" : ", ") + std::string(near[i]->name);
    if (!near[i]->name.ends_with(' ' + spelled)) {
      text += " (" + spelled + ')';
    }
  }
  return text;
}

Error unknown(std::string_view text) {
  constexpr std::size_t longest_quoted = 80;
  const std::string quoted = '\'' + std::string(text.substr(0, longest_quoted)) + '\'';
  const std::string list = "'trustctl explain --list' shows those that are";
  if (const auto numbers = numbers_in(text); !numbers.empty()) {
    return {ErrorCode::not_found, "no error code " + quoted + " is known here; the nearest are " +
                                      near_codes(numbers.front()) + "; " + list};
  }
  std::vector<std::string_view> names;
  for (const CodeInfo& code : all_codes()) {
    names.push_back(code.name);
  }
  for (const Rule& rule : rules()) {
    names.push_back(rule.name);
  }
  const std::string hint = did_you_mean(text, names);
  return {ErrorCode::not_found,
          "no error code " + quoted + " is known here" + (hint.empty() ? "; " + list : hint)};
}

// By number, or by the whole of a name or of what programs say.
Codes exactly(std::string_view bare) {
  for (const Number& number : numbers_in(bare)) {
    if (Codes found = of_number(number); !found.empty()) {
      return found;
    }
  }
  if (Codes found = of_http_status(bare); !found.empty()) {
    return found;
  }
  if (Codes named = codes_where([&](const CodeInfo& code) { return code.name == bare; });
      !named.empty()) {
    return named;
  }
  const std::string wanted = folded(bare);
  return codes_where([&](const CodeInfo& code) {
    return std::ranges::any_of(words_of(code), [&](std::string_view words) {
      return !words.empty() && folded(trimmed(words)) == wanted;
    });
  });
}

}  // namespace

const Rule* find_rule_by_words(std::string_view text) { return find_rule(folded(trimmed(text))); }

Result<std::vector<const CodeInfo*>> find_codes(std::string_view text) {
  const std::string_view bare = trimmed(text);
  if (Codes found = exactly(bare); !found.empty()) {
    return found;
  }
  constexpr std::size_t shortest_beginning = 3;
  const std::string wanted = folded(bare);
  Codes begun = codes_where([&](const CodeInfo& code) {
    return wanted.size() >= shortest_beginning &&
           std::ranges::any_of(words_of(code), [&](std::string_view words) {
             return folded(words).starts_with(wanted);
           });
  });
  if (begun.size() > 1) {
    return tl::unexpected(Error{ErrorCode::invalid_input,
                                "several codes begin with '" + std::string(bare) +
                                    "': " + names_of(begun) + "; write more of the one you mean"});
  }
  if (begun.empty()) {
    begun = codes_in_message(bare);
  }
  if (begun.empty()) {
    return tl::unexpected(unknown(bare.empty() ? text : bare));
  }
  return begun;
}

}  // namespace trustctl
