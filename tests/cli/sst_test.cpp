#include <algorithm>
#include <catch2/catch.hpp>
#include <utility>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;

namespace {

constexpr std::size_t many = 400;

// `many` roots with a signature of their own in one .sst, as Windows writes it: made by openssl and
// put together by Python, with no code of ours.
void make_store(const Machine& machine) {
  const RunResult made = machine.shell(
      "openssl ecparam -name prime256v1 -genkey -noout -out key.pem && "
      "for i in $(seq " +
      std::to_string(many) +
      "); do openssl req -x509 -new -key key.pem -days 9000 -subj \"/O=Many/CN=Root $i\" -outform "
      "DER -out many-$i.der -addext keyUsage=critical,keyCertSign,cRLSign || exit 1; done; "
      "python3 -c 'import glob, struct\n"
      "out = open(\"many.sst\", \"wb\")\n"
      "out.write(bytes(4) + b\"CERT\")\n"
      "for name in glob.glob(\"many-*.der\"):\n"
      "    der = open(name, \"rb\").read()\n"
      "    text = name.encode(\"utf-16-le\") + bytes(2)\n"
      "    out.write(struct.pack(\"<III\", 11, 1, len(text)) + text)\n"
      "    out.write(struct.pack(\"<III\", 32, 1, len(der)) + der)\n"
      "out.write(bytes(12))'");
  INFO(made.err);
  REQUIRE(made.exit_code == 0);
}

std::string digests_of_snapshot(const Machine& machine, const std::string& target) {
  return machine
      .shell("$TRUSTCTL snapshot " + target +
             " | python3 -c 'import json, sys\n"
             "stores = json.load(sys.stdin)[\"stores\"]\n"
             "print(*sorted(s + \" \" + e[\"sha256\"] for s in stores for e in stores[s]), "
             "sep=\"\\n\")'")
      .out;
}

}  // namespace

TEST_CASE("an .sst of 400, declared, applied, captured and applied elsewhere, stays the same set",
          "[cli][sst]") {
  const Machine machine;
  make_store(machine);
  const std::string digest = machine.shell("sha256sum many.sst | cut -c1-64").out.substr(0, 64);
  machine.declare("bundles:\n  all: { source: many.sst, file_sha256: " + digest +
                  " }\nstores: [ { store: Root, present: [all] } ]\n");
  REQUIRE(machine.trustctl("apply --yes").exit_code == 0);

  CHECK(machine.trustctl("capture machine --out golden").exit_code == 0);
  CHECK(machine
            .trustctl("apply golden/site.yaml --yes --target machine=directory:other "
                      "--max-removals 0")
            .exit_code == 0);

  const std::string expected =
      machine
          .shell(
              "for f in many-*.der; do openssl dgst -sha256 -r $f | sed 's/ .*//; s/^/Root /'; "
              "done | sort")
          .out;
  CHECK(std::count(expected.begin(), expected.end(), '\n') == many);
  CHECK(digests_of_snapshot(machine, "directory:machine") == expected);
  CHECK(digests_of_snapshot(machine, "directory:other") == expected);
}

TEST_CASE("a CRL in a PKCS#7 or .sst file, and a trust list, are noted as a PEM block is",
          "[cli][sst]") {
  const Machine machine;
  const RunResult made = machine.shell(
      "touch index.txt && printf '[ca]\ndefault_ca = d\n[d]\ndatabase = index.txt\ndefault_md = "
      "sha256\ndefault_crl_days = 30\n' > ca.cnf && "
      "openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=List && "
      "openssl ca -gencrl -config ca.cnf -keyfile ca.key -cert ca.pem -out list.pem && "
      "openssl crl2pkcs7 -in list.pem -certfile certs/lab-root.pem -outform DER -out held.p7b && "
      "openssl crl2pkcs7 -in list.pem -certfile certs/lab-root.pem -out held.p7.pem && "
      "openssl crl -in list.pem -outform DER -out list.der && "
      "openssl x509 -in certs/lab-root.pem -outform DER -out root.der && "
      // [MS-OSHARED] 2.3.9.1: a certificate is record 32, a CRL 33, a CTL 34.
      "python3 -c 'import struct\n"
      "out = open(\"held.sst\", \"wb\")\n"
      "out.write(bytes(4) + b\"CERT\")\n"
      "for record, name in ((32, \"root.der\"), (33, \"list.der\"), (33, \"list.der\"), (34, "
      "\"list.der\")):\n"
      "    data = open(name, \"rb\").read()\n"
      "    out.write(struct.pack(\"<III\", record, 1, len(data)) + data)\n"
      "out.write(bytes(12))'");
  INFO(made.err);
  REQUIRE(made.exit_code == 0);
  for (const auto& [file, held] :
       {std::pair("held.p7b", "X509 CRL"), std::pair("held.p7.pem", "X509 CRL (line 1)"),
        std::pair("held.sst", "2 X509 CRL, CTL")}) {
    const RunResult pinned = machine.trustctl("pin " + std::string(file));
    INFO(file << pinned.out << pinned.err);
    CHECK(contains(pinned.out, "# passed over: " + std::string(held) + "\n"));
    CHECK(schema_faults(machine.trustctl("pin --format json " + std::string(file)).out, "report")
              .empty());
    machine.declare(pinned.out + "stores: [ { store: Root, present: [lab-root-ca] } ]\n");
    CHECK(contains(machine.trustctl("lint").out,
                   std::string(file) + " holds " + held + " beside certificates"));
  }
}

TEST_CASE("what export writes as .sst can be pinned, declared and applied", "[cli][sst]") {
  const Machine machine;
  machine.put("lab-root", "Root");
  for (const std::string name : {"lab-policy", "lab-issuing-1"}) {
    machine.put(name, "CA");
  }
  const RunResult result = machine.trustctl(
      "export certs/lab-issuing-1.pem --out chain --format sst --target m=directory:machine");
  CHECK(result.exit_code == 0);
  CHECK(contains(result.out, "chain/lab-issuing-ca-1.sst\n"));

  const RunResult pinned = machine.trustctl("pin chain/lab-issuing-ca-1.sst");

  CHECK(pinned.exit_code == 0);
  machine.shell("rm -r machine; mkdir machine");
  machine.declare(pinned.out + "stores: [ { store: CA, present: [lab-issuing-ca-1] } ]\n");
  CHECK(machine.trustctl("apply --yes").exit_code == 0);
  CHECK(machine.digests("CA") == std::set<std::string>{sha256_of("lab-root"),
                                                       sha256_of("lab-policy"),
                                                       sha256_of("lab-issuing-1")});
}
