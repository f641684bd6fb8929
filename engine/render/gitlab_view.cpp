#include "engine/json/json_writer.hpp"
#include "engine/render/check_result.hpp"
#include "engine/render/ci_views.hpp"

namespace trustctl {

namespace {

std::string_view severity_of(Level level) {
  switch (level) {
    case Level::error:
      return "critical";
    case Level::warning:
      return "minor";
    case Level::info:
    case Level::ignore:
      return "info";
  }
  return "info";
}

class GitlabView : public View<TargetRun> {
 public:
  explicit GitlabView(TextSink& sink) : m_sink(sink) {}

  void begin(const DocumentHead& head) override {
    m_manifest = head.manifest;
    m_json.begin_array();
  }

  void add(const TargetRun& run) override {
    for (const CheckResult& result : check_results(run)) {
      write(result);
    }
    m_sink.write(m_json.drain());
  }

  void end(const DocumentTail& tail) override {
    for (const Error& error : tail.errors) {
      write(check_result(error));
    }
    m_json.end_array();
    m_sink.write(m_json.take());
  }

 private:
  // GitLab's parser stops at the first entry that lacks one of these, and drops the rest.
  void write(const CheckResult& result) {
    const Location where = result.where.value_or(Location{m_manifest, 1, 1});
    m_json.begin_object();
    m_json.member("description", result.message);
    m_json.member("check_name", result.rule);
    m_json.member("fingerprint", result.identity());
    m_json.member("severity", severity_of(result.level));
    m_json.key("location").begin_object();
    m_json.member("path", repository_path(where.file));
    m_json.key("lines").begin_object();
    m_json.key("begin").number(where.line);
    m_json.end_object();
    m_json.end_object();
    m_json.end_object();
  }

  TextSink& m_sink;
  JsonWriter m_json;
  std::string m_manifest;
};

}  // namespace

std::unique_ptr<View<TargetRun>> gitlab_view(TextSink& sink, const ViewSettings& /*settings*/) {
  return std::make_unique<GitlabView>(sink);
}

}  // namespace trustctl
