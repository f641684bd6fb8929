#include <nlohmann/json.hpp>

#include "engine/formats/base64.hpp"
#include "providers/snapshot/snapshot_provider.hpp"
#include "tests/contract/harness.hpp"
#include "tests/contract/providers.hpp"
#include "tests/contract/samples.hpp"
#include "tests/support/support.hpp"

namespace trustctl::contract {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t policy_number = 900;  // a certificate that no case adds itself
constexpr const char* extra = "x_other_program";

class SnapshotHarness final : public Harness {
 public:
  std::string name() const override { return "snapshot"; }

  std::unique_ptr<Provider> provider(const fs::path& folder) const override {
    return make_snapshot_provider(file(folder).string());
  }

  void put_foreign(const fs::path& folder) const override {
    Json document = read(folder);
    document[extra] = {{"numbers", {1, 2.50, 1e3}}, {"deep", {{"er", nullptr}}}};
    Json policy = entry_of(certificate(policy_number).bytes());
    policy["origin"] = "policy";
    policy["properties_raw"] = {{{"place", "Root\\.GroupPolicy"}, {"bytes", "AAEC"}}};
    document["stores"]["Root"].push_back(policy);
    write(folder, document);
    test::write_file(folder / "neighbour.json", "{}\n");
  }

  std::string foreign(const fs::path& folder) const override {
    const Json document = read(folder);
    const Bytes neighbour = test::read_file(folder / "neighbour.json");
    std::string all = std::string(as_text(neighbour)) + document.value(extra, Json()).dump();
    for (const char* key : {"trustctl_version", "host", "os", "taken_at", "provider"}) {
      all += document.at(key).dump();
    }
    for (const Json& entry : document["stores"]["Root"]) {
      if (entry.at("origin") == "policy") {
        all += entry.dump();
      }
    }
    return all;
  }

  void damage_foreign(const fs::path& folder) const override {
    Json document = read(folder);
    document[extra] = "rewritten";
    write(folder, document);
  }

  void put_entry(const fs::path& folder, ByteView certificate) const override {
    Json document = read(folder);
    document["stores"]["Root"].push_back(entry_of(certificate));
    write(folder, document);
  }

  void break_target(const fs::path& folder) const override {
    test::write_file(file(folder), "{\"format_version\": \"1.0\"}\n");
  }

  std::vector<std::string> leftovers(const fs::path& folder) const override {
    std::vector<std::string> left;
    for (const auto& item : fs::directory_iterator(folder)) {
      const std::string name = item.path().filename().string();
      if (name != "pc17.json" && name != "neighbour.json") {
        left.push_back(name);
      }
    }
    return left;
  }

 private:
  static fs::path file(const fs::path& folder) { return folder / "pc17.json"; }

  static Json read(const fs::path& folder) {
    const Bytes bytes = test::read_file(file(folder));
    return Json::parse(as_text(bytes));
  }
  static void write(const fs::path& folder, const Json& document) {
    test::write_file(file(folder), document.dump(1, '\t') + "\n\n");
  }
  static Json entry_of(ByteView certificate) {
    return {{"certificate", base64_encode(certificate)},
            {"owners", Json::array()},
            {"places", {"elsewhere"}},
            {"purposes", nullptr},
            {"description", nullptr},
            {"friendly_name", nullptr},
            {"origin", "local"},
            {"properties_raw", Json::array()},
            {"sha256", Fingerprint::of(certificate).hex()}};
  }
};

}  // namespace

const Harness& snapshot_harness() {
  static const SnapshotHarness harness;
  return harness;
}

}  // namespace trustctl::contract
