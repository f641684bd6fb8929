#include <catch2/catch.hpp>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "engine/model/certificate.hpp"
#include "engine/model/signature.hpp"
#include "tests/model/certificate_builder.hpp"
#include "tests/model/openssl_facts.hpp"

namespace trustctl::test {

namespace {

using Kind = Verdict::Kind;
using Reason = Verdict::Reason;

std::string describe(const Verdict& verdict) {
  const char* kinds[] = {"strict", "lax", "opaque"};
  return std::string(kinds[static_cast<int>(verdict.kind)]) + ": " +
         std::string(to_string(verdict.reason));
}

struct Case {
  const char* what;
  Verdict expected;
  std::function<void(Parts&)> change;
};

const Verdict strict{Kind::strict, Reason::none};
Verdict lax(Reason reason) { return {Kind::lax, reason}; }
Verdict opaque(Reason reason) { return {Kind::opaque, reason}; }

Bytes utf8_name(std::string_view value) { return name_of("550403", 0x0C, as_bytes(value)); }
Bytes utc_time(std::string_view value) { return element(0x17, as_bytes(value)); }
Bytes general(std::string_view value) { return element(0x18, as_bytes(value)); }
Bytes constraints(std::string_view hex) { return extension("551D13", hex_bytes(hex)); }

// What DER and RFC 5280 allow.
const std::vector<Case> good = {
    {"the parts as they stand", strict, [](Parts&) {}},
    {"a negative serial", strict, [](Parts& p) { p.serial = hex_bytes("0201 FF"); }},
    {"a serial of 40 octets", strict, [](Parts& p) { p.serial = element(0x02, Bytes(40, 0x11)); }},
    {"version 1", strict, [](Parts& p) { p.version.clear(), p.extensions.clear(); }},
    {"an empty name", strict, [](Parts& p) { p.subject = hex_bytes("3000"); }},
    {"GeneralizedTime before 2050", strict,
     [](Parts& p) { p.not_after = general("20300101000000Z"); }},
    {"a UTCTime of 1950", strict, [](Parts& p) { p.not_before = utc_time("500101000000Z"); }},
    {"subjectUniqueID", strict, [](Parts& p) { p.unique_ids = hex_bytes("8202 00FF"); }},
    {"an unknown extension", strict,
     [](Parts& p) { p.extensions = extension("2A0304", hex_bytes("FFFF")); }},
    {"BMPString", strict, [](Parts& p) { p.subject = name_of("550403", 0x1E, hex_bytes("0041")); }},
    {"a path length", strict, [](Parts& p) { p.extensions = constraints("3006 0101FF 020100"); }},
};

const std::vector<Case> sloppy = {
    {"a byte after the certificate", lax(Reason::trailing_bytes),
     [](Parts& p) { p.after_certificate = {0}; }},
    {"an element after the signature", lax(Reason::trailing_bytes),
     [](Parts& p) { p.after_signature = hex_bytes("0500"); }},
    {"an element after the extensions", lax(Reason::trailing_bytes),
     [](Parts& p) { p.after_tbs_fields = hex_bytes("0500"); }},
    {"a length longer than need be", lax(Reason::ber_length),
     [](Parts& p) { p.serial = hex_bytes("028101 05"); }},
    {"a length that begins with a zero", lax(Reason::ber_length),
     [](Parts& p) { p.serial = hex_bytes("02820001 05"); }},
    {"version 1 written out", lax(Reason::bad_version),
     [](Parts& p) { p.version = hex_bytes("A003 020100"), p.extensions.clear(); }},
    {"version 4", lax(Reason::bad_version), [](Parts& p) { p.version = hex_bytes("A003 020103"); }},
    {"extensions in version 2", lax(Reason::bad_version),
     [](Parts& p) { p.version = hex_bytes("A003 020101"); }},
    {"a serial with a zero too much", lax(Reason::bad_integer),
     [](Parts& p) { p.serial = hex_bytes("0202 0005"); }},
    {"a serial without an octet", lax(Reason::bad_integer),
     [](Parts& p) { p.serial = hex_bytes("0200"); }},
    {"an OID with padding", lax(Reason::bad_oid),
     [](Parts& p) { p.extensions = extension("55801D", {}); }},
    {"an OID that is cut short", lax(Reason::bad_oid),
     [](Parts& p) { p.subject = name_of("5504C3", 0x0C, as_bytes("x")); }},
    {"critical FALSE written out", lax(Reason::bad_boolean),
     [](Parts& p) { p.extensions = hex_bytes("300C 0603551D11 010100 04023000"); }},
    {"cA FALSE written out", lax(Reason::bad_boolean),
     [](Parts& p) { p.extensions = constraints("3003 010100"); }},
    {"cA as 01", lax(Reason::bad_boolean),
     [](Parts& p) { p.extensions = constraints("3003 010101"); }},
    {"unused bits that are set", lax(Reason::bad_bit_string),
     [](Parts& p) { p.signature = hex_bytes("0302 0101"); }},
    {"eight unused bits", lax(Reason::bad_bit_string),
     [](Parts& p) { p.signature = hex_bytes("0302 0800"); }},
    {"a time without seconds", lax(Reason::bad_time),
     [](Parts& p) { p.not_after = utc_time("3001010000Z"); }},
    {"a time with an offset", lax(Reason::bad_time),
     [](Parts& p) { p.not_after = utc_time("300101000000+0100"); }},
    {"a fraction of a second", lax(Reason::bad_time),
     [](Parts& p) { p.not_after = general("20300101000000.5Z"); }},
    {"an empty RDN", lax(Reason::bad_name), [](Parts& p) { p.subject = hex_bytes("3002 3100"); }},
    {"an attribute without a value", lax(Reason::bad_name),
     [](Parts& p) { p.subject = hex_bytes("3009 3107 3005 0603550403"); }},
    {"UTF-8 that is none", lax(Reason::bad_name),
     [](Parts& p) { p.subject = utf8_name("\xC3\x28"); }},
    {"a surrogate in UTF-8", lax(Reason::bad_name),
     [](Parts& p) { p.subject = utf8_name("\xED\xA0\x80"); }},
    {"overlong UTF-8", lax(Reason::bad_name), [](Parts& p) { p.subject = utf8_name("\xC0\x80"); }},
    {"half a BMPString character", lax(Reason::bad_name),
     [](Parts& p) { p.subject = name_of("550403", 0x1E, hex_bytes("004100")); }},
    {"an INTEGER for a name", lax(Reason::bad_name),
     [](Parts& p) { p.subject = name_of("550403", 0x02, hex_bytes("05")); }},
    {"an extension twice", lax(Reason::duplicate_extension),
     [](Parts& p) {
       p.extensions = join({p.extensions, p.extensions});
     }},
    {"a private extension twice", lax(Reason::duplicate_extension),
     [](Parts& p) {
       p.extensions = join({extension("2A03", {}), extension("2A03", {})});
     }},
    {"an extension twice after a defect that says less", lax(Reason::duplicate_extension),
     [](Parts& p) {
       p.serial = hex_bytes("0202 0005");
       p.extensions = join({p.extensions, p.extensions});
     }},
    {"basicConstraints that is no SEQUENCE", lax(Reason::bad_extension),
     [](Parts& p) { p.extensions = constraints("0500"); }},
    {"an element too many in basicConstraints", lax(Reason::bad_extension),
     [](Parts& p) { p.extensions = constraints("3005 0101FF 0500"); }},
    {"a negative path length", lax(Reason::bad_extension),
     [](Parts& p) { p.extensions = constraints("3006 0101FF 0201FF"); }},
    {"no purpose at all", lax(Reason::bad_extension),
     [](Parts& p) { p.extensions = extension("551D25", hex_bytes("3000")); }},
    {"two algorithms", lax(Reason::algorithm_mismatch),
     [](Parts& p) { p.outer_algorithm = hex_bytes("3005 0603 2B6571"); }},
    {"an RSA modulus below zero", lax(Reason::bad_public_key),
     [](Parts& p) {
       p.public_key_info =
           hex_bytes("301A 300D 06092A864886F70D0101010500 0309 00 3006 0201FF 020103");
     }},
    {"a point that is not of its curve's size", lax(Reason::bad_public_key),
     [](Parts& p) {
       p.public_key_info =
           hex_bytes("301B 3013 06072A8648CE3D0201 06082A8648CE3D030107 0304 00 041122");
     }},
    {"a key that is too short", lax(Reason::bad_public_key),
     [](Parts& p) { p.public_key_info = hex_bytes("300B 3005 06032B6570 0302 0011"); }},
};

const std::vector<Case> broken = {
    {"an indefinite length", opaque(Reason::ber_length),
     [](Parts& p) { p.serial = hex_bytes("0280 05 0000"); }},
    {"a reserved length", opaque(Reason::ber_length),
     [](Parts& p) { p.serial = hex_bytes("02FF"); }},
    {"a length past the end", opaque(Reason::truncated),
     [](Parts& p) { p.signature = hex_bytes("0342 00"); }},
    {"a length of eight octets", opaque(Reason::truncated),
     [](Parts& p) { p.signature = hex_bytes("0388 FFFFFFFFFFFFFFFF 00"); }},
    {"no signature", opaque(Reason::truncated), [](Parts& p) { p.signature.clear(); }},
    {"a serial that is a string", opaque(Reason::wrong_tag),
     [](Parts& p) { p.serial = hex_bytes("0401 05"); }},
    {"no version, and two serials", opaque(Reason::wrong_tag),
     [](Parts& p) { p.version = hex_bytes("0201 05"); }},
    {"a tag of several octets", opaque(Reason::wrong_tag),
     [](Parts& p) { p.serial = hex_bytes("1F8101 01 05"); }},
    {"a month 13", opaque(Reason::bad_time),
     [](Parts& p) { p.not_after = utc_time("301301000000Z"); }},
    {"a 29 February that was not", opaque(Reason::bad_time),
     [](Parts& p) { p.not_after = utc_time("250229000000Z"); }},
    {"letters for a time", opaque(Reason::bad_time),
     [](Parts& p) { p.not_after = utc_time("3O0101000000Z"); }},
    {"a NULL for a time", opaque(Reason::wrong_tag),
     [](Parts& p) { p.not_after = hex_bytes("0500"); }},
};

Certificate read(const Case& one) {
  Parts parts;
  one.change(parts);
  return Certificate::from_bytes(build(parts));
}

}  // namespace

TEST_CASE("what DER and RFC 5280 allow is strict, and OpenSSL agrees", "[model]") {
  for (const Case& one : good) {
    INFO(one.what);
    const Certificate certificate = read(one);
    CHECK(describe(certificate.verdict()) == describe(strict));
    CHECK(admissible(certificate).has_value());
    const auto disagreements = compare_with_openssl(certificate);
    REQUIRE(disagreements.has_value());
    for (const Disagreement& disagreement : *disagreements) {
      FAIL_CHECK(to_string(disagreement));
    }
  }
}

TEST_CASE("a defect that leaves the facts readable is lax, and names itself", "[model]") {
  for (const Case& one : sloppy) {
    INFO(one.what);
    const Certificate certificate = read(one);
    CHECK(describe(certificate.verdict()) == describe(one.expected));
    CHECK(certificate.issuer_text() == "CN=Test CA");
    CHECK_FALSE(admissible(certificate).has_value());
  }
}

TEST_CASE("bytes that do not decode are opaque, name the defect, and have no facts", "[model]") {
  for (const Case& one : broken) {
    INFO(one.what);
    const Certificate certificate = read(one);
    CHECK(describe(certificate.verdict()) == describe(one.expected));
    CHECK(certificate.subject_text().empty());
    CHECK(certificate.version() == 0);
    CHECK_FALSE(admissible(certificate).has_value());
  }
}

TEST_CASE("no bytes, and too many, are opaque and keep their fingerprint", "[model]") {
  const Certificate nothing = Certificate::from_bytes(ByteView());
  const Bytes much(Certificate::size_limit + 1, 0x30);
  const Certificate too_much = Certificate::from_bytes(much);

  CHECK(describe(nothing.verdict()) == describe(opaque(Reason::empty)));
  CHECK(describe(too_much.verdict()) == describe(opaque(Reason::too_large)));
  CHECK(too_much.fingerprint() == Fingerprint::of(much));
  CHECK(nothing.label() == "certificate e3b0c44298fc1c14");  // sha256sum </dev/null
}

TEST_CASE("every prefix of a certificate is read without reaching past its end", "[model]") {
  const Bytes whole = build(Parts());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Bytes prefix(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    CHECK(Certificate::from_bytes(prefix).verdict().kind == Kind::opaque);
  }
}

TEST_CASE("among a hundred thousand extensions the one that is there twice is found", "[model]") {
  Parts parts;
  parts.extensions.clear();
  for (unsigned i = 0; i < 100000; ++i) {
    const auto septet = [i](unsigned shift) { return 0x80U | (i >> shift & 0x7FU); };
    const Bytes oid = {0x2A, static_cast<std::uint8_t>(septet(14) | 1U << 6U),
                       static_cast<std::uint8_t>(septet(7)), static_cast<std::uint8_t>(i & 0x7FU)};
    const Bytes one = element(0x30, {element(0x06, oid), element(0x04, Bytes())});
    parts.extensions.insert(parts.extensions.end(), one.begin(), one.end());
  }
  CHECK(describe(Certificate::from_bytes(build(parts)).verdict()) == describe(strict));

  const Bytes first(parts.extensions.begin(), parts.extensions.begin() + 10);
  parts.extensions.insert(parts.extensions.end(), first.begin(), first.end());
  CHECK(describe(Certificate::from_bytes(build(parts)).verdict()) ==
        describe(lax(Reason::duplicate_extension)));
}

TEST_CASE("every reason has words of its own", "[model]") {
  std::set<std::string_view> words;
  for (int reason = 0; reason <= static_cast<int>(Reason::bad_public_key); ++reason) {
    words.insert(to_string(static_cast<Reason>(reason)));
  }
  CHECK(words.size() == static_cast<std::size_t>(Reason::bad_public_key) + 1);
  CHECK_FALSE(words.contains(""));
}

}  // namespace trustctl::test
