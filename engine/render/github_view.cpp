#include <array>
#include <utility>

#include "engine/render/check_result.hpp"
#include "engine/render/ci_views.hpp"
#include "engine/text/hex.hpp"

namespace trustctl {

namespace {

// A value of a workflow command; in a property two more characters are reserved
// (docs.github.com, "Workflow commands"; @actions/core escapes the same).
std::string command_text(std::string_view text, bool in_property) {
  std::string all;
  for (const char c : text) {
    const bool reserved =
        c == '%' || c == '\r' || c == '\n' || (in_property && (c == ':' || c == ','));
    all += reserved ? percent_encoded(c) : std::string(1, c);
  }
  return all;
}

std::string_view command_of(Level level) {
  switch (level) {
    case Level::error:
      return "error";
    case Level::warning:
      return "warning";
    case Level::info:
    case Level::ignore:
      return "notice";
  }
  return "notice";
}

std::string annotation(const CheckResult& result) {
  std::string properties;
  if (result.where.has_value()) {
    properties = "file=" + command_text(repository_path(result.where->file), true) +
                 ",line=" + std::to_string(result.where->line) + ',';
  }
  return "::" + std::string(command_of(result.level)) + ' ' + properties +
         "title=" + command_text(result.rule, true) + "::" + command_text(result.message, false) +
         '\n';
}

// Of one level: what is shown, and how many are not.
struct Annotations {
  static constexpr std::size_t shown = 9;  // GitHub takes ten, and the tenth counts the rest
  std::string text;
  std::size_t count = 0;

  void add(const CheckResult& result) {
    if (++count <= shown + 1) {
      (count <= shown ? text : tenth) += annotation(result);
    }
  }
  std::string whole(std::string_view command) const {
    if (count <= shown + 1) {
      return text + tenth;
    }
    return text + "::" + std::string(command) + " title=trustctl::and " +
           std::to_string(count - shown) + " more; --format text or json shows them all\n";
  }

  std::string tenth;
};

class GithubView : public View<TargetRun> {
 public:
  explicit GithubView(TextSink& sink) : m_sink(sink) {}

  void begin(const DocumentHead& /*head*/) override {}

  void add(const TargetRun& run) override {
    for (const CheckResult& result : check_results(run)) {
      of(result.level).add(result);
    }
    m_totals.add(run);
  }

  void end(const DocumentTail& tail) override {
    for (const Error& error : tail.errors) {
      of(Level::error).add(check_result(error));
      m_totals.add(error);
    }
    for (const Level level : {Level::error, Level::warning, Level::info}) {
      m_sink.write(of(level).whole(command_of(level)));
    }
    m_sink.write("trustctl check: " + std::string(to_string(m_totals.verdict())) + '\n');
  }

 private:
  Annotations& of(Level level) {
    return m_annotations[level == Level::error ? 0 : (level == Level::warning ? 1 : 2)];
  }

  TextSink& m_sink;
  std::array<Annotations, 3> m_annotations;
  RunTotals m_totals;
};

}  // namespace

std::unique_ptr<View<TargetRun>> github_view(TextSink& sink, const ViewSettings& /*settings*/) {
  return std::make_unique<GithubView>(sink);
}

}  // namespace trustctl
