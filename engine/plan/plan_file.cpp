#include "engine/plan/plan_file.hpp"

#include <utility>

#include "engine/json/json_reader.hpp"
#include "engine/json/json_writer.hpp"
#include "engine/plan/change_json.hpp"
#include "engine/plan/declaration_json.hpp"

namespace trustctl {

namespace {

using Layout = JsonWriter::Layout;

constexpr std::string_view format_version = "2.0";
constexpr std::string_view kind = "trustctl-saved-plan";
constexpr std::string_view older_kind = "trustctl-plan";  // of formats 1.x; and of a report

// -- Writing

void write_finding(JsonWriter& json, const Finding& finding) {
  json.begin_object().key("rule").text(rule(finding.rule).name);
  json.key("level").text(to_string(finding.level)).key("message").text(finding.message);
  json.key("store");
  finding.store.has_value() ? json.text(finding.store->text()) : json.null();
  json.key("sha256");
  finding.certificate.has_value() ? json.text(finding.certificate->hex()) : json.null();
  json.key("where");
  write_location(json, finding.where);
  json.key("unmet").boolean(finding.unmet).key("observed").boolean(finding.observed).end_object();
}

void write_refusal(JsonWriter& json, const Refusal& refusal) {
  json.begin_object().key("guard").text(refusal.guard);
  json.key("message").text(refusal.message).end_object();
}

void write_reliance(JsonWriter& json, const Reliance& reliance) {
  json.begin_object().key("store").text(reliance.store.text());
  json.key("sha256").text(reliance.certificate.hex()).key("purposes");
  write_purposes(json, reliance.purposes);
  json.end_object();
}

template <class T>
void write_list(JsonWriter& json, std::string_view name, const std::vector<T>& list,
                void (*write)(JsonWriter&, const T&)) {
  json.key(name).begin_array(Layout::rows);
  for (const T& one : list) {
    write(json, one);
  }
  json.end_array();
}

void write_plan(JsonWriter& json, const SavedPlan& saved) {
  json.begin_object(Layout::lines).key("target");
  write_declaration(json, saved.target);
  json.key("site");
  saved.site.has_value() ? json.text(saved.site->text()) : json.null();
  json.key("in_sync").boolean(saved.plan.in_sync());
  json.key("blocked").boolean(saved.plan.blocked());
  json.key("needs_rebuild").boolean(saved.plan.needs_rebuild);
  json.key("may_be_shared").boolean(saved.plan.may_be_shared);
  write_list(json, "changes", saved.plan.changes, write_planned_change);
  write_list(json, "findings", saved.plan.findings, write_finding);
  write_list(json, "refusals", saved.plan.refusals, write_refusal);
  write_list(json, "unreadable", saved.plan.unreadable, write_error);
  write_list(json, "relied_on", saved.plan.relied_on, write_reliance);
  json.end_object();
}

// -- Reading: what is nothing stands behind an error that the reader keeps.

template <class T>
std::optional<T> unless_null(JsonReader json, std::optional<T> (*read)(JsonReader)) {
  return json.is_null() ? std::nullopt : read(std::move(json));
}

std::optional<StoreName> read_store(JsonReader json) { return json.parsed(StoreName::parse); }
std::optional<Fingerprint> read_sha256(JsonReader json) { return json.parsed(Fingerprint::parse); }
std::optional<Site> read_site(JsonReader json) { return json.parsed(Site::parse); }

RuleId read_rule(JsonReader json) {
  const Rule* found = find_rule(json.text());
  if (found == nullptr) {
    json.expect("the name of a rule");
    return RuleId::junk;
  }
  return found->id;
}

Level read_level(JsonReader json) {
  const auto level = parse_level(json.text());
  if (!level.has_value()) {
    json.expect("info, warning or error");
  }
  return level.value_or(Level::error);
}

Finding read_finding(JsonReader json) {
  json.allow_only({"rule", "level", "message", "store", "sha256", "where", "unmet", "observed"});
  return {.rule = read_rule(json.member("rule")),
          .level = read_level(json.member("level")),
          .message = json.member("message").text(),
          .store = unless_null(json.member("store"), read_store),
          .certificate = unless_null(json.member("sha256"), read_sha256),
          .where = read_location(json.member("where")),
          .unmet = json.member("unmet").boolean(),
          .observed = json.member("observed").boolean()};
}

Refusal read_refusal(JsonReader json) {
  json.allow_only({"guard", "message"});
  return {json.member("guard").text(), json.member("message").text()};
}

void read_changes(JsonReader json, std::vector<PlannedChange>& changes) {
  for (JsonReader& item : json.items()) {
    if (auto change = read_planned_change(item)) {
      changes.push_back(std::move(*change));
    }
  }
}

void read_reliances(JsonReader json, std::vector<Reliance>& reliances) {
  for (JsonReader& item : json.items()) {
    item.allow_only({"store", "sha256", "purposes"});
    const auto store = read_store(item.member("store"));
    const auto sha256 = read_sha256(item.member("sha256"));
    if (store.has_value() && sha256.has_value()) {
      reliances.push_back({*store, *sha256, read_purposes(item.member("purposes"))});
    }
  }
}

template <class T>
void read_list(JsonReader json, T (*read)(JsonReader), std::vector<T>& list) {
  for (JsonReader& item : json.items()) {
    list.push_back(read(item));
  }
}

// What the file says of itself must be what it holds.
void check_flag(JsonReader json, bool actual) {
  if (json.boolean() != actual) {
    json.expect(actual ? "true, by the rest of the plan" : "false, by the rest of the plan");
  }
}

SavedPlan read_plan(JsonReader json) {
  json.allow_only({"target", "site", "in_sync", "blocked", "needs_rebuild", "may_be_shared",
                   "changes", "findings", "refusals", "unreadable", "relied_on"});
  SavedPlan saved;
  saved.target = read_declaration(json.member("target"));
  saved.site = unless_null(json.member("site"), read_site);
  saved.plan.target = saved.target.name;
  read_changes(json.member("changes"), saved.plan.changes);
  read_list(json.member("findings"), read_finding, saved.plan.findings);
  read_list(json.member("refusals"), read_refusal, saved.plan.refusals);
  read_list(json.member("unreadable"), read_error, saved.plan.unreadable);
  read_reliances(json.member("relied_on"), saved.plan.relied_on);
  saved.plan.needs_rebuild = json.member("needs_rebuild").boolean();
  saved.plan.may_be_shared = json.member("may_be_shared").boolean();
  check_flag(json.member("in_sync"), saved.plan.in_sync());
  check_flag(json.member("blocked"), saved.plan.blocked());
  return saved;
}

void check_version(JsonReader root) {
  JsonReader version = root.member("format_version");
  const std::string text = version.text();
  if (text.substr(0, 2) != "2.") {
    version.expect("2.x; this is a plan of format " + text +
                   ", made by another version of trustctl: plan again with this one");
  } else if (text != format_version) {
    root.allow_unknown_keys();
  }
}

}  // namespace

std::string write_plan_file(std::span<const SavedPlan> plans) {
  JsonWriter json;
  json.begin_object().key("format_version").text(format_version);
  json.key("kind").text(kind).key("plans").begin_array();
  for (const SavedPlan& saved : plans) {
    write_plan(json, saved);
  }
  json.end_array().end_object();
  return json.take();
}

Result<std::vector<SavedPlan>> read_plan_file(std::string_view text) {
  auto root = JsonReader::parse(text);
  if (!root) {
    return tl::unexpected(root.error());
  }
  JsonReader what = root->member("kind");
  if (what.text() == older_kind) {
    what.expect(
        "trustctl-saved-plan: this is what an older trustctl saved, or what `trustctl plan "
        "--format json` shows; plan again with --out");
  } else if (what.text() != kind) {
    what.expect("trustctl-saved-plan: this is no plan that `trustctl plan --out` has saved");
  }
  check_version(*root);
  root->allow_only({"format_version", "kind", "plans"});
  std::vector<SavedPlan> plans;
  if (!root->failed()) {
    read_list(root->member("plans"), read_plan, plans);
  }
  if (root->failed()) {
    return tl::unexpected(root->error());
  }
  return plans;
}

}  // namespace trustctl
