#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>

#include "engine/capture/make_capture.hpp"
#include "engine/manifest/parse_manifest.hpp"
#include "engine/manifest/resolve.hpp"
#include "engine/plan/make_plan.hpp"
#include "engine/render/render_capture.hpp"
#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

// The folder that a capture would write.
class CaptureFolder : public FileReader {
 public:
  explicit CaptureFolder(const Capture& capture) {
    for (const CapturedCertificate& one : capture.certificates) {
      m_files.emplace("certs/" + one.file, copy(one.certificate.bytes()));
    }
  }
  Result<Bytes> read(const std::string& path, std::size_t) const override {
    return m_files.contains(path)
               ? Result<Bytes>(m_files.at(path))
               : Result<Bytes>(tl::unexpected(Error{ErrorCode::not_found, path}));
  }

 private:
  std::map<std::string, Bytes> m_files;
};

// What the manifest of a capture says of the one target that it has.
DesiredState declared(const Capture& capture, Policy& policy) {
  const std::string text = capture_manifest(capture, "");
  const auto manifest = parse_manifest(text, "site.yaml");
  INFO(text << (manifest.has_value() ? "" : manifest.error()[0].message));
  REQUIRE(manifest.has_value());
  policy = manifest->policy;
  const auto resolved = resolve(*manifest, CaptureFolder(capture));
  INFO((resolved.has_value() ? "" : resolved.error()[0].message));
  REQUIRE(resolved.has_value());
  return resolved->state_of(0);
}

using Contents = std::map<StoreName, std::map<Fingerprint, Properties>>;

Contents contents_of(const TargetState& state) {
  Contents all;
  for (const auto& [store, contents] : state) {
    for (const Entry& entry : contents->entries()) {
      all[store][entry.certificate.fingerprint()] = entry.properties();
    }
  }
  return all;
}

// What is in Disallowed does nothing elsewhere, nor do its twins (broken-root is lab-root with
// another signature), and a manifest cannot want it there.
Contents in_force(const TargetState& actual) {
  std::set<std::string> distrusted;
  const auto disallowed = actual.find(StoreName::disallowed());
  if (disallowed != actual.end()) {
    for (const Entry& entry : disallowed->second->entries()) {
      distrusted.emplace(as_text(entry.certificate.tbs()));
    }
  }
  Contents contents = contents_of(actual);
  for (const auto& [store, held] : actual) {
    for (const Entry& entry : held->entries()) {
      if (store != StoreName::disallowed() &&
          distrusted.contains(std::string(as_text(entry.certificate.tbs())))) {
        contents[store].erase(entry.certificate.fingerprint());
      }
    }
  }
  std::erase_if(contents, [](const auto& one) { return one.second.empty(); });
  return contents;
}

// What an empty target holds after the plan; nothing where the plan is blocked.
Contents applied_to_nothing(const DesiredState& desired, const Policy& policy) {
  Plan plan = make_plan(desired, TargetState(), all_capabilities(), policy, today(), ask_openssl);
  CHECK_FALSE(plan.blocked());
  Contents all;
  for (const PlannedChange& change : plan.changes) {
    const auto& add = std::get<Add>(change.change);
    all[add.store][add.certificate.fingerprint()] = add.after;
  }
  return all;
}

void check_round_trip(const TargetState& actual) {
  CaptureChoice choice;
  choice.now = today();
  const auto capture = make_capture(actual, choice);
  REQUIRE(capture.has_value());
  Policy policy;
  const DesiredState desired = declared(*capture, policy);

  CHECK(applied_to_nothing(desired, policy) == in_force(actual));
  CHECK(
      make_plan(desired, actual, all_capabilities(), policy, today(), ask_openssl).changes.empty());
  CHECK(capture_manifest(*make_capture(actual, choice), "") == capture_manifest(*capture, ""));
}

const std::vector<std::string> fixtures = {"lab-root",
                                           "lab-policy",
                                           "lab-issuing-1",
                                           "lab-issuing-2",
                                           "server",
                                           "single-root",
                                           "partner-root",
                                           "lab-root-by-partner",
                                           "rollover-old-root",
                                           "rollover-new-root",
                                           "rollover-new-by-old",
                                           "rollover-old-by-new",
                                           "rollover-issuing",
                                           "renewed-root-1",
                                           "renewed-root-2",
                                           "expired-root",
                                           "future-root",
                                           "not-a-ca",
                                           "no-cert-sign",
                                           "v1-root",
                                           "broken-root",
                                           "impostor-root",
                                           "case-root",
                                           "case-issuing",
                                           "cyclic-a",
                                           "cyclic-b",
                                           "odd-escape",
                                           "odd-nul",
                                           "odd-newline",
                                           "odd-bidi"};

Properties random_properties(std::mt19937& random) {
  const std::vector<std::string> texts = {"Lab",
                                          "K\u00f6ln \u6f22\u53e3 \U0001F600",
                                          "yes",
                                          "12",
                                          "a: b # c",
                                          "\"quoted\" \\ back",
                                          "line\nbreak\ttab\r",
                                          "\x1b[31m\u202e\u0085\u2028\x7f",
                                          " lead",
                                          "- item",
                                          "{x}",
                                          "~",
                                          "0x10",
                                          "2001-01-01",
                                          "'",
                                          "%",
                                          "@a",
                                          std::string("nul\0nul", 7)};
  Properties properties;
  if (random() % 3 == 0) {
    properties.friendly_name = texts[random() % texts.size()];
  }
  if (random() % 3 == 0) {
    properties.description = texts[random() % texts.size()];
  }
  if (random() % 4 == 0) {
    properties.purposes.emplace();
    for (const std::string name : {"server_auth", "client_auth", "1.2.3.4.5", "2.5"}) {
      if (random() % 2 == 0) {
        properties.purposes->insert(purpose(name));
      }
    }
  }
  return properties;
}

}  // namespace

TEST_CASE("what is captured and applied to an empty target is the same set", "[capture]") {
  const unsigned seed = GENERATE(range(0U, 30U));
  std::mt19937 random(seed);
  std::map<std::string, std::vector<Entry>> stores;
  for (const std::string& name : fixtures) {
    Properties properties = random_properties(random);
    for (const std::string store_name :
         {"Root", "CA", "Disallowed", "TrustedPeople", "Odd store"}) {
      if (random() % 3 == 0) {
        properties = random() % 8 == 0 ? random_properties(random) : properties;
        stores[store_name].push_back({fixture(name), Origin::local, {{"somewhere", properties}}});
      }
    }
  }
  TargetState actual;
  for (auto& [name, entries] : stores) {
    actual.emplace(store(name), StoreContents(std::move(entries)));
  }
  INFO("seed " << seed);

  check_round_trip(actual);
}

TEST_CASE("a healthy machine's capture is the same set, by chains", "[capture]") {
  const auto both = [](const std::string& name) { return local(fixture(name)); };

  check_round_trip(
      state({{"Root",
              {both("lab-root"), both("partner-root"), both("rollover-new-root"),
               both("rollover-old-root"), both("single-root")}},
             {"CA",
              {both("lab-root"), both("lab-policy"), both("lab-issuing-1"), both("lab-issuing-2"),
               both("partner-root"), both("lab-root-by-partner"), both("rollover-new-root"),
               both("rollover-old-root"), both("rollover-new-by-old"), both("rollover-old-by-new"),
               both("rollover-issuing")}}}));
}
