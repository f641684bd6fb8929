#include <set>

#include "engine/json/json_writer.hpp"
#include "engine/render/ci_views.hpp"
#include "engine/render/result_view.hpp"
#include "engine/text/hex.hpp"

namespace trustctl {

namespace {

// docs.github.com, "SARIF support for code scanning": results of one run.
constexpr std::size_t most_results = 25'000;

constexpr std::string_view schema_of_sarif =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

constexpr LevelWords sarif_levels = {"error", "warning", "note"};

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

// RFC 3986 §2: a path as a relative reference, or as a file URI where it is absolute.
std::string uri_of(std::string_view path) {
  const bool drive = path.size() > 1 && path[1] == ':';
  std::string uri = path.starts_with('/') ? "file://" : (drive ? "file:///" : "");
  for (const char c : path) {
    const bool stays = is_unreserved(c) || c == '/' || (drive && c == ':');
    uri += stays ? std::string(1, c) : percent_encoded(c);
  }
  return uri;
}

void write_text(JsonWriter& json, std::string_view key, std::string_view text) {
  constexpr std::size_t longest = 1024;  // GitHub's, in characters
  json.key(key).begin_object();
  json.member("text", text.substr(0, longest));
  json.end_object();
}

class SarifView : public ResultView {
 public:
  using ResultView::ResultView;

 private:
  void open() override {
    m_json.begin_object();
    m_json.member("$schema", schema_of_sarif);
    m_json.member("version", "2.1.0");
    m_json.key("runs").begin_array().begin_object();
    m_json.key("automationDetails").begin_object();
    m_json.member("id", "trustctl/" + repository_path(head().manifest) + '/');
    m_json.end_object();
    m_json.member("columnKind", "unicodeCodePoints");
    m_json.key("results").begin_array();
  }

  void write(const CheckResult& result) override {
    m_unread = m_unread || result.rule == rule_of_unread;
    if (++m_results > most_results) {
      return;
    }
    m_rules.insert(result.rule);
    m_json.begin_object();
    m_json.member("ruleId", result.rule);
    m_json.member("level", sarif_levels.of(result.level));
    write_text(m_json, "message", result.message);
    write_location(place_of(result));
    m_json.key("partialFingerprints").begin_object();
    // GitHub heeds this one alone, and makes it of the source line where it is absent.
    m_json.member("primaryLocationLineHash", result.identity() + ":1");
    m_json.member("trustctlIdentity/v1", result.identity());
    m_json.end_object();
    m_json.end_object();
    sink().write(m_json.drain());
  }

  void close() override {
    m_json.end_array();
    write_invocation();
    write_driver();
    m_json.end_object().end_array().end_object();
    sink().write(m_json.take());
  }

  void write_location(const Location& where) {
    m_json.key("locations").begin_array().begin_object();
    m_json.key("physicalLocation").begin_object();
    m_json.key("artifactLocation").begin_object();
    m_json.member("uri", uri_of(repository_path(where.file)));
    m_json.end_object();
    m_json.key("region").begin_object();
    m_json.key("startLine").number(where.line);
    m_json.key("startColumn").number(where.column == 0 ? 1 : where.column);
    m_json.end_object();
    m_json.end_object().end_object().end_array();
  }

  void write_invocation() {
    m_json.key("invocations").begin_array().begin_object();
    m_json.key("executionSuccessful").boolean(!m_unread);
    m_json.member("startTimeUtc", rfc3339(head().taken_at));
    if (m_results > most_results) {
      m_json.key("toolExecutionNotifications").begin_array().begin_object();
      m_json.member("level", "warning");
      write_text(m_json, "message",
                 std::to_string(m_results - most_results) +
                     " more results are left out: GitHub takes 25000 a run");
      m_json.end_object().end_array();
    }
    m_json.end_object().end_array();
  }

  void write_driver() {
    m_json.key("tool").begin_object().key("driver").begin_object();
    m_json.member("name", "trustctl");
    m_json.member("semanticVersion", head().trustctl_version);
    m_json.key("rules").begin_array();
    for (const std::string& name : m_rules) {
      write_rule(name);
    }
    m_json.end_array();
    m_json.end_object().end_object();
  }

  void write_rule(const std::string& name) {
    const ResultRule words = result_rule(name);
    m_json.begin_object();
    m_json.member("id", name);
    write_text(m_json, "shortDescription", words.title);
    write_text(m_json, "fullDescription", words.title);
    write_text(m_json, "help", words.help);
    m_json.key("properties").begin_object();
    m_json.member("precision", "very-high");
    m_json.key("tags").begin_array();
    m_json.label("security").label("certificates");
    m_json.end_array();
    m_json.end_object();
    m_json.end_object();
  }

  JsonWriter m_json;
  std::set<std::string> m_rules;
  std::size_t m_results = 0;
  bool m_unread = false;
};

}  // namespace

std::unique_ptr<View<TargetRun>> sarif_view(TextSink& sink, const ViewSettings& /*settings*/) {
  return std::make_unique<SarifView>(sink);
}

}  // namespace trustctl
