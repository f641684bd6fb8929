#include "engine/capture/make_capture.hpp"

#include <array>
#include <catch2/catch.hpp>

#include "engine/capture/chain_in_stores.hpp"
#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;
using Names = std::vector<std::string>;

namespace {

Capture captured(const TargetState& actual, CaptureChoice choice = {}) {
  choice.now = today();
  const auto capture = make_capture(actual, choice);
  REQUIRE(capture.has_value());
  return *capture;
}

// "Root: a b", a line a store.
Names stores_of(const Capture& capture) {
  Names lines;
  for (const CapturedStore& store : capture.stores) {
    std::string line = store.store.text() + ":";
    for (const std::string& alias : store.certificates) {
      line += ' ' + alias;
    }
    lines.push_back(line);
  }
  return lines;
}

Entry with_name(Entry entry, const std::string& name) {
  entry.places.front().properties.friendly_name = name;
  return entry;
}

Checked<Capture> chain_of(const std::string& name, const TargetState& actual) {
  const std::array<TargetState, 1> states = {actual};
  const std::array<std::string, 1> names = {"machine"};
  const auto path = chain_in_stores(fixture(name), {states, names}, today());
  return path ? capture_chain(*path, actual, today()) : tl::unexpected(std::vector{path.error()});
}

}  // namespace

TEST_CASE("a chain that stands by rule is one chain, and what stands alone is in a store",
          "[capture]") {
  const Capture capture =
      captured(state({{"Root", {local(fixture("lab-root")), local(fixture("single-root"))}},
                      {"CA",
                       {local(fixture("lab-root")), local(fixture("lab-policy")),
                        local(fixture("lab-issuing-1"))}}}));

  REQUIRE(capture.chains.size() == 1);
  CHECK(capture.chains[0].name == "lab-root-ca");
  CHECK(capture.chains[0].certificates ==
        Names{"lab-root-ca", "lab-policy-ca", "lab-issuing-ca-1"});
  CHECK(stores_of(capture) == Names{"Root: single-tier-ca"});
}

TEST_CASE("a root that is not in CA makes no chain: a chain would put it there", "[capture]") {
  const Capture capture = captured(
      state({{"Root", {local(fixture("lab-root"))}}, {"CA", {local(fixture("lab-policy"))}}}));

  CHECK(capture.chains.empty());
  CHECK(stores_of(capture) == Names{"CA: lab-policy-ca", "Root: lab-root-ca"});
}

TEST_CASE("different properties in two stores are two declarations of one file", "[capture]") {
  const Capture capture = captured(state({{"Root", {with_name(local(fixture("lab-root")), "one")}},
                                          {"CA", {with_name(local(fixture("lab-root")), "two")}}}));

  REQUIRE(capture.certificates.size() == 2);
  CHECK(capture.certificates[0].file == capture.certificates[1].file);
  CHECK(stores_of(capture) == Names{"CA: lab-root-ca", "Root: lab-root-ca-2"});
  CHECK(capture.certificates[0].properties.friendly_name == "two");
}

TEST_CASE("local and policy entries are taken, the vendor's only if asked for", "[capture]") {
  const TargetState actual = state({{"Root",
                                     {local(fixture("single-root")), by_policy(fixture("lab-root")),
                                      by_vendor(fixture("partner-root"))}}});

  CHECK(stores_of(captured(actual)) == Names{"Root: lab-root-ca single-tier-ca"});
  CHECK(captured(actual).left_out[0].what == "1 entry");
  CaptureChoice vendor;
  vendor.origins = {Origin::vendor};
  CHECK(stores_of(captured(actual, vendor)) == Names{"Root: partner-root-ca"});
}

TEST_CASE("the computer's own certificates are left out unless their store is named", "[capture]") {
  const TargetState actual =
      state({{"My", {local(fixture("server"))}}, {"Root", {local(fixture("lab-root"))}}});

  CHECK(stores_of(captured(actual)) == Names{"Root: lab-root-ca"});
  CHECK(captured(actual).left_out[0].store == store("My"));
  CaptureChoice my;
  my.stores = {store("My")};
  CHECK(stores_of(captured(actual, my)) == Names{"My: server-lab-example"});
}

TEST_CASE("NTAuth, which only Active Directory changes, is left out unless it is named",
          "[capture]") {
  const TargetState actual = state(
      {{"NTAuth", {by_policy(fixture("lab-issuing-1"))}}, {"Root", {local(fixture("lab-root"))}}});

  CHECK(stores_of(captured(actual)) == Names{"Root: lab-root-ca"});
  CHECK(captured(actual).left_out[0].why.starts_with("Active Directory's own"));
  CaptureChoice named;
  named.stores = {store("ntauth")};
  CHECK(stores_of(captured(actual, named)) == Names{"NTAuth: lab-issuing-ca-1"});
}

TEST_CASE("what may not be added is left out, and said", "[capture]") {
  const Capture capture =
      captured(state({{"Root", {local(blob("no certificate")), local(fixture("lab-root"))}}}));

  CHECK(capture.certificates.size() == 1);
  REQUIRE(capture.left_out.size() == 1);
  CHECK(capture.left_out[0].why.find("cannot be added to a store") != std::string::npos);
}

TEST_CASE("what has a twin in Disallowed is no part of a capture either", "[capture]") {
  const auto root = fixture("lab-root");

  const Capture capture =
      captured(state({{"Disallowed", {local(twin_of(root))}}, {"Root", {local(root)}}}));

  for (const CapturedCertificate& one : capture.certificates) {
    CHECK(one.certificate != root);
  }
  CHECK(capture.chains.empty());
}

TEST_CASE("what is in Disallowed is captured there alone, and that is said", "[capture]") {
  const auto capture = captured(
      state({{"Disallowed", {by_vendor(fixture("partner-root")), local(fixture("single-root"))}},
             {"Root",
              {local(fixture("lab-root")), local(fixture("partner-root")),
               local(fixture("single-root"))}}}));

  CHECK(capture.certificates.size() == 2);
  REQUIRE(capture.left_out.size() == 3);
  CHECK(capture.left_out[1].what == "Single Tier CA");
  CHECK(capture.left_out[1].why == "it is in Disallowed too, which outweighs every other store");
  CHECK(capture.left_out[2].what == "Partner Root CA");
}

TEST_CASE("a rule that would refuse what is there is relaxed, and no other", "[capture]") {
  const Capture capture =
      captured(state({{"Root", {local(fixture("expired-root")), local(fixture("lab-policy"))}}}));

  REQUIRE(capture.relaxed.size() == 2);
  CHECK(capture.relaxed[0].rule == RuleId::expired);
  CHECK(capture.relaxed[0].because == Names{"Expired Root CA expired on 2010-01-01"});
  CHECK(capture.relaxed[1].rule == RuleId::not_self_signed_in_root);
}

TEST_CASE("what nobody can verify relaxes nothing, and is a chain where it stands as one",
          "[capture]") {
  const Capture capture = captured(state(
      {{"Root", {local(fixture("signatures/unknown-root")), local(fixture("signatures/md2-root"))}},
       {"CA",
        {local(fixture("signatures/unknown-root")),
         local(fixture("signatures/unknown-issuing"))}}}));

  CHECK(capture.relaxed.empty());
  REQUIRE(capture.chains.size() == 1);
  CHECK(capture.chains[0].certificates == Names{"new-root", "new-issuing"});
}

TEST_CASE("a store that cannot be read stops a capture; another one's name does not", "[capture]") {
  TargetState actual = state({{"Root", {local(fixture("lab-root"))}}});
  actual.emplace(store("CA"), tl::unexpected(Error{ErrorCode::access_denied, "no"}));

  CHECK_FALSE(make_capture(actual, {}).has_value());
  CaptureChoice root;
  root.stores = {StoreName::root()};
  CHECK(make_capture(actual, root).has_value());
  CHECK_FALSE(make_capture(TargetState(), {}).has_value());
}

TEST_CASE("what could not be read of a store is left out, and said", "[capture]") {
  TargetState actual = state({{"Root", {local(fixture("lab-root"))}}});
  const Entry root = local(fixture("lab-root"));
  const auto left_out = [&](RuleId rule) {
    const Finding finding{.rule = rule, .level = Level::warning, .message = "Root/x: why"};
    actual.at(StoreName::root()) = StoreContents({root}, {finding});
    return captured(actual).left_out.size();
  };
  CHECK(left_out(RuleId::unreadable_file) == 1);
  CHECK(left_out(RuleId::junk) == 0);
}

TEST_CASE("a chain that its target distrusts is refused, wherever else it stands", "[capture]") {
  for (const char* const banned : {"server", "lab-issuing-1", "lab-policy", "lab-root"}) {
    const auto capture =
        chain_of("server", state({{"Root", {local(fixture("lab-root"))}},
                                  {"CA",
                                   {local(fixture("lab-root")), local(fixture("lab-policy")),
                                    local(fixture("lab-issuing-1"))}},
                                  {"Disallowed", {local(fixture(banned))}}}));
    INFO(banned);
    REQUIRE_FALSE(capture.has_value());
    CHECK(capture.error()[0].code == ErrorCode::refused);
    CHECK(capture.error()[0].message.starts_with('\'' + fixture(banned).label() +
                                                 "' is in Disallowed of machine, "));
  }
}

TEST_CASE("a chain goes around what its target distrusts, if there is a way", "[capture]") {
  const auto capture =
      chain_of("lab-issuing-1", state({{"CA", {local(fixture("lab-root-by-partner"))}},
                                       {"Disallowed", {local(fixture("lab-root"))}},
                                       {"Root",
                                        {local(fixture("lab-root")), local(fixture("lab-policy")),
                                         local(fixture("partner-root"))}}}));

  REQUIRE(capture.has_value());
  CHECK(capture->chains[0].certificates ==
        Names{"partner-root-ca", "lab-root-ca", "lab-policy-ca", "lab-issuing-ca-1"});
}

TEST_CASE("a chain is not told to be trusted where Disallowed could not be read", "[capture]") {
  TargetState actual = state({{"Root", {local(fixture("single-root"))}}});
  CHECK(chain_of("single-root", actual).has_value());
  const Finding torn{
      .rule = RuleId::undecodable, .level = Level::warning, .message = "Disallowed/x: why"};
  actual.emplace(StoreName::disallowed(), StoreContents({}, {torn}));
  CHECK_FALSE(chain_of("single-root", actual).has_value());
  actual.insert_or_assign(StoreName::disallowed(),
                          tl::unexpected(Error{ErrorCode::access_denied, "no right"}));
  const auto unread = chain_of("single-root", actual);
  REQUIRE_FALSE(unread.has_value());
  CHECK(unread.error()[0].message.find("no right") != std::string::npos);
}

TEST_CASE("the chain of a server is what leads to its root, whatever the origin", "[capture]") {
  const auto capture =
      chain_of("server", state({{"Root", {by_vendor(fixture("lab-root"))}},
                                {"CA",
                                 {by_policy(fixture("lab-policy")), local(fixture("lab-issuing-1")),
                                  local(fixture("lab-issuing-2"))}}}));

  REQUIRE(capture.has_value());
  CHECK(capture->chains[0].name == "server-lab-example");
  CHECK(capture->chains[0].certificates ==
        Names{"lab-root-ca", "lab-policy-ca", "lab-issuing-ca-1"});
  CHECK(capture->stores.empty());
}

TEST_CASE("a chain without its end is an error that names who is missing", "[capture]") {
  const auto capture = chain_of("server", state({{"CA", {local(fixture("lab-issuing-1"))}}}));

  REQUIRE_FALSE(capture.has_value());
  CHECK(capture.error()[0].message.starts_with(
      "the chain of 'server.lab.example' stops at 'Lab Issuing CA 1': the certificate of its "
      "issuer, 'CN=Lab Policy CA,O=Lab', key identifier "));
}
