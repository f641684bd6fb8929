#include <utility>

#include "engine/render/check_result.hpp"
#include "engine/render/ci_views.hpp"
#include "engine/render/escape.hpp"
#include "engine/text/words.hpp"

namespace trustctl {

namespace {

// Text and attribute values alike. What XML 1.0 §2.2 has no way to say is gone already (escape).
std::string xml_text(std::string_view text) {
  std::string all;
  for (const char c : text) {
    switch (c) {
      case '&':
        all += "&amp;";
        break;
      case '<':
        all += "&lt;";
        break;
      case '>':
        all += "&gt;";
        break;
      case '"':
        all += "&quot;";
        break;
      default:
        all += c;
    }
  }
  return all;
}

std::string attribute(std::string_view name, std::string_view value) {
  return ' ' + std::string(name) + "=\"" + xml_text(value) + '"';
}

std::string line_of(const CheckResult& result) {
  const std::string place = result.where.has_value() ? escape(result.where->file) + ':' +
                                                           std::to_string(result.where->line) + ": "
                                                     : "";
  return place + result.message;
}

// The names of a suite's cases must differ: readers merge those that do not.
std::string name_of_case(const CheckResult& result) {
  constexpr std::size_t shown = 16;
  std::string name = result.rule;
  if (!result.store.empty()) {
    name += ' ' + result.store;
  }
  if (!result.label.empty()) {
    name += ' ' + result.label;
  }
  return name + " (" +
         (result.sha256.empty() ? result.identity() : result.sha256.substr(0, shown)) + ')';
}

// What could not be read is an error, and drift a failure.
std::string_view kind_of(const CheckResult& result) {
  return result.rule == rule_of_unread ? "error" : "failure";
}

class Suite {
 public:
  Suite(std::string name, std::string host, Time taken_at)
      : m_name(std::move(name)), m_host(std::move(host)), m_taken_at(taken_at) {}

  void add(const CheckResult& result) {
    if (!result.fails) {
      m_remarks += line_of(result) + '\n';
      return;
    }
    const std::string_view kind = kind_of(result);
    (kind == "error" ? m_errors : m_failures) += 1;
    add_case(name_of_case(result), kind, result.rule, result.message, line_of(result), "");
  }

  // First, so that a suite has a case whose name is the same in every run.
  void add_verdict(const TargetRun& run) {
    const RunVerdict verdict = verdict_of(run);
    const bool good = verdict == RunVerdict::in_sync;
    m_failures += good ? 0U : 1U;
    std::string cases = std::exchange(m_cases, std::string());
    add_case("is as declared", good ? "" : "failure", to_string(verdict),
             "the verdict is " + std::string(to_string(verdict)), "", m_remarks);
    m_cases += cases;
  }

  std::string xml() const {
    return "  <testsuite" + attribute("name", m_name) +
           attribute("tests", std::to_string(m_tests)) +
           attribute("failures", std::to_string(m_failures)) +
           attribute("errors", std::to_string(m_errors)) + attribute("hostname", m_host) +
           attribute("timestamp", rfc3339(m_taken_at).substr(0, 19)) + ">\n" + m_cases +
           "  </testsuite>\n";
  }

 private:
  void add_case(std::string_view name, std::string_view kind, std::string_view type,
                std::string_view message, std::string_view text, std::string_view out) {
    ++m_tests;
    m_cases += "    <testcase" + attribute("classname", "trustctl." + m_name) +
               attribute("name", name) + " time=\"0\"";
    if (kind.empty() && out.empty()) {
      m_cases += "/>\n";
      return;
    }
    m_cases += ">\n";
    if (!kind.empty()) {
      m_cases += "      <" + std::string(kind) + attribute("type", type) +
                 attribute("message", message) + '>' + xml_text(text) + "</" + std::string(kind) +
                 ">\n";
    }
    if (!out.empty()) {
      m_cases += "      <system-out>" + xml_text(out) + "</system-out>\n";
    }
    m_cases += "    </testcase>\n";
  }

  std::string m_name;
  std::string m_host;
  Time m_taken_at;
  std::string m_cases;
  std::string m_remarks;
  std::size_t m_tests = 0;
  std::size_t m_failures = 0;
  std::size_t m_errors = 0;
};

class JunitView : public View<TargetRun> {
 public:
  explicit JunitView(TextSink& sink) : m_sink(sink) {}

  void begin(const DocumentHead& head) override {
    m_head = head;
    m_sink.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
  }

  void add(const TargetRun& run) override {
    Suite suite(escape(run.label.name), escape(m_head.host), m_head.taken_at);
    for (const CheckResult& result : check_results(run)) {
      suite.add(result);
    }
    suite.add_verdict(run);
    m_sink.write(suite.xml());
  }

  void end(const DocumentTail& tail) override {
    if (!tail.errors.empty()) {
      Suite suite("trustctl", escape(m_head.host), m_head.taken_at);
      for (const Error& error : tail.errors) {
        suite.add(check_result(error));
      }
      m_sink.write(suite.xml());
    }
    m_sink.write("</testsuites>\n");
  }

 private:
  TextSink& m_sink;
  DocumentHead m_head;
};

}  // namespace

std::unique_ptr<View<TargetRun>> junit_view(TextSink& sink, const ViewSettings& /*settings*/) {
  return std::make_unique<JunitView>(sink);
}

}  // namespace trustctl
