#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "engine/manifest/desired_state.hpp"
#include "engine/model/capabilities.hpp"
#include "engine/model/finding.hpp"
#include "engine/model/signature.hpp"
#include "engine/model/store_contents.hpp"

namespace trustctl::test {

/// The certificate of tests/fixtures/<name>.pem.
Certificate fixture(std::string_view name);
/// Two of them, read once.
const Certificate& lab_root();
const Certificate& lab_policy();
/// Bytes that are no certificate, told apart by `text`.
Certificate blob(std::string_view text);

/// The same certificate but for the bytes of its signature, as whoever holds it can write it.
Certificate twin_of(const Certificate& certificate);

StoreName store(std::string_view name);
Site site(std::string_view name);
Oid purpose(std::string_view name);

/// No properties but a friendly name.
Properties named(std::string friendly_name);

/// Whether one of the findings is of that rule.
bool holds(const std::vector<Finding>& findings, RuleId rule);

/// A local entry with these owners.
Entry local(const Certificate& certificate, std::initializer_list<std::string_view> owners = {});
Entry by_policy(const Certificate& certificate);
Entry by_vendor(const Certificate& certificate);

/// One store and what is in it.
struct StoreState {
  std::string_view name;
  std::vector<Entry> entries;
};
TargetState state(std::initializer_list<StoreState> stores);

/// A wanted certificate, declared on line 7 of site.yaml by the alias "wanted".
DesiredEntry wanted(const Certificate& certificate, PropertyWishes wishes = {});
DesiredAbsence absent(Meant which, AbsentAction action = AbsentAction::remove);

/// What site "lab" wants of the target "machine".
struct DeclaredStore {
  std::string_view name;
  DesiredStore wish;
};
DesiredState desire(std::initializer_list<DeclaredStore> stores);
DesiredStore present(std::vector<DesiredEntry> entries);

/// Any store, every property.
Capabilities all_capabilities();

/// For planning where signatures do not matter: every one is good.
SignatureOpinion unquestioned(const Certificate& certificate);

/// 2030-06-01, when every ordinary fixture is valid.
Time today();

}  // namespace trustctl::test
