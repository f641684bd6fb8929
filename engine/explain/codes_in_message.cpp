#include "engine/explain/codes_in_message.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "engine/explain/folded.hpp"
#include "engine/text/ascii.hpp"

namespace trustctl {

namespace {

// Where the words of a code stand in a message.
struct Match {
  const CodeInfo* code;
  std::size_t begin;
  std::size_t end;
};

bool inside(const Match& inner, const Match& outer) {
  return outer.begin <= inner.begin && inner.end <= outer.end &&
         outer.end - outer.begin > inner.end - inner.begin;
}

// The first place of whole words in a message, at or behind `from`; both folded.
std::size_t place_of(std::string_view words, std::string_view message, std::size_t from = 0) {
  for (std::size_t at = message.find(words, from); at != std::string_view::npos;
       at = message.find(words, at + 1)) {
    const std::size_t end = at + words.size();
    if ((at == 0 || !is_letter_or_digit(message[at - 1])) &&
        (end == message.size() || !is_letter_or_digit(message[end]))) {
      return at;
    }
  }
  return std::string_view::npos;
}

std::vector<Match> matches_in(std::string_view message) {
  constexpr std::size_t shortest = 9;  // "Revoked" and its like are words of any message
  std::vector<Match> matches;
  for (const CodeInfo& code : all_codes()) {
    for (const std::string_view words : words_of(code)) {
      const std::string wanted = folded(trimmed(words));
      const std::size_t at =
          wanted.size() < shortest ? std::string_view::npos : place_of(wanted, message);
      if (at != std::string_view::npos) {
        matches.push_back({&code, at, at + wanted.size()});
      }
    }
  }
  return matches;
}

// A word behind which a number is a code of that family.
struct LeadIn {
  std::string_view word;
  CodeFamily family;
};
constexpr std::array<LeadIn, 9> lead_ins = {{{"curl", CodeFamily::curl},
                                             {"event", CodeFamily::schannel_event},
                                             {"schannel", CodeFamily::schannel_event},
                                             {"reason", CodeFamily::nps},
                                             {"nps", CodeFamily::nps},
                                             {"http", CodeFamily::iis},
                                             {"iis", CodeFamily::iis},
                                             {"alert", CodeFamily::tls_alert},
                                             {"openssl", CodeFamily::openssl}}};
// What may stand between the word and the number.
constexpr std::array<std::string_view, 9> fillers = {"id",     "code",   "error",    "number", "is",
                                                     "status", "reason", "received", "was"};

// The word or number (with the dots in it) at the beginning of the text, without what separates it
// from what comes before.
std::string_view next_word(std::string_view& text) {
  while (!text.empty() && !is_letter_or_digit(text.front())) {
    text.remove_prefix(1);
  }
  std::size_t end = 0;
  while (end < text.size() &&
         (is_letter_or_digit(text[end]) ||
          (text[end] == '.' && end + 1 < text.size() && is_letter_or_digit(text[end + 1])))) {
    ++end;
  }
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

bool has_number(const CodeInfo& code, CodeFamily family, std::string_view number) {
  if (code.family != family) {
    return false;
  }
  return code.number.has_value() ? std::to_string(*code.number) == number
                                 : code.name.ends_with(" " + std::string(number));
}

// The number behind a lead-in, if it is the next word but for fillers.
std::string_view number_behind(std::string_view rest) {
  std::string_view word = next_word(rest);
  while (std::find(fillers.begin(), fillers.end(), word) != fillers.end()) {
    word = next_word(rest);
  }
  return word;
}

std::vector<const CodeInfo*> numbered_in(std::string_view message) {
  std::vector<const CodeInfo*> codes;
  for (const auto& [word, family] : lead_ins) {
    for (std::size_t at = place_of(word, message); at != std::string_view::npos;
         at = place_of(word, message, at + 1)) {
      const std::string_view number = number_behind(message.substr(at + word.size()));
      for (const CodeInfo& code : all_codes()) {
        if (has_number(code, family, number)) {
          codes.push_back(&code);
        }
      }
    }
  }
  return codes;
}

}  // namespace

std::vector<const CodeInfo*> codes_in_message(std::string_view message) {
  const std::string text = folded(message);
  std::vector<const CodeInfo*> codes = numbered_in(text);
  const std::vector<Match> matches = matches_in(text);
  for (const Match& match : matches) {
    const bool part_of_another = std::any_of(
        matches.begin(), matches.end(), [&](const Match& other) { return inside(match, other); });
    if (!part_of_another) {
      codes.push_back(match.code);
    }
  }
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return codes;
}

}  // namespace trustctl
