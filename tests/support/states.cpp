#include "tests/support/states.hpp"

#include <algorithm>
#include <utility>

#include "engine/formats/certificate_source.hpp"
#include "tests/support/support.hpp"

namespace trustctl::test {

Certificate fixture(std::string_view name) {
  const Bytes pem = read_file(source_file("tests/fixtures/" + std::string(name) + ".pem"));
  return read_certificates(pem).value().front();
}

Certificate blob(std::string_view text) { return Certificate::from_bytes(as_bytes(text)); }

Certificate twin_of(const Certificate& certificate) {
  Bytes bytes = copy(certificate.bytes());
  bytes.back() = static_cast<std::uint8_t>(bytes.back() ^ 1U);
  return Certificate::from_bytes(bytes);
}

StoreName store(std::string_view name) { return StoreName::parse(name).value(); }
Site site(std::string_view name) { return Site::parse(name).value(); }
Oid purpose(std::string_view name) { return Oid::parse(name).value(); }

namespace {

Entry entry(const Certificate& certificate, Origin origin) {
  return {.certificate = certificate,
          .origin = origin,
          .places = {{std::string(to_string(origin)) + "/" + certificate.fingerprint().hex()}}};
}

}  // namespace

Entry local(const Certificate& certificate, std::initializer_list<std::string_view> owners) {
  Entry made = entry(certificate, Origin::local);
  for (const std::string_view owner : owners) {
    made.places.front().properties.owners.insert(site(owner));
  }
  return made;
}

Entry by_policy(const Certificate& certificate) { return entry(certificate, Origin::policy); }
Entry by_vendor(const Certificate& certificate) { return entry(certificate, Origin::vendor); }

TargetState state(std::initializer_list<StoreState> stores) {
  TargetState made;
  for (const StoreState& one : stores) {
    made.emplace(store(one.name), StoreContents(one.entries));
  }
  return made;
}

DesiredEntry wanted(const Certificate& certificate, PropertyWishes wishes) {
  return {certificate, std::move(wishes), "wanted", "stores Root", {"site.yaml", 7, 3}};
}

DesiredAbsence absent(Meant which, AbsentAction action) {
  return {.which = std::move(which),
          .certificate = std::nullopt,
          .action = action,
          .reason = "Superfish, 2015",
          .alias = "",
          .at = {"site.yaml", 9, 5}};
}

DesiredState desire(std::initializer_list<DeclaredStore> stores) {
  DesiredState made;
  made.target = "machine";
  made.site = site("lab");
  for (const DeclaredStore& one : stores) {
    made.stores.emplace(store(one.name), one.wish);
  }
  return made;
}

DesiredStore present(std::vector<DesiredEntry> entries) {
  std::sort(entries.begin(), entries.end(), [](const DesiredEntry& a, const DesiredEntry& b) {
    return a.certificate < b.certificate;
  });
  DesiredStore made;
  made.present = std::move(entries);
  return made;
}

Capabilities all_capabilities() {
  StoreRule rule;
  rule.holds = {Field::friendly_name, Field::description, Field::purposes, Field::owners};
  Capabilities capabilities;
  capabilities.other_stores = rule;
  return capabilities;
}

SignatureOpinion unquestioned(const Certificate&) { return {}; }

Time today() { return parse_time("2030-06-01").value(); }

Properties named(std::string friendly_name) {
  Properties properties;
  properties.friendly_name = std::move(friendly_name);
  return properties;
}

const Certificate& lab_root() {
  static const Certificate certificate = fixture("lab-root");
  return certificate;
}

const Certificate& lab_policy() {
  static const Certificate certificate = fixture("lab-policy");
  return certificate;
}

bool holds(const std::vector<Finding>& findings, RuleId rule) {
  return std::any_of(findings.begin(), findings.end(),
                     [rule](const Finding& finding) { return finding.rule == rule; });
}

}  // namespace trustctl::test
