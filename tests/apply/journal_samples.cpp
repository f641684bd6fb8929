#include "tests/apply/journal_samples.hpp"

#include <stdexcept>

#include "tests/support/states.hpp"

namespace trustctl::test {

const std::string odd_text = std::string("a\xFF\x1B[31m\xE2\x80\xAE\n\"\\", 12) + '\0' + "z";

JournalBegin begin_record() {
  const Certificate root = fixture("lab-root");
  Properties properties;
  properties.friendly_name = odd_text;
  properties.purposes.emplace();
  properties.owners = {site("lab")};
  const Location declared{"/etc/site.yaml", 7, 3};
  JournalBegin record;
  record.circumstances = {.at = parse_time("2026-11-23T01:02:03Z").value(),
                          .target = {"machine",
                                     {"directory", {"/etc/site.yaml", 3, 5}},
                                     {{"path", {"/srv/trust", {"/etc/site.yaml", 4, 5}}}},
                                     {"/etc/site.yaml", 2, 3},
                                     "/etc"},
                          .place = "directory:/srv/trust",
                          .site = site("lab"),
                          .user = "root",
                          .host = "pc17",
                          .trustctl_version = "0.1.0",
                          .command = "apply",
                          .manifest = "/etc/site.yaml",
                          .manifest_sha256 = root.fingerprint()};
  record.items = {
      {{Remove{store("Root"), root, properties}, Drift::unexpected, "absent: old", declared},
       {{odd_text, {0x00, 0xFF, 0x0A}}}},
      {{Add{store("CA"), root, {}}, Drift::missing, "chain lab", std::nullopt}, {}}};
  return record;
}

std::string JournalHere::whole_record() {
  const std::string id = journal.begin(begin_record()).value();
  if (!journal.end(id, std::vector<Outcome>{Changed{}, Unchanged{}})) {
    throw std::runtime_error("the record could not be closed");
  }
  return id;
}

}  // namespace trustctl::test
