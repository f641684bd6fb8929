#include "providers/directory/directory_provider.hpp"
#include "tests/contract/harness.hpp"
#include "tests/contract/providers.hpp"
#include "tests/contract/samples.hpp"
#include "tests/support/support.hpp"

namespace trustctl::contract {

namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
  const Bytes bytes = test::read_file(file);
  return std::string(as_text(bytes));
}

class DirectoryHarness final : public Harness {
 public:
  std::string name() const override { return "directory"; }

  std::unique_ptr<Provider> provider(const fs::path& folder) const override {
    return make_directory_provider(target(folder).string(), nullptr);
  }

  void put_foreign(const fs::path& folder) const override {
    for (const auto& [file, text] : foreign_files()) {
      test::write_file(target(folder) / file, text);
    }
  }

  std::string foreign(const fs::path& folder) const override {
    std::string all;
    for (const auto& [file, text] : foreign_files()) {
      all += file + ": " + text_of(target(folder) / file) + '\n';
    }
    return all;
  }

  void put_copies(const fs::path& folder) const override {
    const fs::path root = target(folder) / "Root";
    for (const std::size_t number : {1U, 2U}) {
      const std::string digest = certificate(number).fingerprint().hex().substr(0, 16);
      for (const auto& file : fs::directory_iterator(root)) {
        if (file.path().filename().string().find(digest) != std::string::npos) {
          test::write_file(root / ("z-copy-" + std::to_string(number)),
                           number == 1 ? std::string(as_text(certificate(number).bytes()))
                                       : text_of(file.path()));
          break;
        }
      }
    }
  }

  void damage_foreign(const fs::path& folder) const override {
    test::write_file(target(folder) / "Root/partners.pem", "rewritten\n");
  }

  void put_entry(const fs::path& folder, ByteView certificate) const override {
    test::write_file(target(folder) / "Root/other-program.der", as_text(certificate));
  }

  void break_target(const fs::path& folder) const override {
    test::write_file(target(folder), "a file, and no directory\n");
  }

  std::vector<std::string> leftovers(const fs::path& folder) const override {
    std::vector<std::string> left;
    for (const auto& item : fs::recursive_directory_iterator(target(folder))) {
      const std::string name = item.path().filename().string();
      if (name.find("trustctl") != std::string::npos || name.ends_with(".tmp")) {
        left.push_back(item.path().string());
      }
    }
    return left;
  }

 private:
  static fs::path target(const fs::path& folder) { return folder / "target"; }

  static std::vector<std::pair<std::string, std::string>> foreign_files() {
    const auto fixture = [](const std::string& name) {
      return text_of(test::source_file("tests/fixtures/" + name));
    };
    return {{"README.md", "# Our trust\n"},
            {".git/config", "[core]\n"},
            {"Root/partners.pem", "Our partners\r\n" + fixture("bundle.pem") + "the end\n"},
            {"Root/single.der", fixture("lab-root.cer")},
            {"Root/notes.txt", "why these are here\n"},
            {"Root/.gitattributes", "* -text\n"}};
  }
};

}  // namespace

const Harness& directory_harness() {
  static const DirectoryHarness harness;
  return harness;
}

}  // namespace trustctl::contract
