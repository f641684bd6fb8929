// What cannot be read as YAML at all, or is refused before its keys matter.
#include <catch2/catch.hpp>
#include <ctime>

#include "tests/manifest/manifest_text.hpp"

using namespace trustctl;
using namespace trustctl::test;
using Lines = std::vector<std::string>;

namespace {

std::string repeated(std::string_view part, std::size_t times) {
  std::string all;
  all.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i) {
    all += part;
  }
  return all;
}

// The errors of a text that is meant to cost. A second is the promise of the program as it ships;
// an unoptimised build with sanitizers gets three. Processor time, so that a busy machine fails
// nothing.
Lines quick_errors_of(std::string_view text) {
  const std::clock_t begin = std::clock();
  auto errors = errors_of(text);
  CHECK(std::clock() - begin < 3 * CLOCKS_PER_SEC);
  return errors;
}

}  // namespace

TEST_CASE("an empty manifest is refused", "[manifest]") {
  const Lines empty = {
      "1:1 the manifest is empty; the smallest holds 'version', 'certificates' and 'chains'"};

  CHECK(errors_of("") == empty);
  CHECK(errors_of("# only a comment\n") == empty);
  CHECK(errors_of("---\n...\n") == empty);
  CHECK(errors_of("\xEF\xBB\xBF") == empty);
}

TEST_CASE("a manifest in UTF-16 is told apart, with or without its mark", "[manifest]") {
  using namespace std::string_view_literals;
  const Lines utf16 = {"1:1 the file is UTF-16, as PowerShell's > writes it; save it as UTF-8"};

  CHECK(errors_of("\xFF\xFEv\0e\0r\0"sv) == utf16);
  CHECK(errors_of("\xFE\xFF\0v\0e\0r"sv) == utf16);
  CHECK(errors_of("v\0e\0r\0"sv) == utf16);
  CHECK(errors_of("\0v\0e\0r"sv) == utf16);
}

TEST_CASE("a binary file is refused at its first byte that is no text", "[manifest]") {
  using namespace std::string_view_literals;

  CHECK(errors_of("ver\0\0\0\x01\x02"sv) ==
        Lines{"1:4 the control character 0x00 has no place in a manifest; is it a binary file?"});
  CHECK(errors_of("a: 1\nb: \x1b[31m") ==
        Lines{"2:4 the control character 0x1b has no place in a manifest; take it out"});
}

TEST_CASE("a manifest that is not UTF-8 is refused at the byte", "[manifest]") {
  const Lines at_4 = {"1:4 the byte 0xff is not UTF-8; save the file as UTF-8"};

  CHECK(errors_of("a: \xFF") == at_4);
  CHECK(errors_of("ü: \xE4").front() == "1:4 the byte 0xe4 is not UTF-8; save the file as UTF-8");
  CHECK(errors_of("a: \xC0\xAF").size() == 1);          // overlong
  CHECK(errors_of("a: \xED\xA0\x80").size() == 1);      // a surrogate
  CHECK(errors_of("a: \xF4\x90\x80\x80").size() == 1);  // past U+10FFFF
}

TEST_CASE("a manifest of 9 MiB is refused unread", "[manifest]") {
  const std::string text(std::size_t{9} * 1024 * 1024, 'a');

  CHECK(quick_errors_of(text) ==
        Lines{"1:1 the manifest holds 9437184 bytes; at most 8 MiB are read"});
}

TEST_CASE("nesting is refused past 32 levels, however it is written", "[manifest]") {
  const std::string message = "the file nests deeper than 32 levels";

  CHECK(quick_errors_of(repeated("[", 10'000)) == Lines{"1:17 " + message});
  CHECK(quick_errors_of(repeated("- ", 10'000) + "a") == Lines{"1:65 " + message});
  CHECK(quick_errors_of(repeated("{a: ", 10'000)) == Lines{"1:125 " + message});
  CHECK(quick_errors_of(repeated("? ", 10'000)) == Lines{"1:65 " + message});
}

TEST_CASE("brackets by the million are refused before the scanner keeps them", "[manifest]") {
  const Lines errors = quick_errors_of(repeated("[\n#]\n", 1'000'000));

  CHECK(errors == Lines{"200001:1 the file holds more than 100000 of the characters [ { ! & *"});
}

TEST_CASE("aliases that expand past a bound are refused", "[manifest]") {
  std::string bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
  for (char name = 'b'; name <= 'i'; ++name) {
    const std::string before = std::string("*") + static_cast<char>(name - 1);
    bomb +=
        std::string(1, name) + ": &" + name + " [" + before + repeated(", " + before, 9) + "]\n";
  }

  CHECK(quick_errors_of(bomb) ==
        Lines{"5:4 the file holds more than 200000 YAML nodes, with its aliases written out"});
}

TEST_CASE("an alias of a long text is bounded by characters", "[manifest]") {
  const std::string text =
      "a: &a " + std::string(1'000'000, 'x') + "\nb: [" + repeated("*a, ", 100) + "]\n";

  CHECK(quick_errors_of(text) ==
        Lines{"2:33 the aliases of this file expand past 8388608 characters"});
}

TEST_CASE("an alias inside what it names is refused", "[manifest]") {
  CHECK(errors_of("a: &a [*a]\n") == Lines{"1:8 this alias stands inside what it names"});
}

TEST_CASE("aliases cannot nest past the limit", "[manifest]") {
  std::string text = "a: &a " + repeated("[", 20) + repeated("]", 20) + "\n";
  text += "b: " + repeated("[", 20) + "*a" + repeated("]", 20) + "\n";

  CHECK(errors_of(text) == Lines{"2:24 the file nests deeper than 32 levels"});
}

TEST_CASE("a manifest is one document", "[manifest]") {
  const std::string message = "a second YAML document begins here; a manifest is one document";

  CHECK(errors_of("version: 1\n---\nversion: 1\n") == Lines{"2:1 " + message});
  CHECK(errors_of("version: 1\n...\nversion: 1\n") == Lines{"3:1 " + message});
}

TEST_CASE("tags are refused, and the reading goes on", "[manifest]") {
  const auto errors =
      errors_of(manifest_with("policy: !!python/object:os.system\n"
                              "  max_removals: !!int 5\n"
                              "  expird: warning\n"));

  CHECK(errors == Lines{"9:9 the YAML tag 'tag:yaml.org,2002:python/object:os.system' has no "
                        "meaning here; take it out",
                        "10:17 the YAML tag 'tag:yaml.org,2002:int' has no meaning here; take it "
                        "out",
                        "10:17 'max_removals' must be a whole number from 0 to 1000000, and is the "
                        "text '5'",
                        "11:3 unknown key 'expird' in 'policy', which takes 'max_removals', "
                        "'protect' and rules by name, like 'expired'; did you mean 'expired'?"});
}

TEST_CASE("a key may stand only once in a map", "[manifest]") {
  CHECK(errors_of(manifest_with("policy:\n  max_removals: 5\n  \"max_removals\": 6\n")) ==
        Lines{"11:3 the key 'max_removals' stands twice in one map; the first is at line 10"});
}

TEST_CASE("a key must be text", "[manifest]") {
  CHECK(errors_of(manifest_with("[policy]: 1\n")) == Lines{"9:1 a key must be text"});
}

TEST_CASE("merge keys are refused by name", "[manifest]") {
  CHECK(errors_of(manifest_with("policy: &p { max_removals: 5 }\n<<: *p\n")) ==
        Lines{"10:1 the merge key '<<' is no part of YAML 1.2 and not read; write the keys out"});
}

TEST_CASE("a syntax error has a place and the parser's words", "[manifest]") {
  CHECK(errors_of("version: 1\nsite: [lab\n") ==
        Lines{"3:1 this is not valid YAML: end of sequence flow not found"});
  CHECK(
      errors_of("version: 1\n site: lab: x\n").front().starts_with("2:6 this is not valid YAML: "));
  CHECK(errors_of("a: *nowhere\n").front().starts_with("1:4 this is not valid YAML: "));
}

TEST_CASE("the usual slips in YAML are told with their mending", "[manifest]") {
  CHECK(errors_of("version: 1\nchains:\n\tlab: { certificates: [a] }\n") ==
        Lines{"3:1 this is not valid YAML: a tab cannot indent; use spaces"});
  CHECK(errors_of("version: 1\nchains:\n  lab:\n  \tcertificates: [a]\n") ==
        Lines{"4:3 this is not valid YAML: a tab cannot indent; use spaces"});
  CHECK(errors_of("version: 1\nsite: \"C:\\certs\"\n")
            .front()
            .ends_with("write a Windows path in single quotes, or with /"));
  CHECK(errors_of("version: 1\nchains:\n    a: 1\n  b: 2\n")
            .front()
            .ends_with("is this line indented as its neighbours are?"));
  CHECK(errors_of("version: 1\nsite: lab: x\n")
            .front()
            .ends_with("quote a text that has ': ' in it, and look at the indentation"));
  CHECK(errors_of("version: 1\nsite: a\tb: c\n").front().find("tab") == std::string::npos);
}

TEST_CASE("columns count characters, not bytes", "[manifest]") {
  CHECK(errors_of(manifest_with("policy: { expired: \"wärning\", max: 1 }\n")) ==
        Lines{"9:20 rule 'expired' must be one of ignore, info, warning, error, and is the text "
              "'wärning'; did "
              "you mean 'warning'?",
              "9:31 unknown key 'max' in 'policy', which takes 'max_removals', 'protect' and "
              "rules by name, like 'expired'"});
}

TEST_CASE("a manifest with a byte order mark or CRLF is read", "[manifest]") {
  std::string crlf;
  for (const char c : manifest_with("")) {
    crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  }

  CHECK(errors_of("\xEF\xBB\xBF" + manifest_with("")).empty());
  CHECK(errors_of(crlf).empty());
}
