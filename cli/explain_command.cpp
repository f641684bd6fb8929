#include "cli/builtin_targets.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "engine/explain/find_codes.hpp"
#include "engine/render/formats.hpp"

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

Error none_named(bool both) {
  return {ErrorCode::invalid_input,
          both ? "'explain' takes a code or --list, not both"
               : "an argument is missing: trustctl explain CODE; --list shows every code"};
}

}  // namespace

ExitCode run_explain(const Options& options, Output& output) {
  auto codes = options.list ? Result<std::vector<const CodeInfo*>>(every_code())
                            : find_codes(joined(options.arguments));
  if (options.list != options.arguments.empty()) {
    codes = tl::unexpected(none_named(options.list));
  }
  const auto view =
      make_view<Explanation>(options.format, "explain", output, output.view_settings());
  DocumentTail tail;
  view->begin(document_head(options));
  if (codes) {
    view->add({*std::move(codes), options.list});
  } else {
    tail.errors.push_back(codes.error());
    output.error(codes.error());
  }
  view->end(tail);
  return tail.errors.empty() ? ExitCode::done : ExitCode::error;
}

}  // namespace trustctl
