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

TEST_CASE("blocks that were joined without a line break say where", "[pem]") {
  const std::string glued = block.substr(0, block.size() - 1) + block;
  CHECK(blocks_or_error(glued) ==
        "line 3: an END line and a BEGIN line stand on one line; put a line break between them, as "
        "each file that is joined to others must end with one");
  CHECK(blocks_or_error("-----BEGIN CERTIFICATE-----Zm9v-----END CERTIFICATE-----\n")
            .starts_with("line 1: a whole block stands on one line, its line breaks are lost"));
  CHECK(blocks_or_error("-----BEGIN CERTIFICATE-----\nZm9v-----END CERTIFICATE-----\n") ==
        "line 2: the END line of 'CERTIFICATE' stands behind Base64; put a line break before it");
}

TEST_CASE("an indented boundary is refused, not read as text", "[pem]") {
  CHECK(blocks_or_error("a\n  " + block) ==
        "line 2: blanks stand before '-----BEGIN', which must begin its line");
  CHECK(blocks_or_error("-----BEGIN CERTIFICATE-----\nZm9v\n\t-----END CERTIFICATE-----\n") ==
        "line 3: blanks stand before '-----END', which must begin its line");
  CHECK(blocks_or_error("-----BEGIN CERTIFICATE-----\n  Zm9v\n-----END CERTIFICATE-----\n") ==
        "1 blocks");
}

TEST_CASE("other dashes than five hyphens are named, with their line", "[pem]") {
  const std::string en = "\xE2\x80\x93";
  const std::string dashes = en + en + en + en + en;
  const std::string form = "of the form '-----BEGIN CERTIFICATE-----'";
  CHECK(blocks_or_error("a\n" + dashes + "BEGIN CERTIFICATE" + dashes + "\nZm9v\n") ==
        "line 2: U+2013 EN DASH stands where a hyphen belongs, as word processors and web pages "
        "put it; the line must be " +
            form);
  CHECK(blocks_or_error("-----BEGIN CERTIFICATE" + dashes + "\n")
            .starts_with("line 1: U+2013 EN DASH"));
  CHECK(blocks_or_error("-----BEGIN CERTIFICATE-----\nZm9v\n" + dashes + "END CERTIFICATE" +
                        dashes + "\n")
            .starts_with("line 3: U+2013 EN DASH"));
  CHECK(blocks_or_error("-----BEGIN CERTIFICATE-----\nZm9v\n" + dashes + "END CERTIFICATE-----\n" +
                        block)
            .starts_with("line 3: U+2013 EN DASH"));
  CHECK(blocks_or_error("\xE2\x80\x94-BEGIN CERTIFICATE-----\n")
            .starts_with("line 1: U+2014 EM DASH"));
  CHECK(blocks_or_error("----BEGIN CERTIFICATE-----\n") ==
        "line 1: 4 hyphens stand before BEGIN, where five belong: '-----BEGIN CERTIFICATE-----'");
  CHECK(blocks_or_error("-" + block).starts_with("line 1: 6 hyphens stand before BEGIN"));
}

TEST_CASE("a character that nobody sees is named, with its line", "[pem]") {
  const std::string no_break = "\xC2\xA0";
  CHECK(blocks_or_error(no_break + block) ==
        "line 1: U+00A0 NO-BREAK SPACE stands in a line that must be of the form '-----BEGIN "
        "CERTIFICATE-----'; take it out");
  CHECK(blocks_or_error("-----BEGIN CERTIFICATE-----" + no_break +
                        "\nZm9v\n-----END CERTIFICATE-----\n")
            .starts_with("line 1: U+00A0 NO-BREAK SPACE"));
  CHECK(
      blocks_or_error("-----BEGIN CERTIFICATE-----\nZm9v\n" + no_break +
                      "Zm9v\n-----END CERTIFICATE-----\n") ==
      "line 3: the block 'CERTIFICATE' holds something that is not Base64: U+00A0 NO-BREAK SPACE");
  CHECK(blocks_or_error(block + "\xEF\xBB\xBF" + block).starts_with("line 4: U+FEFF ZERO WIDTH"));
}

TEST_CASE("a block behind a damaged line is there", "[pem]") {
  const auto parts = trustctl::read_pem_parts("  " + block + block);
  CHECK(parts.blocks.size() == 1);
  CHECK(parts.broken.has_value());
}

TEST_CASE("headers and anything but Base64 in a block are refused with their line", "[pem]") {
  CHECK(blocks_or_error("-----BEGIN X-----\nProc-Type: 4,ENCRYPTED\n\nZm9v\n-----END X-----\n") ==
        "line 2: the block 'X' has headers (RFC 1421), as encrypted keys have them");
  CHECK(blocks_or_error("-----BEGIN X-----\nZm9v\nZm9\xC3\n-----END X-----\n") ==
        "line 3: the block 'X' holds something that is not Base64: the byte 0xC3, which is not "
        "UTF-8");
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
