#include "cli/builtin_targets.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "engine/explain/find_codes.hpp"
#include "engine/model/rule.hpp"
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

Explanation everything() {
  Explanation all;
  for (const CodeInfo& code : all_codes()) {
    all.codes.push_back(&code);
  }
  for (const Rule& rule : rules()) {
    all.rules.push_back(&rule);
  }
  all.list = true;
  return all;
}

Result<Explanation> explain(const std::string& text) {
  if (const Rule* rule = find_rule_by_words(text)) {
    return Explanation{{}, {rule}};
  }
  auto codes = find_codes(text);
  if (!codes) {
    return tl::unexpected(codes.error());
  }
  return Explanation{*std::move(codes), {}};
}

Error none_named(bool both) {
  return {ErrorCode::invalid_input,
          both ? "'explain' takes a code or --list, not both"
               : "an argument is missing: trustctl explain CODE|RULE; --list shows every one"};
}

}  // namespace

ExitCode run_explain(const Options& options, Output& output) {
  auto explanation =
      options.list ? Result<Explanation>(everything()) : explain(joined(options.arguments));
  if (options.list != options.arguments.empty()) {
    explanation = tl::unexpected(none_named(options.list));
  }
  const auto view =
      make_view<Explanation>(options.format, "explain", output, output.view_settings());
  DocumentTail tail;
  view->begin(document_head(options));
  if (explanation) {
    view->add(*std::move(explanation));
  } else {
    tail.errors.push_back(explanation.error());
    output.error(explanation.error());
  }
  view->end(tail);
  return tail.errors.empty() ? ExitCode::done : ExitCode::error;
}

}  // namespace trustctl
