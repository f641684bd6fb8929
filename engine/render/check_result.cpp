#include "engine/render/check_result.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/model/fingerprint.hpp"
#include "engine/render/escape.hpp"

namespace trustctl {

namespace {

constexpr std::string_view rebuild = "rebuild";

// What no rule of the catalogue is about, since nobody can give it another level.
constexpr std::array<std::pair<std::string_view, ResultRule>, 6> own_rules = {{
    {"missing",
     {"A declared certificate is not in its store",
      "Find out who took it out; 'trustctl apply' puts it back."}},
    {"unexpected",
     {"A certificate stands in a store where it must not be",
      "Find out who put it there; 'trustctl apply' takes it out, or the manifest declares it."}},
    {"misplaced",
     {"A declared certificate stands in another store than the declared one",
      "'trustctl apply' moves it; in the wrong store it is trusted for too much, or for nothing."}},
    {"different",
     {"A declared certificate has other properties than declared",
      "'trustctl plan' shows which; 'trustctl apply' sets them."}},
    {rebuild,
     {"The stores have changed and what is made of them has not",
      "'trustctl apply' makes it anew."}},
    {rule_of_unread,
     {"Something could not be read, so that nobody can say whether it is as declared",
      "Mend what the message names, and check again."}},
}};

// Only what has a line can be linked; a place in a target is no file of who reads this.
std::optional<Location> linkable(const std::optional<Location>& where) {
  return where.has_value() && where->line != 0 ? where : std::nullopt;
}

std::string drift_sentence(const PlannedChange& planned, const std::string& target) {
  const Certificate& certificate = certificate_of(planned.change);
  return std::string(to_string(planned.drift)) + ": " + certificate.label() + " in " +
         store_of(planned.change).text() + " of " + target + " (" + planned.cause + "), SHA-256 " +
         certificate.fingerprint().hex();
}

CheckResult of_change(const PlannedChange& planned, const std::string& target) {
  const Certificate& certificate = certificate_of(planned.change);
  CheckResult result;
  result.rule = to_string(planned.drift);
  result.target = escape(target);
  result.store = escape(store_of(planned.change).text());
  result.sha256 = certificate.fingerprint().hex();
  result.label = escape(certificate.label());
  result.message = escape(drift_sentence(planned, target));
  result.where = linkable(planned.declared_at);
  return result;
}

CheckResult of_finding(const Finding& finding, const std::string& target) {
  CheckResult result;
  result.rule = rule(finding.rule).name;
  result.level = finding.level;
  result.target = escape(target);
  result.store = finding.store.has_value() ? escape(finding.store->text()) : "";
  result.sha256 = finding.certificate.has_value() ? finding.certificate->hex() : "";
  result.message = escape(finding.message + " (target " + target + ")");
  result.where = linkable(finding.where);
  result.fails = finding.unmet || stands_in_the_way(finding);
  return result;
}

CheckResult of_error(const Error& error, const std::string& target) {
  CheckResult result;
  result.rule = rule_of_unread;
  result.target = escape(target);
  result.message = escape(target.empty() ? error.message : target + ": " + error.message);
  result.where = linkable(error.where);
  return result;
}

}  // namespace

std::string CheckResult::identity() const {
  std::string text;
  for (const std::string& part :
       {rule, target, store, sha256, sha256.empty() ? message : std::string()}) {
    text += std::to_string(part.size()) + ':' + part;
  }
  constexpr std::size_t digits = 16;
  return Fingerprint::of(as_bytes(text)).hex().substr(0, digits);
}

std::vector<CheckResult> check_results(const TargetRun& run) {
  const std::string& target = run.label.name;
  std::vector<CheckResult> results;
  for (const Error& error : run.errors) {
    results.push_back(of_error(error, target));
  }
  for (const Error& error : run.plan.unreadable) {
    results.push_back(of_error(error, target));
  }
  for (const PlannedChange& planned : run.plan.changes) {
    results.push_back(of_change(planned, target));
  }
  if (run.plan.needs_rebuild) {
    CheckResult result;
    result.rule = rebuild;
    result.target = escape(target);
    result.message = escape("the stores of " + target +
                            " have changed and what is made of them has not: it is to be rebuilt");
    results.push_back(std::move(result));
  }
  for (const Finding& finding : run.plan.findings) {
    results.push_back(of_finding(finding, target));
  }
  return results;
}

CheckResult check_result(const Error& error) { return of_error(error, ""); }

std::string repository_path(std::string_view file) {
  std::string path(file);
  std::replace(path.begin(), path.end(), '\\', '/');
  while (path.starts_with("./")) {
    path.erase(0, 2);
  }
  return escape(path);
}

ResultRule result_rule(std::string_view name) {
  for (const auto& [own, words] : own_rules) {
    if (own == name) {
      return words;
    }
  }
  const Rule* known = find_rule(name);
  return known == nullptr ? ResultRule{name, name} : ResultRule{known->title, known->cure};
}

}  // namespace trustctl
