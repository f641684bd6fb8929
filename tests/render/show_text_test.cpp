#include <catch2/catch.hpp>

#include "engine/render/render_certificate.hpp"
#include "engine/render/render_show.hpp"
#include "tests/render/samples.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

Time on(std::string_view day) { return *parse_time(day); }

Entry entry(const std::string& name) { return {fixture(name), Origin::local, {{name + ".pem"}}}; }

std::string text_of(std::vector<Entry> entries) {
  ShownTarget target{{"machine", "directory", "/srv/trust"}, {}};
  target.state.emplace(StoreName::root(), StoreContents(std::move(entries)));
  return show_text(head("show"), {&target, 1}, {}, {});
}

}  // namespace

TEST_CASE("show prints what an administrator wants to see of each entry", "[render]") {
  Entry root = entry("lab-root");
  root.places.front().properties.friendly_name = "Lab Root";
  root.places.front().properties.description = "from the lab";
  root.places.front().properties.purposes = {*Oid::parse("server_auth")};
  root.places.front().properties.owners = {*Site::parse("schertz.lab/base"), *Site::parse("other")};

  check_golden("render/show.txt", text_of({root, entry("lab-policy"), entry("expired-root")}));
}

TEST_CASE("validity is told in days, and loudly once it is over", "[render]") {
  const Certificate root = fixture("lab-root");  // valid until 2060-01-01T00:00:00Z

  CHECK(validity_text(root, on("2059-12-31")) == "expires 2060-01-01, in 1 day");
  CHECK(validity_text(root, on("2059-12-02")) == "expires 2060-01-01, in 30 days");
  CHECK(validity_text(root, on("2060-01-13")) == "EXPIRED 12 days ago (2060-01-01)");
  CHECK(validity_text(root, on("2019-12-31")) == "not valid before 2020-01-01, expires 2060-01-01");
}

TEST_CASE("bytes that do not decode are shown with their defect and fingerprint", "[render]") {
  Entry junk = entry("lab-root");
  junk.certificate = Certificate::from_bytes(as_bytes("no certificate"));

  const std::string text = text_of({junk});

  CHECK(text.find("defect") != std::string::npos);
  CHECK(text.find(junk.certificate.fingerprint().hex()) != std::string::npos);
}

TEST_CASE("an unreadable store says so in its place and hides no other", "[render]") {
  ShownTarget target{{"machine", "directory", "/srv/trust"}, {}};
  target.state.emplace(StoreName::ca(), tl::unexpected(Error{ErrorCode::io, "no \x1b such"}));
  target.state.emplace(StoreName::root(), StoreContents({entry("lab-root")}));

  const std::string text = show_text(head("show"), {&target, 1}, {}, {});

  CHECK(text.find("  unreadable: no \\x1b such\n") != std::string::npos);
  CHECK(text.find("Lab Root") != std::string::npos);
}
