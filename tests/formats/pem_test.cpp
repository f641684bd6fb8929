#include "engine/formats/pem.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "tests/support/support.hpp"

using trustctl::as_bytes;
using trustctl::as_text;
using trustctl::read_pem;
using trustctl::write_pem;

namespace {

const std::string block = "-----BEGIN CERTIFICATE-----\nZm9v\n-----END CERTIFICATE-----\n";

// The error's message, or how many blocks there were.
std::string blocks_or_error(std::string_view text) {
  const auto blocks = read_pem(text);
  return blocks ? std::to_string(blocks->size()) + " blocks" : blocks.error().message;
}

std::string with_line_breaks(std::string text, std::string_view line_break) {
  for (std::size_t at = text.find('\n'); at != std::string::npos;
       at = text.find('\n', at + line_break.size())) {
    text.replace(at, 1, line_break);
  }
  return text;
}

}  // namespace

TEST_CASE("a block gives its label, its bytes and where it stands", "[pem]") {
  const std::string text = "Subject: CN=Lab\n" + block + "after\n";

  const auto blocks = read_pem(text);

  REQUIRE(blocks);
  REQUIRE(blocks->size() == 1);
  CHECK((*blocks)[0].label == "CERTIFICATE");
  CHECK(as_text((*blocks)[0].bytes) == "foo");
  CHECK((*blocks)[0].before == "Subject: CN=Lab\n");
  CHECK(text.substr((*blocks)[0].begin, 10) == "-----BEGIN");
  CHECK(text.substr((*blocks)[0].end) == "after\n");
}

TEST_CASE("blocks that read are there beside those that do not", "[pem]") {
  const std::string text = block + "-----END X-----\n-----BEGIN CERTIFICATE-----\nZm9v\n" + block +
                           "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n" + block +
                           "-----BEGIN CERTIFICATE-----\nZm9v\n";
  const auto parts = trustctl::read_pem_parts(text);
  REQUIRE(parts.blocks.size() == 3);
  for (const auto& one : parts.blocks) {
    CHECK(as_text(one.bytes) == "foo");
    CHECK(text.substr(one.begin, one.end - one.begin) == block);
  }
  REQUIRE(parts.broken.has_value());
  CHECK(parts.broken->message == read_pem(text).error().message);
  CHECK_FALSE(trustctl::read_pem_parts(block + block).broken.has_value());
}

TEST_CASE("a text of nothing but openings is given up early", "[pem]") {
  std::string text;
  for (int i = 0; i < 65; ++i) {
    text += "-----BEGIN CERTIFICATE-----\n";
  }
  CHECK(trustctl::read_pem_parts(text + block).blocks.empty());
  CHECK(trustctl::read_pem_parts(text.substr(0, text.size() / 65 * 63) + block).blocks.size() == 1);
}

TEST_CASE("LF, CRLF and CR end a line, and a byte order mark may come first", "[pem]") {
  const std::string text = "text\n" + block + block;
  for (const std::string_view line_break : {"\n", "\r\n", "\r"}) {
    const std::string changed = with_line_breaks(text, line_break);
    const auto blocks = read_pem(changed);
    REQUIRE(blocks);
    REQUIRE(blocks->size() == 2);
    CHECK((*blocks)[1].before.empty());
    CHECK(changed.substr((*blocks)[1].end).empty());
  }
  CHECK(blocks_or_error("\xEF\xBB\xBF" + block) == "1 blocks");
}

TEST_CASE("a line ends at its first line break, however long it is", "[pem]") {
  for (const std::string_view line_break : {"\n", "\r\n", "\r"}) {
    for (std::size_t length = 0; length < 250; ++length) {
      const std::string line = std::string(length, 'x') + std::string(line_break);
      CAPTURE(length, line_break.size());
      CHECK(blocks_or_error(line + line + "-----BEGIN CERTIFICATE-----") ==
            "line 3: the block 'CERTIFICATE' has no END line; is the file cut short?");
    }
  }
}

TEST_CASE("text without a block, dashes and all, gives no block", "[pem]") {
  CHECK(blocks_or_error("") == "0 blocks");
  CHECK(blocks_or_error("-----\n------------------\nx -----BEGIN CERTIFICATE-----\n") ==
        "0 blocks");
}

TEST_CASE("a block without its end says where it begins", "[pem]") {
  CHECK(blocks_or_error("\n\n-----BEGIN CERTIFICATE-----\nZm9v\n") ==
        "line 3: the block 'CERTIFICATE' has no END line; is the file cut short?");
  CHECK(blocks_or_error("-----BEGIN CERTIFICATE-----") ==
        "line 1: the block 'CERTIFICATE' has no END line; is the file cut short?");
}

TEST_CASE("a block that another one begins in, or closes, is refused", "[pem]") {
  CHECK(blocks_or_error("-----BEGIN CERTIFICATE-----\nZm9v\n" + block) ==
        "line 3: another block begins before the END line of 'CERTIFICATE'");
  CHECK(blocks_or_error("-----BEGIN CERTIFICATE-----\nZm9v\n-----END PKCS7-----\n") ==
        "line 3: the block 'CERTIFICATE' is closed by the END line of another");
  CHECK(blocks_or_error(block + "-----END CERTIFICATE-----\n") ==
        "line 4: an END line without a BEGIN line before it");
}

TEST_CASE("a boundary that is misspelt is refused, not read as text", "[pem]") {
  CHECK(blocks_or_error("-----BEGIN CERTIFICATE----\nZm9v\n-----END CERTIFICATE-----\n") ==
        "line 1: a BEGIN line that is not of the form '-----BEGIN CERTIFICATE-----'");
  CHECK(blocks_or_error("-----BEGIN -----\n-----END -----\n") ==
        "line 1: a BEGIN line that is not of the form '-----BEGIN CERTIFICATE-----'");
  CHECK(blocks_or_error("-----BEGIN CERTIFICATE-----\nZm9v\n-----END CERTIFICATE--") ==
        "line 3: an END line that is not of the form '-----END CERTIFICATE-----'");
}

TEST_CASE("headers and anything but Base64 in a block are refused with their line", "[pem]") {
  CHECK(blocks_or_error("-----BEGIN X-----\nProc-Type: 4,ENCRYPTED\n\nZm9v\n-----END X-----\n") ==
        "line 2: the block 'X' has headers (RFC 1421), as encrypted keys have them");
  CHECK(blocks_or_error("-----BEGIN X-----\nZm9v\nZm9\xC3\n-----END X-----\n") ==
        "line 3: the block 'X' holds something that is not Base64");
  CHECK(blocks_or_error("-----BEGIN X-----\nZm9v\nZm9\n-----END X-----\n") ==
        "line 3: the block 'X' holds something that is not Base64");
}

TEST_CASE("what is written is read back, and openssl writes it the same", "[pem]") {
  const std::string bytes(100, '\x7F');
  const std::string text = write_pem("CERTIFICATE", as_bytes(bytes));
  const auto base64 = trustctl::test::run("printf '%s' '" + bytes + "' | openssl base64");

  CHECK(text == "-----BEGIN CERTIFICATE-----\n" + base64.out + "-----END CERTIFICATE-----\n");
  const auto blocks = read_pem(text);
  REQUIRE(blocks);
  CHECK(as_text((*blocks)[0].bytes) == bytes);
  CHECK(write_pem("X", {}) == "-----BEGIN X-----\n-----END X-----\n");
}

TEST_CASE("a label and a line of a megabyte do not make a long message", "[pem]") {
  const std::string label(1000000, 'X');
  CHECK(blocks_or_error("-----BEGIN " + label + "-----\n").size() < 200);
}
