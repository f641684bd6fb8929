#include "engine/render/render_system.hpp"

#include <optional>
#include <string_view>
#include <vector>

#include "engine/explain/code.hpp"
#include "engine/model/hexadecimal.hpp"
#include "engine/render/escape.hpp"

namespace trustctl {

namespace {

bool is_windows(CodeFamily family) {
  return family == CodeFamily::trust || family == CodeFamily::schannel;
}

// The name that Windows' headers give to what a policy answers.
std::optional<std::string> policy_name(std::uint32_t value) {
  for (const CodeInfo& code : all_codes()) {
    if (is_windows(code.family) && code.number == value) {
      return std::string(code.name);
    }
  }
  return std::nullopt;
}

// The names of a dwErrorStatus' bits.
std::vector<std::string> status_names(std::uint32_t status) {
  std::vector<std::string> names;
  for (const CodeInfo& code : all_codes()) {
    if (code.family == CodeFamily::chain_error && (status & code.number.value_or(0)) != 0) {
      names.emplace_back(code.name);
    }
  }
  return names;
}

std::string status_text(std::uint32_t status) {
  std::string text = hexadecimal_code(status);
  std::string_view separator = " ";
  for (const std::string& name : status_names(status)) {
    text += std::string(separator) + name;
    separator = ", ";
  }
  return text;
}

std::string codes_text(const SystemAnswer& theirs) {
  std::string text;
  if (theirs.error_status != 0) {
    text += "     chain     " + status_text(theirs.error_status) + '\n';
  }
  if (theirs.policy_error != 0) {
    text += "     policy    " + hexadecimal_code(theirs.policy_error) + ' ' +
            policy_name(theirs.policy_error).value_or("") + '\n';
  }
  return text;
}

std::string chain_text(const std::vector<SystemLink>& chain) {
  std::string text;
  std::size_t number = 0;
  for (const SystemLink& link : chain) {
    text += "  " + std::to_string(++number) + ". " + escape(link.certificate.label()) + '\n';
    if (link.error_status != 0) {
      text += "     status    " + status_text(link.error_status) + '\n';
    }
  }
  return text;
}

}  // namespace

std::string system_text(const Answer& ours, const SystemAnswer& theirs, Colours colours) {
  std::string text = "\nWindows' own chain engine, asked " +
                     std::string(theirs.fetched ? "to fetch what is missing: " : "offline: ") +
                     (theirs.trusted() ? paint("trusted", Colour::green, colours)
                                       : paint("NOT TRUSTED", Colour::red, colours)) +
                     '\n' + codes_text(theirs) + chain_text(theirs.chain);
  const auto parted = differences(ours, theirs);
  for (const std::string& one : parted) {
    text += paint("DIFFERENT", Colour::yellow, colours) + ": " + escape(one) + ".\n";
  }
  if (!parted.empty()) {
    return text;
  }
  if (!is_open_to_fetching(ours)) {
    return text + "That is the verdict above.\n";
  }
  return text + (theirs.fetched ? "That answers what is open above.\n"
                                : "What it may fetch it was not let fetch.\n");
}

void write_system(JsonWriter& json, const Answer& ours, const SystemAnswer& theirs) {
  const auto write_names = [&json](std::string_view key, const std::vector<std::string>& names) {
    json.key(key);
    json.begin_array();
    for (const std::string& name : names) {
      json.label(name);
    }
    json.end_array();
  };
  json.begin_object();
  json.key("trusted");
  json.boolean(theirs.trusted());
  json.key("fetched").boolean(theirs.fetched);
  json.key("error_status");
  json.number(theirs.error_status);
  write_names("error_status_names", status_names(theirs.error_status));
  json.key("policy_error");
  json.number(theirs.policy_error);
  json.member_or_null("policy_error_name", policy_name(theirs.policy_error));
  json.key("chain");
  json.begin_array();
  for (const SystemLink& link : theirs.chain) {
    json.begin_object();
    json.member("sha256", link.certificate.fingerprint().hex());
    json.key("error_status");
    json.number(link.error_status);
    json.end_object();
  }
  json.end_array();
  write_names("differences", differences(ours, theirs));
  json.end_object();
}

}  // namespace trustctl
