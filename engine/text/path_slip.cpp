#include "engine/text/path_slip.hpp"

#include <algorithm>

#include "engine/text/ascii.hpp"
#include "engine/text/system_commands.hpp"

namespace trustctl {

namespace {

bool is_of_name(char c) { return is_letter_or_digit(c) || c == '_' || c == '(' || c == ')'; }

// "https" of "https://…"; a drive's letter is no scheme.
std::string_view scheme_of(std::string_view text) {
  const std::string_view scheme = text.substr(0, std::min(text.find("://"), text.size()));
  const bool is_scheme = scheme.size() > 1 && scheme.size() < text.size() &&
                         std::all_of(scheme.begin(), scheme.end(), is_letter);
  return is_scheme ? scheme : std::string_view();
}

std::string url_slip(std::string_view url, std::string_view scheme) {
  const std::string_view behind = url.substr(scheme.size() + 3);
  if (scheme == "file") {
    return "is a URL; write the path alone: " + std::string(behind);
  }
  const std::string_view host = behind.substr(0, behind.find_first_of("/?#"));
  const std::string_view path = behind.substr(0, behind.find_first_of("?#"));
  const std::size_t slash = path.find_last_of('/');
  const std::string_view name = slash == std::string_view::npos ? "" : path.substr(slash + 1);
  const std::string text = "is a URL, and trustctl downloads nothing; ";
  if (name.empty()) {
    const bool has_port = host.find(':') != std::string_view::npos;
    return text + "'trustctl pin " + std::string(host) + (has_port ? "" : ":443") +
           "' pins what that server sends";
  }
  return text + "fetch the file (" + system_commands::download(url, name) +
         "), compare its digest with what its CA publishes, pin it ('trustctl pin') and name it";
}

// "%SystemDrive%", "$HOME", "${HOME}" or "$env:TEMP" of a text that begins so.
std::string_view variable_of(std::string_view text) {
  const auto end_of_name = [text](std::size_t from) {
    const auto* const end =
        std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(), is_of_name);
    return static_cast<std::size_t>(end - text.begin());
  };
  if (text.starts_with('%')) {
    const std::size_t end = end_of_name(1);
    return end > 1 && end < text.size() && text[end] == '%' ? text.substr(0, end + 1) : "";
  }
  const bool braces = text.starts_with("${");
  const std::size_t begin = braces ? 2 : text.starts_with("$env:") ? 5 : 1;
  if (!text.starts_with('$') || begin >= text.size() || !is_letter(text[begin])) {
    return "";
  }
  const std::size_t end = end_of_name(begin);
  if (braces) {
    return end < text.size() && text[end] == '}' ? text.substr(0, end + 1) : "";
  }
  const bool ends = end == text.size() || text[end] == '/' || text[end] == '\\';
  return ends ? text.substr(0, end) : "";
}

}  // namespace

std::optional<std::string> path_slip(std::string_view text) {
  if (const std::string_view scheme = scheme_of(text); !scheme.empty()) {
    return url_slip(text, scheme);
  }
  if (const std::string_view variable = variable_of(text); !variable.empty()) {
    return "begins with " + std::string(variable) +
           ", which only a shell would expand; write the path out";
  }
  return std::nullopt;
}

}  // namespace trustctl
