// What decides on a Windows computer beside its stores: Group Policy, archived entries, what a user
// inherits from the computer, and what Windows may fetch.
#include <catch2/catch.hpp>

#include "tests/support/states.hpp"
#include "tests/support/support.hpp"
#include "tests/verify/corpus.hpp"
#include "tests/verify/lab_answers.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

using Whose = WindowsTrust::Location;

TargetState windows(const Stores& stores, Whose location = Whose::local_machine) {
  TargetState state = machine(stores);
  state.windows = WindowsTrust{.location = location};
  return state;
}

// A user's stores beside those of the computer.
TargetState user(const Stores& own, const Stores& of_the_computer) {
  TargetState state = windows(own, Whose::current_user);
  state.inherited = machine(of_the_computer).stores;
  return state;
}

TargetState with_update_roots(TargetState state, std::vector<UpdateRoot> roots) {
  state.windows->update_roots = std::move(roots);
  return state;
}

// "AB:CD", as openssl prints octets.
Bytes octets_of(std::string text) {
  std::erase_if(text, [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) == 0; });
  Bytes octets;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    octets.push_back(static_cast<std::uint8_t>(std::stoi(text.substr(i, 2), nullptr, 16)));
  }
  return octets;
}

Entry archived(const Certificate& certificate) {
  return {certificate, Origin::local, {Place{.name = "somewhere", .archived = true}}};
}

std::string problems(const Answer& answer) {
  std::string text;
  for (const PathLink& link : answer.path) {
    for (const Problem& problem : link.problems) {
      text += std::string(to_string(problem.fault)) + ": " + problem.message + '\n';
    }
  }
  return text;
}

}  // namespace

TEST_CASE("where only enterprise roots count, a root of AuthRoot alone is not trusted",
          "[verify]") {
  Lab lab;
  const Question question = ask(lab.leaf(), {lab.issuing()});
  TargetState stores = windows({});
  stores.emplace(StoreName::auth_root(), StoreContents({by_vendor(lab.root())}));
  CHECK(answer(question, stores).trust == Trust::trusted);

  stores.windows->protected_roots = 0x9;
  const Answer refused = answer(question, stores);
  CHECK(refused.trust == Trust::untrusted);
  CHECK(contains(problems(refused),
                 R"(HKLM\SOFTWARE\Policies\Microsoft\SystemCertificates\Root\ProtectedRoots)"));
  CHECK(contains(problems(refused), "0x8"));

  stores.insert_or_assign(StoreName::root(), StoreContents({by_policy(lab.root())}));
  CHECK(answer(question, stores).trust == Trust::trusted);
}

TEST_CASE("where Group Policy's word on roots could not be read, nothing is called trusted",
          "[verify]") {
  Lab lab;
  const Question question = ask(lab.leaf(), {lab.issuing()});
  TargetState stores = windows({.root = {lab.root()}});
  stores.windows->protected_roots = std::nullopt;

  const Answer open = answer(question, stores);
  CHECK(open.trust == Trust::could_not_tell);
  REQUIRE(open.unreadable.size() == 1);
  CHECK(contains(open.unreadable[0].message, "ProtectedRoots, Flags"));
  CHECK(answer(question, windows({})).trust != Trust::trusted);
}

TEST_CASE("where users may not add roots, those they added are not trusted", "[verify]") {
  Lab lab;
  const Question question = ask(lab.leaf(), {lab.issuing()});
  TargetState stores = user({.root = {lab.root()}}, {});
  CHECK(answer(question, stores).trust == Trust::trusted);

  stores.windows->protected_roots = 0x1;
  const Answer refused = answer(question, stores);
  CHECK(refused.trust == Trust::untrusted);
  CHECK(contains(problems(refused), "ProtectedRoots, Flags 0x1"));

  SECTION("what the computer has counts") {
    stores.inherited = machine({.root = {lab.root()}}).stores;
    CHECK(answer(question, stores).trust == Trust::trusted);
  }
  SECTION("and so does what came by policy") {
    stores.insert_or_assign(StoreName::root(), StoreContents({by_policy(lab.root())}));
    CHECK(answer(question, stores).trust == Trust::trusted);
  }
  SECTION("the computer's own roots are no user's") {
    TargetState computer = windows({.root = {lab.root()}});
    computer.windows->protected_roots = 0x1;
    CHECK(answer(question, computer).trust == Trust::trusted);
  }
}

TEST_CASE("a user is judged with the computer's stores beside the user's own", "[verify]") {
  Lab lab;
  const Answer good =
      answer(ask(lab.leaf()), user({}, {.root = {lab.root()}, .ca = {lab.issuing()}}));
  CHECK(good.trust == Trust::trusted);
  CHECK(good.path.back().found == std::vector{Whereabouts{StoreName::root(), Origin::local, true}});

  const Question sent = ask(lab.leaf(), {lab.issuing()});
  CHECK(answer(sent, user({}, {})).trust == Trust::untrusted);
  const Answer distrusted =
      answer(sent, user({.root = {lab.root()}}, {.disallowed = {lab.issuing()}}));
  CHECK(distrusted.trust == Trust::untrusted);
  CHECK(contains(problems(distrusted), "distrusted"));

  TargetState unread = user({}, {.root = {lab.root()}});
  unread.inherited->insert_or_assign(StoreName::ca(),
                                     tl::unexpected(Error{ErrorCode::access_denied, "no"}));
  CHECK(answer(ask(lab.leaf()), unread).trust == Trust::could_not_tell);
}

TEST_CASE("a user's stores alone cannot tell", "[verify]") {
  Lab lab;
  const Question question = ask(lab.leaf(), {lab.issuing()});
  for (const Stores& own : {Stores{}, Stores{.root = {lab.root()}}}) {
    const Answer open = answer(question, windows(own, Whose::current_user));
    CHECK(open.trust == Trust::could_not_tell);
    REQUIRE(open.unreadable.size() == 1);
    CHECK(contains(open.unreadable[0].message, "LocalMachine's stores are not here"));
  }
  Question late = question;
  late.at = *parse_time("2050-01-01");
  CHECK(answer(late, windows({}, Whose::current_user)).trust == Trust::untrusted);
  CHECK(answer(question, windows({})).trust == Trust::untrusted);
}

TEST_CASE("a path that needs an archived entry cannot be told", "[verify]") {
  Lab lab;
  TargetState stores = windows({.root = {lab.root()}});
  stores.insert_or_assign(StoreName::ca(), StoreContents({archived(lab.issuing())}));
  const Answer open = answer(ask(lab.leaf()), stores);
  CHECK(open.trust == Trust::could_not_tell);
  CHECK(contains(problems(open), "is archived"));
  CHECK(answer(ask(lab.leaf(), {lab.issuing()}), stores).trust == Trust::trusted);

  stores.insert_or_assign(StoreName::root(), StoreContents({archived(lab.root())}));
  const Question sent = ask(lab.leaf(), {lab.issuing(), lab.root()});
  CHECK(answer(sent, stores).trust == Trust::could_not_tell);
  stores.insert_or_assign(StoreName::root(),
                          StoreContents({archived(lab.root()), by_policy(lab.root())}));
  CHECK(answer(sent, stores).trust == Trust::trusted);
}

TEST_CASE("an archived entry of Disallowed distrusts all the same", "[verify]") {
  Lab lab;
  TargetState stores = windows({.root = {lab.root()}});
  stores.insert_or_assign(StoreName::disallowed(), StoreContents({archived(lab.issuing())}));
  CHECK(answer(ask(lab.leaf(), {lab.issuing()}), stores).trust == Trust::untrusted);
}

TEST_CASE("the roots of smart cards are part of Root", "[verify]") {
  Lab lab;
  TargetState stores = windows({});
  stores.emplace(StoreName::smart_card_root(), StoreContents({by_policy(lab.root())}));
  CHECK(answer(ask(lab.leaf(), {lab.issuing()}), stores).trust == Trust::trusted);
}

namespace {

const std::string address = "http://pki.example/issuing.cer";

Certificate with_address(Lab& lab, const std::string& access) {
  lab.issuing();
  return lab.make({.name = "fetched",
                   .issuer = "issuing",
                   .extensions = with(server(), "authorityInfoAccess", access)});
}

// By another tool: what openssl says of a certificate or a name.
Bytes octets_by_openssl(const Certificate& certificate, const std::string& command) {
  TemporaryFolder folder;
  const auto der = folder.path() / "one.der";
  write_file(der, as_text(certificate.bytes()));
  const RunResult done = run("openssl x509 -inform DER -in " + der.string() + " " + command);
  REQUIRE(done.exit_code == 0);
  return octets_of(done.out);
}

}  // namespace

TEST_CASE("an issuer that Windows may fetch over http leaves the answer open", "[verify]") {
  Lab lab;
  const Certificate leaf = with_address(lab, "caIssuers;URI:" + address);
  const TargetState stores = windows({.root = {lab.root()}});

  const Answer open = answer(ask(leaf), stores);
  CHECK(open.trust == Trust::could_not_tell);
  CHECK(open.client_code == std::nullopt);
  REQUIRE(open.may_fetch.has_value());
  CHECK(open.may_fetch->issuer_addresses == std::vector{address});

  SECTION("on no other target") {
    const Answer other = answer(ask(leaf), machine({.root = {lab.root()}}));
    CHECK(other.trust == Trust::untrusted);
    CHECK(other.may_fetch == std::nullopt);
    CHECK(other.missing->addresses == std::vector{address});
  }
  SECTION("not in the strict view") {
    Question strict = ask(leaf);
    strict.view = Viewpoint::strict;
    CHECK(answer(strict, stores).trust == Trust::untrusted);
  }
  SECTION("not where something else is wrong too") {
    Question late = ask(leaf);
    late.at = *parse_time("2050-01-01");
    CHECK(answer(late, stores).trust == Trust::untrusted);
  }
  SECTION("not where the issuer is at hand, and its root is private") {
    const Answer ended =
        answer(ask(leaf, {lab.issuing(), lab.root()}), with_update_roots(windows({}), {}));
    CHECK(ended.trust == Trust::untrusted);
    CHECK(ended.may_fetch == std::nullopt);
  }
}

TEST_CASE("an issuer at an ldap address, or at none, is not fetched", "[verify]") {
  Lab lab;
  TargetState stores = windows({.root = {lab.root()}});
  stores.windows->update_roots.emplace();
  for (const std::string& access :
       {std::string("caIssuers;URI:ldap://dc.example/cn=ca"), "OCSP;URI:" + address}) {
    CHECK(answer(ask(with_address(lab, access)), stores).trust == Trust::untrusted);
  }
}

TEST_CASE("a root on the list of the automatic root update leaves the answer open", "[verify]") {
  Lab lab;
  const Bytes sha1 = octets_by_openssl(lab.root(), "-noout -fingerprint -sha1 | cut -d= -f2");
  const Bytes key_id = octets_by_openssl(lab.root(), "-noout -ext subjectKeyIdentifier | tail -n1");
  const Question at_hand = ask(lab.leaf(), {lab.issuing(), lab.root()});
  const Question missing = ask(lab.leaf(), {lab.issuing()});
  TargetState stores = windows({});
  stores.windows->update_roots = {UpdateRoot{sha1, key_id, {}}};
  for (const Question& question : {at_hand, missing}) {
    const Answer open = answer(question, stores);
    CHECK(open.trust == Trust::could_not_tell);
    REQUIRE(open.may_fetch.has_value());
    CHECK(open.may_fetch->root == MayFetch::Root::listed);
  }

  SECTION("not where Group Policy switches the update off") {
    stores.windows->fetches_roots = false;
    CHECK(answer(at_hand, stores).trust == Trust::untrusted);
    CHECK(answer(missing, stores).trust == Trust::untrusted);
  }
  SECTION("another root on the list changes nothing") {
    stores.windows->update_roots = {UpdateRoot{Bytes(20, 7), Bytes(20, 8), Bytes(16, 9)}};
    CHECK(answer(at_hand, stores).trust == Trust::untrusted);
    CHECK(answer(missing, stores).trust == Trust::untrusted);
  }
  SECTION("where the list is not known, it is advice and no more") {
    stores.windows->update_roots.reset();
    const Answer known = answer(missing, stores);
    CHECK(known.trust == Trust::untrusted);
    CHECK(known.may_fetch->root == MayFetch::Root::perhaps);
  }
}
