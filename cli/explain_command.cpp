#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "engine/explain/find_codes.hpp"
#include "engine/render/render_explain.hpp"

namespace trustctl {

namespace {

// A message copied without quotes arrives as several arguments.
std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : " ") + word;
  }
  return text;
}

std::vector<const CodeInfo*> every_code() {
  std::vector<const CodeInfo*> codes;
  for (const CodeInfo& code : all_codes()) {
    codes.push_back(&code);
  }
  return codes;
}

ExitCode refuse(const Error& error, const Options& options, Output& output) {
  output.error(error);
  if (options.format == Format::json) {
    output.result(explain_json({}, std::span(&error, 1)));
  }
  return ExitCode::error;
}

Error none_named(bool both) {
  return {ErrorCode::invalid_input,
          both ? "'explain' takes a code or --list, not both"
               : "an argument is missing: trustctl explain CODE; --list shows every code"};
}

}  // namespace

ExitCode run_explain(const Options& options, Output& output) {
  if (options.list != options.arguments.empty()) {
    return refuse(none_named(options.list), options, output);
  }
  const auto codes = options.list ? Result<std::vector<const CodeInfo*>>(every_code())
                                  : find_codes(joined(options.arguments));
  if (!codes) {
    return refuse(codes.error(), options, output);
  }
  if (options.format == Format::json) {
    output.result(explain_json(*codes, {}));
  } else {
    output.result(options.list ? code_list_text(*codes, output.colours())
                               : explain_text(*codes, output.colours()));
  }
  return ExitCode::done;
}

}  // namespace trustctl
