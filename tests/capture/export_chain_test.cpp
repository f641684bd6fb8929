#include "engine/capture/export_chain.hpp"

#include <catch2/catch.hpp>

#include "engine/formats/certificate_source.hpp"
#include "tests/support/states.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

std::vector<Certificate> lab_path() {
  return {fixture("server"), fixture("lab-issuing-1"), fixture("lab-policy"), fixture("lab-root")};
}

std::vector<std::string> names(const std::vector<ExportedFile>& files) {
  std::vector<std::string> all;
  for (const ExportedFile& file : files) {
    all.push_back(file.name);
  }
  return all;
}

}  // namespace

TEST_CASE("exported files are numbered from the leaf to the root", "[export]") {
  CHECK(names(export_chain(lab_path(), ExportFormat::der)) ==
        std::vector<std::string>{"1-server-lab-example.cer", "2-lab-issuing-ca-1.cer",
                                 "3-lab-policy-ca.cer", "4-lab-root-ca.cer"});
  CHECK(names(export_chain(std::vector(10, fixture("lab-root")), ExportFormat::pem))[0] ==
        "01-lab-root-ca.pem");
}

TEST_CASE("each CA certificate is said to belong where the rules place it", "[export]") {
  const auto files = export_chain(lab_path(), ExportFormat::der);

  CHECK(files[0].contents[0].stores.empty());
  CHECK(files[1].contents[0].stores == std::vector{StoreName::ca()});
  CHECK(files[3].contents[0].stores == std::vector{StoreName::root(), StoreName::ca()});
  CHECK(export_chain({fixture("single-root")}, ExportFormat::der)[0].contents[0].stores ==
        std::vector{StoreName::root()});
}

TEST_CASE("openssl reads an exported PKCS#7 file: the path in order, and no signer", "[export]") {
  const auto files = export_chain(lab_path(), ExportFormat::p7b);
  REQUIRE(files.size() == 1);
  const TemporaryFolder folder;
  const std::string path = (folder.path() / files[0].name).string();
  write_file(path, as_text(files[0].bytes));

  const RunResult subjects =
      run("openssl pkcs7 -inform DER -print_certs -noout -in " + path + " | grep ^subject");
  CHECK(subjects.out ==
        "subject=O = Lab, CN = server.lab.example\nsubject=O = Lab, CN = Lab Issuing CA 1\n"
        "subject=O = Lab, CN = Lab Policy CA\nsubject=O = Lab, CN = Lab Root CA\n");
  CHECK(run("openssl pkcs7 -inform DER -outform DER -in " + path + " | cmp - " + path).exit_code ==
        0);
  const auto read = read_certificates(files[0].bytes);
  REQUIRE(read.has_value());
  CHECK(*read == lab_path());
}

TEST_CASE("a PKCS#7 file of any size is well-formed", "[export]") {
  const TemporaryFolder folder;
  const std::string file = (folder.path() / "many.p7b").string();
  for (const std::size_t count : {1U, 200U}) {
    const std::vector<Certificate> path(count, fixture("lab-root"));
    write_file(file, as_text(export_chain(path, ExportFormat::p7b)[0].bytes));
    CHECK(run("openssl pkcs7 -inform DER -print_certs -noout -in " + file + " | grep -c ^subject")
              .out == std::to_string(count) + "\n");
  }
}

TEST_CASE("an exported serialized store is read by another's reader: the path in order",
          "[export]") {
  const auto files = export_chain(lab_path(), ExportFormat::sst);
  REQUIRE(files.size() == 1);
  CHECK(files[0].name == "server-lab-example.sst");
  CHECK(files[0].contents.size() == 4);
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "chain.sst").string();
  write_file(path, as_text(files[0].bytes));

  // [MS-OSHARED] 2.3.9: records of id, 1, length, data; a certificate is 32, the end is all zero.
  const RunResult read =
      run("python3 -c 'import hashlib, struct, sys\n"
          "data, at = open(sys.argv[1], \"rb\").read(), 8\n"
          "assert data[:8] == b\"\\0\\0\\0\\0CERT\" and data[-12:] == bytes(12)\n"
          "while at < len(data) - 12:\n"
          "    number, one, size = struct.unpack_from(\"<III\", data, at)\n"
          "    at += 12 + size\n"
          "    if number == 32: print(hashlib.sha256(data[at - size:at]).hexdigest())' " +
          path);
  std::string expected;
  for (const Certificate& certificate : lab_path()) {
    expected += certificate.fingerprint().hex() + '\n';
  }
  CHECK(read.out == expected);
  CHECK(*read_certificates(files[0].bytes) == lab_path());
}
