// The rule, with rights that a test makes up; what systems gather has tests of its own.
#include "engine/platform/who_may_change.hpp"

#include <catch2/catch.hpp>

using namespace trustctl;

namespace {

const std::set<std::string> trusted = {"root"};

std::vector<Stranger> judged(PlaceKind kind, const std::vector<Access>& access,
                             Medium medium = Medium::permissions) {
  return strangers({{kind, "/x", medium, access}}, trusted);
}

bool is_refused(PlaceKind kind, Right right) { return !judged(kind, {{"bob", right}}).empty(); }

NamedStranger named(const std::string& name, Right right, const std::string& path,
                    const std::string& cure, Medium medium = Medium::permissions) {
  return {{"id of " + name, right, PlaceKind::file, path, medium}, name, {cure}};
}

}  // namespace

TEST_CASE("each right that changes a file, or lets another take its place, is a stranger's",
          "[who_may_change]") {
  CHECK(is_refused(PlaceKind::file, Right::own));
  CHECK(is_refused(PlaceKind::file, Right::write));
  CHECK(is_refused(PlaceKind::file, Right::remove));
  CHECK(is_refused(PlaceKind::file, Right::change_permissions));
  CHECK(is_refused(PlaceKind::file, Right::take_ownership));
  CHECK(is_refused(PlaceKind::folder, Right::own));
  CHECK(is_refused(PlaceKind::folder, Right::exchange));
  CHECK(is_refused(PlaceKind::folder, Right::remove));
  CHECK(is_refused(PlaceKind::folder, Right::change_permissions));
  CHECK(is_refused(PlaceKind::folder, Right::take_ownership));
}

TEST_CASE("a new name in a folder is no harm, and the topmost folder cannot be moved",
          "[who_may_change]") {
  CHECK_FALSE(is_refused(PlaceKind::folder, Right::write));
  CHECK_FALSE(is_refused(PlaceKind::root_folder, Right::write));
  CHECK_FALSE(is_refused(PlaceKind::root_folder, Right::remove));
  CHECK(is_refused(PlaceKind::root_folder, Right::exchange));
}

TEST_CASE("who is trusted may do all of it", "[who_may_change]") {
  CHECK(judged(PlaceKind::file, {{"root", Right::own}, {"root", Right::write}}).empty());
  CHECK(judged(PlaceKind::folder, {{"root", Right::exchange}}).empty());
}

TEST_CASE("a stranger is told once a place, with the plainest right, and at every place",
          "[who_may_change]") {
  const auto found =
      strangers({{PlaceKind::file,
                  "/a/b",
                  Medium::permissions,
                  {{"bob", Right::take_ownership}, {"ann", Right::remove}, {"bob", Right::write}}},
                 {PlaceKind::folder, "/a", Medium::permissions, {{"bob", Right::exchange}}}},
                trusted);

  REQUIRE(found.size() == 3);
  CHECK(found[0].who == "bob");
  CHECK(found[0].right == Right::write);
  CHECK(found[1].who == "ann");
  CHECK(found[2].path == "/a");
}

TEST_CASE("on a medium that nobody can write nobody is a stranger; the folders around it count",
          "[who_may_change]") {
  CHECK(judged(PlaceKind::file, {{"bob", Right::own}}, Medium::read_only).empty());
  CHECK(judged(PlaceKind::file, {{"bob", Right::write}}, Medium::no_permissions).size() == 1);
  CHECK(strangers({{PlaceKind::file, "/iso/x", Medium::read_only, {{"bob", Right::own}}},
                   {PlaceKind::folder, "/", Medium::permissions, {{"bob", Right::own}}}},
                  trusted)
            .size() == 1);
}

TEST_CASE("a refusal names everyone, each cure once, and the way to trust them",
          "[who_may_change]") {
  const Error error =
      refusal("/a/site.yaml",
              {named("bob", Right::own, "/a/site.yaml", "chown root /a/site.yaml"),
               named("group staff", Right::write, "/a/site.yaml", "chmod go-w /a/site.yaml"),
               named("every user", Right::exchange, "/a", "chmod go-w /a/site.yaml")},
              "root");

  CHECK(error.code == ErrorCode::access_denied);
  CHECK(error.message ==
        "bob owns /a/site.yaml, group staff may write to /a/site.yaml, every user may exchange "
        "what is in /a, and root would apply what they declare; run 'chown root /a/site.yaml' and "
        "'chmod go-w /a/site.yaml' once you have read it, or trust them by --trust-owner NAME");
}

TEST_CASE("a refusal of many names four and counts the rest", "[who_may_change]") {
  const std::vector<NamedStranger> many(7, named("bob", Right::remove, "/x", "cure"));
  CHECK(refusal("/x", many, "root").message.find(", 3 more may change it, and root") !=
        std::string::npos);
}

TEST_CASE("where a file system has no permissions the cure is another place", "[who_may_change]") {
  const Error error =
      refusal("E:\\site.yaml",
              {named("Everyone", Right::write, "E:\\site.yaml", "icacls", Medium::no_permissions)},
              "an administrator");

  CHECK(error.message ==
        "E:\\site.yaml is on a file system without permissions, where Everyone may change it, and "
        "an administrator would apply what they declare; copy E:\\site.yaml to a folder on a disk "
        "with permissions");
}
