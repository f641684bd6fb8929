#include "engine/render/formats.hpp"

#include <algorithm>
#include <utility>

#include "engine/model/nearest.hpp"
#include "engine/render/ci_views.hpp"
#include "engine/render/render_apply.hpp"
#include "engine/render/render_check.hpp"
#include "engine/render/render_plan.hpp"
#include "engine/render/run_json.hpp"

namespace trustctl {

namespace {

// For an answer that is small, and whose text is best made of all its items at once.
template <class Item>
class WholeView : public View<Item> {
 public:
  using Print = std::string (*)(const DocumentHead& head, std::span<const Item> items,
                                const DocumentTail& tail, const ViewSettings& settings);
  WholeView(TextSink& sink, const ViewSettings& settings, Print print)
      : m_sink(sink), m_settings(settings), m_print(print) {}

  void begin(const DocumentHead& head) override { m_head = head; }
  void add(const Item& item) override { m_items.push_back(item); }
  void end(const DocumentTail& tail) override {
    m_sink.write(m_print(m_head, m_items, tail, m_settings));
  }

 private:
  TextSink& m_sink;
  ViewSettings m_settings;
  Print m_print;
  DocumentHead m_head;
  std::vector<Item> m_items;
};

template <class Item, std::string (*print)(const DocumentHead&, std::span<const Item>,
                                           const DocumentTail&, const ViewSettings&)>
std::unique_ptr<View<Item>> whole(TextSink& sink, const ViewSettings& settings) {
  return std::make_unique<WholeView<Item>>(sink, settings, print);
}

using Names = std::vector<std::string_view>;

}  // namespace

std::span<const Format> formats() {
  static const std::vector<Format> table = {
      {"text", Names{"plan"}, plan_text_view},
      {"text", Names{"check"}, check_text_view},
      {"text", Names{"apply"}, apply_text_view},
      {"text", Names{"show"}, whole<ShownTarget, show_text>},
      {"text", Names{"lint"}, whole<LintReport, lint_text>},
      {"text", Names{"verify"}, whole<VerifyReport, verify_text>},
      {"text", Names{"explain"}, whole<Explanation, explain_text>},
      {"text", Names{"pin"}, whole<PinnedFile, pin_yaml>},
      {"text", Names{"providers"}, whole<ProviderDescription, providers_text>},
      {"json", Names{"plan", "check", "apply"}, run_json_view},
      {"json", Names{"show"}, whole<ShownTarget, show_json>},
      {"json", Names{"lint"}, whole<LintReport, lint_json>},
      {"json", Names{"verify"}, whole<VerifyReport, verify_json>},
      {"json", Names{"explain"}, whole<Explanation, explain_json>},
      {"json", Names{"pin"}, whole<PinnedFile, pin_json>},
      {"json", Names{"providers"}, whole<ProviderDescription, providers_json>},
      {"sarif", Names{"check"}, sarif_view},
      {"junit", Names{"check"}, junit_view},
      {"github", Names{"check"}, github_view},
      {"gitlab", Names{"check"}, gitlab_view},
  };
  return table;
}

std::vector<std::string_view> formats_of(std::string_view command) {
  std::vector<std::string_view> names;
  for (const Format& row : formats()) {
    const bool has = command.empty() || std::find(row.commands.begin(), row.commands.end(),
                                                  command) != row.commands.end();
    if (has && std::find(names.begin(), names.end(), row.name) == names.end()) {
      names.push_back(row.name);
    }
  }
  return names;
}

Result<void> check_format(std::string_view format, std::string_view command) {
  const auto known = formats_of(command);
  if (std::find(known.begin(), known.end(), format) != known.end()) {
    return {};
  }
  std::string names;
  for (std::size_t i = 0; i < known.size(); ++i) {
    names += (i == 0 ? "" : i + 1 == known.size() ? " or " : ", ") + std::string(known[i]);
  }
  return tl::unexpected(Error{ErrorCode::invalid_input, "--format takes " + names + ", not '" +
                                                            std::string(format) + "'" +
                                                            did_you_mean(format, known)});
}

}  // namespace trustctl
