#include "engine/capture/choose_certificate.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "engine/text/ascii.hpp"

namespace trustctl {

namespace {

using Certificates = std::map<Fingerprint, Certificate>;

Certificates at_hand(std::span<const TargetState> states) {
  Certificates all;
  for (const TargetState& state : states) {
    for (const auto& [store, contents] : state) {
      if (contents.has_value()) {
        for (const Entry& entry : contents->entries()) {
          all.emplace(entry.certificate.fingerprint(), entry.certificate);
        }
      }
    }
  }
  return all;
}

template <class Wanted>
std::vector<Certificate> those(const Certificates& all, const Wanted& wanted) {
  std::vector<Certificate> found;
  for (const auto& [fingerprint, certificate] : all) {
    if (wanted(certificate)) {
      found.push_back(certificate);
    }
  }
  return found;
}

// What fits best: a digest, else a label, else a part of a subject.
std::vector<Certificate> fitting(std::string_view text, const Certificates& all) {
  if (const auto sha256 = Fingerprint::parse(text)) {
    return those(all, [&](const Certificate& one) { return one.fingerprint() == *sha256; });
  }
  if (const auto thumbprint = Thumbprint::parse(text)) {
    return those(all, [&](const Certificate& one) { return one.thumbprint() == *thumbprint; });
  }
  const std::string wanted = ascii_lower(text);
  auto found =
      those(all, [&](const Certificate& one) { return ascii_lower(one.label()) == wanted; });
  if (found.empty()) {
    found = those(all, [&](const Certificate& one) {
      return ascii_lower(one.subject_text()).find(wanted) != std::string::npos;
    });
  }
  return found;
}

// What is wrong with a text that is meant as a digest and is none: hexadecimal digits with a slip
// among them, such as a dash that came along with the paste.
std::optional<Error> slip_in_digest(std::string_view text) {
  constexpr std::ptrdiff_t slip = 2;
  constexpr std::ptrdiff_t thumbprint = 2 * std::ptrdiff_t{Thumbprint::size};
  constexpr std::ptrdiff_t fingerprint = 2 * std::ptrdiff_t{Fingerprint::size};
  const std::string_view digest = text.substr(text.find('=') + 1);
  const auto digits = std::count_if(digest.begin(), digest.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  });
  const auto letters = std::count_if(digest.begin(), digest.end(), [](char c) {
    return (c >= 'g' && c <= 'z') || (c >= 'G' && c <= 'Z');
  });
  if (digits < thumbprint - slip || letters > slip) {
    return std::nullopt;
  }
  const auto message = [&](const auto& parsed) {
    return parsed ? std::optional<Error>()
                  : Error{ErrorCode::invalid_input,
                          "'" + std::string(text) + "': " + parsed.error().message};
  };
  return digits < (thumbprint + fingerprint) / 2 ? message(Thumbprint::parse(text))
                                                 : message(Fingerprint::parse(text));
}

Error several(std::string_view text, const std::vector<Certificate>& found) {
  constexpr std::size_t shown = 5;
  std::string message =
      std::to_string(found.size()) + " certificates fit '" + std::string(text) + "':";
  for (std::size_t i = 0; i < std::min(shown, found.size()); ++i) {
    message += (i == 0 ? " " : ", ") + found[i].subject_text() + " (" +
               date(found[i].not_before()) + " to " + date(found[i].not_after()) + ", SHA-256 " +
               found[i].fingerprint().hex() + ")";
  }
  return {ErrorCode::invalid_input, message + (found.size() > shown ? ", and more" : "") +
                                        "; name the one you mean by its SHA-256"};
}

}  // namespace

Result<Certificate> choose_certificate(std::string_view text, std::span<const TargetState> states) {
  const Certificates all = at_hand(states);
  auto found = text.empty() ? std::vector<Certificate>() : fitting(text, all);
  if (found.empty()) {
    return tl::unexpected(slip_in_digest(text).value_or(
        Error{ErrorCode::not_found,
              "no file is called '" + std::string(text) +
                  "', and no certificate in the stores has that SHA-256, thumbprint or "
                  "subject; a server is written as HOST:PORT"}));
  }
  if (found.size() > 1) {
    return tl::unexpected(several(text, found));
  }
  return found.front();
}

const Certificate& subject_of_file(std::span<const Certificate> certificates) {
  const auto end_entity = std::find_if(certificates.begin(), certificates.end(),
                                       [](const Certificate& one) { return !one.is_ca(); });
  return end_entity == certificates.end() ? certificates.front() : *end_entity;
}

}  // namespace trustctl
