#include <openssl/objects.h>

#include <catch2/catch.hpp>
#include <string>

#include "engine/model/oid.hpp"
#include "tests/model/certificate_builder.hpp"

namespace trustctl::test {

namespace {

std::string from_der(std::string_view hex) {
  const auto oid = Oid::from_der(hex_bytes(hex));
  return oid.has_value() ? oid->dotted() : "nothing";
}

}  // namespace

TEST_CASE("an OID reads from DER as OpenSSL reads it", "[model]") {
  for (const char* const dotted :
       {"0.0", "0.39", "1.0", "1.39", "2.0", "2.39", "2.40", "2.47", "2.48", "2.999.1",
        "1.3.6.1.5.5.7.3.1", "2.5.29.37.0", "1.2.840.113549.1.1.11",
        "2.25.340282366920938463463374607431768211455"}) {
    INFO(dotted);
    ASN1_OBJECT* object = OBJ_txt2obj(dotted, 1);
    REQUIRE(object != nullptr);
    const auto oid = Oid::from_der({OBJ_get0_data(object), OBJ_length(object)});
    ASN1_OBJECT_free(object);
    REQUIRE(oid.has_value());
    CHECK(oid->dotted() == dotted);
    CHECK(Oid::parse(dotted).has_value());
  }
}

TEST_CASE("an OID in DER is whole, minimal, and of arcs up to 128 bits", "[model]") {
  CHECK(from_der("") == "nothing");
  CHECK(from_der("2A83") == "nothing");
  CHECK(from_der("2A8003") == "nothing");
  CHECK(from_der("2A"
                 "83FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF7F") ==
        "1.2.340282366920938463463374607431768211455");  // 2^128 - 1
  CHECK(from_der("2A"
                 "84808080808080808080808080808080808000") == "nothing");  // 2^128
}

TEST_CASE("an OID in text is numbers with dots, as X.660 has them", "[model]") {
  for (const char* const text :
       {"", "1", "1.", ".1", "1..2", "1.2.", "3.1", "0.40", "1.40", "1.02", "1.2.x", "-1.2", "1.2 ",
        " 1.2", "1.2.340282366920938463463374607431768211456"}) {
    INFO(text);
    CHECK_FALSE(Oid::parse(text).has_value());
  }
}

TEST_CASE("a purpose has a name, and a name that is nearly one is pointed out", "[model]") {
  const auto server = Oid::parse("server_auth");
  REQUIRE(server.has_value());
  CHECK(server->dotted() == "1.3.6.1.5.5.7.3.1");  // RFC 5280 §4.2.1.12
  CHECK(server->purpose_name() == "server_auth");
  CHECK(Oid::parse("1.2.3")->purpose_name() == "1.2.3");

  const auto typo = Oid::parse("sever_auth");
  REQUIRE_FALSE(typo.has_value());
  CHECK_THAT(typo.error().message, Catch::Contains("did you mean 'server_auth'?"));
}

TEST_CASE("the purposes of RFC 5280 have the numbers that OpenSSL knows", "[model]") {
  const std::pair<const char*, int> purposes[] = {{"server_auth", NID_server_auth},
                                                  {"client_auth", NID_client_auth},
                                                  {"code_signing", NID_code_sign},
                                                  {"email_protection", NID_email_protect},
                                                  {"time_stamping", NID_time_stamp},
                                                  {"ocsp_signing", NID_OCSP_sign},
                                                  {"ipsec_ike", NID_ipsec_IKE},
                                                  {"any_purpose", NID_anyExtendedKeyUsage},
                                                  {"smart_card_logon", NID_ms_smartcard_login},
                                                  {"encrypting_file_system", NID_ms_efs},
                                                  {"kdc_auth", NID_pkInitKDC},
                                                  {"kerberos_client_auth", NID_pkInitClientAuth}};
  for (const auto& [name, nid] : purposes) {
    INFO(name);
    char dotted[64];
    OBJ_obj2txt(dotted, sizeof dotted, OBJ_nid2obj(nid), 1);
    CHECK(Oid::parse(name)->dotted() == dotted);
  }
}

}  // namespace trustctl::test
