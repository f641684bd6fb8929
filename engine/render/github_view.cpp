#include <array>
#include <string>

#include "engine/render/ci_views.hpp"
#include "engine/render/result_view.hpp"
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

constexpr LevelWords commands = {"error", "warning", "notice"};

std::string annotation(const CheckResult& result) {
  std::string properties;
  if (result.where.has_value()) {
    properties = "file=" + command_text(repository_path(result.where->file), true) +
                 ",line=" + std::to_string(result.where->line) + ',';
  }
  return "::" + std::string(commands.of(result.level)) + ' ' + properties +
         "title=" + command_text(result.rule, true) + "::" + command_text(result.message, false) +
         '\n';
}

// Of one level: what is shown, and how many are not.
class Annotations {
 public:
  explicit Annotations(std::string_view command) : m_command(command) {}

  std::string_view command() const { return m_command; }

  void add(const CheckResult& result) {
    if (++m_count <= shown + 1) {
      (m_count <= shown ? m_text : m_tenth) += annotation(result);
    }
  }

  std::string text() const {
    if (m_count <= shown + 1) {
      return m_text + m_tenth;
    }
    return m_text + "::" + std::string(m_command) + " title=trustctl::and " +
           std::to_string(m_count - shown) + " more; --format text or json shows them all\n";
  }

 private:
  static constexpr std::size_t shown = 9;  // GitHub takes ten, and the tenth counts the rest
  std::string_view m_command;
  std::string m_text;
  std::string m_tenth;
  std::size_t m_count = 0;
};

class GithubView : public ResultView {
 public:
  using ResultView::ResultView;

 private:
  void open() override {}

  void write(const CheckResult& result) override {
    for (Annotations& each : m_annotations) {
      if (each.command() == commands.of(result.level)) {
        each.add(result);
      }
    }
  }

  void close() override {
    for (const Annotations& each : m_annotations) {
      sink().write(each.text());
    }
    sink().write("trustctl check: " + std::string(to_string(totals().verdict())) + '\n');
  }

  std::array<Annotations, 3> m_annotations = {
      Annotations(commands.error), Annotations(commands.warning), Annotations(commands.info)};
};

}  // namespace

std::unique_ptr<View<TargetRun>> github_view(TextSink& sink, const ViewSettings& /*settings*/) {
  return std::make_unique<GithubView>(sink);
}

}  // namespace trustctl
