#include "engine/render/yaml_text.hpp"

#include <catch2/catch.hpp>

#include "engine/manifest/yaml_tree.hpp"
#include "engine/text/utf8.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

// What PyYAML (YAML 1.1) makes of scalars: "str" and the text in Python's notation, a line each.
std::string loaded_by_python(const std::string& yaml) {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "text.yaml").string();
  write_file(path, yaml);
  const RunResult result =
      run("python3 -c 'import yaml; d = yaml.safe_load(open(\"" + path +
          "\", encoding=\"utf-8\"))\nfor x in d: print(type(x).__name__, ascii(x))'");
  INFO(yaml << result.err);
  REQUIRE(result.exit_code == 0);
  return result.out;
}

}  // namespace

TEST_CASE("names, digests and paths are plain", "[render]") {
  for (const std::string plain :
       {"lab-root-ca", "certs/lab-root.cer", "./x.pem", "../x.pem", "/srv/x.pem",
        "c371db07e26ed2472a2faf7a5694c0a7b27fc5c3a593ab133286a0f354e9470a",
        "84d7b05c72a8529314ecd09875dc2b6040a44ca8945fcd5adad1bc732a70d42a"}) {
    CHECK(yaml_text(plain) == plain);
  }
}

TEST_CASE("what YAML could take for something else is in quotes", "[render]") {
  std::string yaml;
  std::string expected;
  for (const std::string text :
       {"yes",
        "No",
        "NULL",
        "~",
        "y",
        "12",
        "1e5",
        ".5",
        "0x10",
        "2001-01-01",
        "12:30:00",
        "",
        "-",
        "- x",
        "a: b",
        "x #y",
        "&a",
        "*a",
        "!t",
        "{a}",
        "[a]",
        "%",
        "@",
        "`",
        "=",
        "<<",
        " a ",
        "1111111111111111111111111111111111111111111111111111111111111111",
        "111111111111111111111111111111111111e111111111111111111111111111"}) {
    yaml += "- " + yaml_text(text) + "\n";
    expected += "str '" + text + "'\n";
  }

  CHECK(loaded_by_python(yaml) == expected);
}

TEST_CASE("control characters, bidi marks and quotes come back as they were", "[render]") {
  const std::string yaml = "- " + yaml_text("\"\\\n\r\t\x1b\x7f\u0085\u202e\U000e0001") + "\n- " +
                           yaml_text(std::string("a\0b", 3)) + "\n";

  CHECK(yaml.find_first_of(std::string("\r\t\x1b\x7f\0", 5)) == std::string::npos);
  CHECK(loaded_by_python(yaml) ==
        "str '\"\\\\\\n\\r\\t\\x1b\\x7f\\x85\\u202e\\U000e0001'\nstr 'a\\x00b'\n");
}

TEST_CASE("letters of every script stay readable, and bad bytes are replaced", "[render]") {
  CHECK(yaml_text("K\u00f6ln \u6f22\u53e3 \U0001F600") == "\"K\u00f6ln \u6f22\u53e3 \U0001F600\"");
  CHECK(yaml_text("a\xff") == "\"a\\ufffd\"");
}

TEST_CASE("every character comes back from YAML as it was, by PyYAML and by yaml-cpp", "[render]") {
  // What YAML's printable set (5.1) leaves out or bounds, what its line breaks are, the C1
  // controls.
  std::vector<char32_t> odd = {0x00,   0x01,   0x09,   0x0A,    0x0D,    0x22,    0x5C,   0x7F,
                               0xA0,   0xD7FF, 0xE000, 0xFDD0,  0xFEFF,  0xFFFC,  0xFFFD, 0xFFFE,
                               0xFFFF, 0x2028, 0x2029, 0x1FFFE, 0x10000, 0x10FFFF};
  for (char32_t c = 0x80; c < 0xA0; ++c) {
    odd.push_back(c);
  }
  std::string yaml;
  std::string expected;
  std::vector<std::string> texts;
  for (const char32_t c : odd) {
    std::string text = "a";
    append_utf8(text, c);
    text += "b";
    yaml += "- " + yaml_text(text) + "\n";
    texts.push_back(text);
    expected += std::to_string(static_cast<std::uint32_t>(c)) + "\n";
  }

  const auto tree = read_yaml(yaml, "x.yaml", 4);
  REQUIRE(tree);
  REQUIRE(tree->root.items.size() == texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    INFO(static_cast<std::uint32_t>(odd[i]));
    CHECK(tree->root.items[i].text == texts[i]);
  }
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "text.yaml").string();
  write_file(path, yaml);
  const RunResult python =
      run("python3 -c 'import yaml; d = yaml.safe_load(open(\"" + path +
          "\", \"rb\").read())\nfor x in d: assert len(x) == 3; print(ord(x[1]))'");
  INFO(python.err);
  CHECK(python.out == expected);
}
