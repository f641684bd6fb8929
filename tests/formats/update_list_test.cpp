#include "engine/formats/update_list.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/support/support.hpp"

using namespace trustctl;
using test::replaced;

namespace {

// [MS-CAESO], CTL_INFO: two roots, written by openssl; the content as PKCS#7 has it.
constexpr std::string_view list = R"(asn1 = SEQUENCE:file
[file]
type = OID:1.2.840.113549.1.7.2
content = EXPLICIT:0,SEQUENCE:signed
[signed]
version = INTEGER:1
algorithms = SET:none
content = SEQUENCE:content
signers = SET:none
[content]
type = OID:1.3.6.1.4.1.311.10.1
list = EXPLICIT:0,SEQUENCE:ctl
[ctl]
usage = SEQUENCE:usage
number = INTEGER:0x01D9
this = UTCTIME:230901000000Z
algorithm = SEQUENCE:sha1
subjects = SEQUENCE:subjects
[usage]
one = OID:1.3.6.1.4.1.311.10.3.9
[sha1]
type = OID:1.3.14.3.2.26
null = NULL
[subjects]
first = SEQUENCE:first
second = SEQUENCE:second
[first]
sha1 = FORMAT:HEX,OCTETSTRING:1111111111111111111111111111111111111111
attributes = SET:attributes
[attributes]
purposes = SEQUENCE:purposes
key = SEQUENCE:key
name = SEQUENCE:name
[purposes]
type = OID:1.3.6.1.4.1.311.10.11.9
values = SET:octets
[key]
type = OID:1.3.6.1.4.1.311.10.11.20
values = SET:key_values
[key_values]
one = FORMAT:HEX,OCTETSTRING:2222222222222222222222222222222222222222
[name]
type = OID:1.3.6.1.4.1.311.10.11.29
values = SET:name_values
[name_values]
one = FORMAT:HEX,OCTETSTRING:33333333333333333333333333333333
[octets]
one = FORMAT:HEX,OCTETSTRING:3000
[second]
sha1 = FORMAT:HEX,OCTETSTRING:4444444444444444444444444444444444444444
[none]
)";

Bytes written_by_openssl(const std::string& configuration) {
  test::TemporaryFolder folder;
  const auto conf = folder.path() / "list.conf";
  const auto der = folder.path() / "list.der";
  std::ofstream(conf) << configuration;
  const auto done =
      test::run("openssl asn1parse -noout -genconf " + conf.string() + " -out " + der.string());
  REQUIRE(done.exit_code == 0);
  return test::read_file(der);
}

const std::vector<UpdateRoot> roots = {{Bytes(20, 0x11), Bytes(20, 0x22), Bytes(16, 0x33)},
                                       {Bytes(20, 0x44), {}, {}}};

}  // namespace

TEST_CASE("the roots of the automatic root update are read of its list", "[update_list]") {
  const auto read = read_update_list(written_by_openssl(std::string(list)));
  REQUIRE(read);
  CHECK(*read == roots);
}

TEST_CASE("a list that CMS wrapped, and one with every optional field, are read too",
          "[update_list]") {
  const std::string wrapped =
      replaced(std::string(list), "EXPLICIT:0,SEQUENCE:ctl", "EXPLICIT:0,OCTWRAP,SEQUENCE:ctl");
  const std::string full = replaced(
      replaced(replaced(std::string(list), "usage = SEQUENCE:usage\nnumber",
                        "usage = SEQUENCE:usage\nidentifier = FORMAT:HEX,OCTETSTRING:41\nnumber"),
               "algorithm = SEQUENCE",
               "next = GENERALIZEDTIME:20501001000000Z\nalgorithm = SEQUENCE"),
      "[ctl]\n", "[ctl]\nversion = INTEGER:0\n");
  for (const std::string& configuration : {wrapped, full}) {
    const auto read = read_update_list(written_by_openssl(configuration));
    REQUIRE(read);
    CHECK(*read == roots);
  }
}

TEST_CASE("what is no trust list is refused, wherever it ends", "[update_list]") {
  const Bytes whole = written_by_openssl(std::string(list));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    CHECK_FALSE(read_update_list(ByteView(whole).first(size)));
  }
  CHECK_FALSE(read_update_list(written_by_openssl(
      replaced(std::string(list), "1.3.6.1.4.1.311.10.1\n", "1.2.840.113549.1.7.1\n"))));
  CHECK_FALSE(read_update_list(test::read_file(test::source_file("tests/fixtures/bundle.p7b"))));
}
