#include <catch2/catch.hpp>
#include <random>

#include "engine/formats/pem.hpp"
#include "providers/directory/entry_header.hpp"
#include "providers/directory/line_text.hpp"
#include "providers/directory/store_file.hpp"
#include "tests/support/states.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::directory;
using test::contains;
using test::fixture;
using test::named;
using test::replaced;

namespace {

StoreFile parse(const std::string& text, const std::string& name = "x.pem") {
  return parse_store_file(name, as_bytes(text));
}

std::string remarks(const StoreFile& file) {
  std::string all;
  for (const StoreFile::Remark& remark : file.remarks) {
    all += remark.message + '\n';
  }
  return all;
}

}  // namespace

TEST_CASE("any bytes come back from a line, and the line is one", "[directory][format]") {
  std::mt19937 random(20261123);  // the same at each run
  const std::string alphabet =
      std::string("\0\n\r\t\x1b\\xn- u{}", 14) + "\xC3\xBC\xE2\x80\xAE\xFF a";
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (auto length = random() % 12; length > 0; --length) {
      text += alphabet[random() % alphabet.size()];
    }
    const std::string line = encode_line(text);
    CAPTURE(text, line);
    REQUIRE(decode_line(line) == text);
    REQUIRE(line.find_first_of(std::string("\0\n\r\t\x1b\xFF", 6)) == std::string::npos);
    REQUIRE_FALSE(contains(line, "-----"));
    REQUIRE_FALSE(contains(line, "\xE2\x80\xAE"));
    REQUIRE((line.empty() || (line.front() != ' ' && line.back() != ' ')));
  }
}

TEST_CASE("a line in which a PEM reader would see a block begin is broken up",
          "[directory][format]") {
  for (const char* text : {"-----BEGIN CERTIFICATE-----", "a -----END X-----", "-------------"}) {
    CHECK_FALSE(contains(encode_line(text), "-----"));
    CHECK(decode_line(encode_line(text)) == text);
  }
}

TEST_CASE("a backslash that begins no escape does not read", "[directory][format]") {
  for (const char* bad : {"\\", "\\q", "\\x", "\\x4", "\\xzz", "\\u{}", "\\u{110000}", "\\u{41"}) {
    CAPTURE(bad);
    CHECK_FALSE(decode_line(bad).has_value());
  }
}

TEST_CASE("a file of ours says what it holds, as openssl sees it", "[directory][format]") {
  const Certificate root = fixture("lab-root");
  Properties properties = named("Lab Root");
  properties.purposes = std::set{Oid::parse("server_auth").value(), Oid::parse("1.2.3").value()};
  properties.owners = {Site::parse("lab/base").value(), Site::parse("a").value()};
  const test::TemporaryFolder folder;
  test::write_file(folder.path() / "x.pem", write_store_file(root, properties));
  const auto oracle = test::run("openssl x509 -noout -fingerprint -sha256 -in " +
                                (folder.path() / "x.pem").string() + " | tr -d : | tr A-F a-f");
  CHECK(contains(oracle.out, root.fingerprint().hex()));
  const std::string text = write_store_file(root, properties);
  CHECK(contains(text, "\nSHA-256: " + root.fingerprint().hex() + "\n"));
  CHECK(contains(text, "\nValid: 2020-01-01 to 2060-01-01\n"));
  CHECK(contains(text, "\nFriendly name: Lab Root\n"));
  CHECK(contains(text, "\nPurposes: 1.2.3, server_auth\n"));
  CHECK(contains(text, "\nOwners: a, lab/base\n"));
}

TEST_CASE("purposes: none has a line, all has none", "[directory][format]") {
  Properties none;
  none.purposes.emplace();
  const std::string text = write_store_file(fixture("lab-root"), none);
  CHECK(contains(text, "\nPurposes: none\n"));
  CHECK(parse(text).properties == none);
  CHECK_FALSE(contains(write_store_file(fixture("lab-root"), {}), "Purposes"));
}

TEST_CASE("a name from a certificate cannot inject a line or a terminal sequence",
          "[directory][format]") {
  for (const char* name : {"odd-escape", "odd-nul", "odd-newline", "odd-bidi"}) {
    const std::string text = write_store_file(fixture(name), {});
    CAPTURE(name, text);
    const std::string header = text.substr(0, text.find("-----BEGIN"));
    CHECK(std::count(header.begin(), header.end(), '\n') == 6);
    CHECK(header.find_first_of(std::string("\0\x1b", 2)) == std::string::npos);
    CHECK_FALSE(contains(header, "\xE2\x80\xAE"));
    CHECK(parse(text).remarks.empty());
    const std::string file = store_file_name(fixture(name));
    CHECK(file.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.") == std::string::npos);
  }
}

TEST_CASE("properties under another certificate's header do not count", "[directory][format]") {
  const std::string header = write_header(fixture("lab-root"), named("trusted name"));
  const Certificate other = fixture("partner-root");
  const StoreFile file = parse(header + write_pem("CERTIFICATE", other.bytes()));
  CHECK(file.properties == Properties{});
  CHECK(file.items.front().certificate == other);
  CHECK(contains(remarks(file), "SHA-256' is not that of the certificate below it"));
}

TEST_CASE("a header with a line that does not read gives no properties", "[directory][format]") {
  Properties properties = named("x");
  properties.owners = {Site::parse("lab").value()};
  const std::string good = write_store_file(fixture("lab-root"), properties);
  for (const auto& [what, by] : std::vector<std::pair<std::string, std::string>>{
           {"Owners: lab", "Owners: a b"},
           {"Owners: lab", "Owners: lab\nOwners: other"},
           {"Friendly name: x", "Friendly name: \\q"},
           {"Friendly name: x", "Purposes: not a purpose"},
           {"Friendly name: x", "Purposes:"},
           {"SHA-256:", "SHA-255:"}}) {
    CAPTURE(by);
    const StoreFile file = parse(replaced(good, what, by));
    CHECK(file.form == StoreFile::Form::own);
    CHECK(file.properties == Properties{});
    CHECK_FALSE(file.remarks.empty());
  }
}

TEST_CASE("a file that git checked out with CRLF reads the same", "[directory][format]") {
  const std::string text = write_store_file(fixture("lab-root"), named("two\nlines "));
  std::string crlf;
  for (const char c : text) {
    crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  }
  CHECK(parse(crlf).properties == named("two\nlines "));
  CHECK(parse(crlf).remarks.empty());
}

TEST_CASE("what others wrote into a file of ours stays when its properties change",
          "[directory][format]") {
  const std::string text =
      "ticket 4711\n" +
      replaced(write_store_file(fixture("lab-root"), {}), "Valid:", "Checked by: eve\nValid:") +
      "the end\n";
  const StoreFile file = parse(text);
  REQUIRE(file.form == StoreFile::Form::own);
  const std::string changed = with_properties(as_bytes(text), file, named("new"));
  CHECK(changed.starts_with("ticket 4711\n"));
  CHECK(changed.ends_with("-----END CERTIFICATE-----\nthe end\n"));
  CHECK(contains(changed, "\nChecked by: eve\n"));
  CHECK(parse(changed).properties == named("new"));
  CHECK(with_properties(as_bytes(changed), parse(changed), named("new")) == changed);
}

TEST_CASE("a private key is never an entry and never quoted", "[directory][format]") {
  const auto key = test::run("openssl genpkey -algorithm ed25519");
  REQUIRE(key.exit_code == 0);
  const StoreFile alone = parse(key.out);
  CHECK(alone.items.empty());
  CHECK(contains(remarks(alone), "it holds a private key"));
  CHECK_FALSE(contains(remarks(alone), key.out.substr(28, 20)));
  const StoreFile both = parse(key.out + write_pem("CERTIFICATE", fixture("lab-root").bytes()));
  CHECK(both.items.size() == 1);
  CHECK_FALSE(both.holds_only({fixture("lab-root").fingerprint()}));
}

TEST_CASE("an OpenSSL TRUSTED CERTIFICATE is a remark, not an entry", "[directory][format]") {
  const auto trusted = test::run("openssl x509 -trustout -addreject serverAuth -in " +
                                 test::source_file("tests/fixtures/lab-root.pem").string());
  REQUIRE(contains(trusted.out, "BEGIN TRUSTED CERTIFICATE"));
  CHECK(parse(trusted.out).items.empty());
  CHECK(contains(remarks(parse(trusted.out)), "TRUSTED CERTIFICATE"));
  CHECK(parse(trusted.out).remarks.front().rule == RuleId::unreadable_file);
}

TEST_CASE("what is broken in a file costs none of its certificates, and stays in it",
          "[directory][format]") {
  const Certificate first = fixture("lab-root");
  const Certificate second = fixture("partner-root");
  const std::string torn = "-----BEGIN CERTIFICATE-----\nMIIB\n";
  const std::string text = write_pem("CERTIFICATE", first.bytes()) + torn + "a note\n" +
                           write_pem("CERTIFICATE", second.bytes());
  const StoreFile file = parse(text);
  REQUIRE(file.items.size() == 2);
  CHECK(file.form == StoreFile::Form::pem);
  CHECK(file.remarks.front().rule == RuleId::undecodable);
  CHECK(contains(remarks(file), "a part of it does not read: line"));
  CHECK_FALSE(file.holds_only({first.fingerprint(), second.fingerprint()}));
  CHECK(without(as_bytes(text), file, {first.fingerprint(), second.fingerprint()}) ==
        torn + "a note\n");
}

TEST_CASE("a file of ours with something broken behind it is no longer ours",
          "[directory][format]") {
  const std::string text = write_store_file(fixture("lab-root"), named("lab"));
  CHECK(parse(text).form == StoreFile::Form::own);
  const StoreFile file = parse(text + "-----BEGIN CERTIFICATE-----\n");
  CHECK(file.form == StoreFile::Form::pem);
  CHECK(file.properties == Properties{});
  CHECK(file.items.size() == 1);
}

TEST_CASE("bytes that are no certificate are junk, or a broken one by their name",
          "[directory][format]") {
  const std::string broken = "\x30\x82\x01\x02 and no more";
  CHECK(parse(broken, "a.txt").items.empty());
  CHECK(parse(broken, "a.CER").items.size() == 1);
  CHECK(parse("", "a.pem").items.empty());
  CHECK(contains(remarks(parse("0 is a digit, and 0x30\n", "a.txt")), "holds no certificate"));
  CHECK(parse("0 s:CN=x\n" + write_pem("CERTIFICATE", fixture("lab-root").bytes())).items.size() ==
        1);
  const Bytes p7 = test::read_file(test::source_file("tests/fixtures/bundle.p7b"));
  CHECK(parse(std::string(as_text(p7)), "bundle.p7b").items.empty());
  CHECK(parse(std::string(as_text(p7)), "bundle.p7b").remarks.front().rule ==
        RuleId::unreadable_file);
}

TEST_CASE("one block is taken out of many, and all else stays byte for byte",
          "[directory][format]") {
  const Bytes bytes = test::read_file(test::source_file("tests/fixtures/bundle.pem"));
  const std::string text = "head\r\n" + std::string(as_text(bytes)) + "tail";
  const StoreFile file = parse(text);
  REQUIRE(file.items.size() == 3);
  const StoreFile::Item& middle = file.items[1];
  const std::string rest = without(as_bytes(text), file, {middle.certificate.fingerprint()});
  CHECK(rest == text.substr(0, middle.begin) + text.substr(middle.end));
  CHECK(parse(rest).items.size() == 2);
}

TEST_CASE("file names are short, plain and never empty", "[directory][format]") {
  const Certificate root = fixture("lab-root");
  const std::string digits = root.fingerprint().hex().substr(0, 16);
  CHECK(store_file_name(root).ends_with("." + digits + ".pem"));
  CHECK(store_file_name(root, 2).ends_with("." + digits + ".2.pem"));
  const Certificate nothing = Certificate::from_bytes(as_bytes("x"));
  CHECK(store_file_name(nothing).size() > digits.size() + 5);
  CHECK(store_file_name(root).size() <= 48 + 1 + 16 + 4);
}
