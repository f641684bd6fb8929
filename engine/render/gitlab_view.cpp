#include "engine/json/json_writer.hpp"
#include "engine/render/ci_views.hpp"
#include "engine/render/result_view.hpp"

namespace trustctl {

namespace {

constexpr LevelWords severities = {"critical", "minor", "info"};

class GitlabView : public ResultView {
 public:
  using ResultView::ResultView;

 private:
  void open() override { m_json.begin_array(); }

  // GitLab's parser stops at the first entry that lacks one of these, and drops the rest.
  void write(const CheckResult& result) override {
    const Location where = place_of(result);
    m_json.begin_object();
    m_json.member("description", result.message);
    m_json.member("check_name", result.rule);
    m_json.member("fingerprint", result.identity());
    m_json.member("severity", severities.of(result.level));
    m_json.key("location").begin_object();
    m_json.member("path", repository_path(where.file));
    m_json.key("lines").begin_object();
    m_json.key("begin").number(where.line);
    m_json.end_object();
    m_json.end_object();
    m_json.end_object();
    sink().write(m_json.drain());
  }

  void close() override {
    m_json.end_array();
    sink().write(m_json.take());
  }

  JsonWriter m_json;
};

}  // namespace

std::unique_ptr<View<TargetRun>> gitlab_view(TextSink& sink, const ViewSettings& /*settings*/) {
  return std::make_unique<GitlabView>(sink);
}

}  // namespace trustctl
