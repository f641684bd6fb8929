#include <catch2/catch.hpp>

#include "tests/cli/machine.hpp"

using namespace trustctl::test;

namespace {

// What verify says of a good server where Disallowed is what a command made of it.
RunResult verify_with_disallowed(const std::string& command) {
  const Machine machine;
  machine.put("lab-root", "Root");
  machine.put("lab-policy", "CA");
  machine.shell("mkdir machine/Disallowed; cd machine/Disallowed; " + command);
  return machine.trustctl("verify certs/server.pem certs/lab-issuing-1.pem" + on_machine);
}

void check_unread(const RunResult& result) {
  CHECK(result.exit_code == 1);
  CHECK(contains(result.out, "could not tell: "));
  CHECK(contains(result.out, "\nCould not be read: Disallowed/list.pem: "));
}

}  // namespace

TEST_CASE("verify cannot tell where Disallowed could not be read whole", "[cli][verify]") {
  const std::string torn = "printf -- '-----BEGIN CERTIFICATE-----\\nMIIB\\n' >> list.pem";
  check_unread(verify_with_disallowed("cp ../../certs/partner-root.pem list.pem; " + torn));
  CHECK(verify_with_disallowed("echo why > README.txt").exit_code == 0);
  const std::string distrusted = "cp ../../certs/lab-policy.pem list.pem; " + torn;
  CHECK(verify_with_disallowed(distrusted).exit_code == 2);
}

TEST_CASE("verify cannot tell where Disallowed holds a link", "[cli][verify]") {
  if (skipped_on_windows("Wine shows no links of the host")) {
    return;
  }
  check_unread(verify_with_disallowed("ln -s ../../certs/lab-policy.pem list.pem"));
}

TEST_CASE("verify cannot tell where a snapshot shows that Windows distrusts in part",
          "[cli][verify]") {
  const Machine machine;
  machine.put("single-root", "Root");
  machine.write(
      "add_property.py",
      "import base64, json, struct, sys\n"
      "taken = json.load(open('plain.json'))\n"
      "entry = taken['stores']['Root'][0]\n"
      "def record(number, data): return struct.pack('<III', number, 1, len(data)) + data\n"
      "blob = record(int(sys.argv[1]), bytes(8))\n"
      "blob += record(32, base64.b64decode(entry['certificate']))\n"
      "bytes_of = base64.b64encode(blob).decode()\n"
      "entry['properties_raw'] = [{'place': 'Root', 'bytes': bytes_of}]\n"
      "json.dump(taken, open('pc.json', 'w'))\n");
  machine.shell("$TRUSTCTL snapshot directory:machine --output plain.json");
  const std::string verify =
      "verify certs/single-root.pem --at 2030-01-01 --target pc=snapshot:pc.json";

  machine.shell("python3 add_property.py 104");
  const RunResult distrusted = machine.trustctl(verify);
  machine.shell("python3 add_property.py 20");

  CHECK(distrusted.exit_code == 1);
  CHECK(contains(distrusted.out, "property 104"));
  CHECK(machine.trustctl(verify).exit_code == 0);
}

TEST_CASE("a snapshot of a Windows user alone cannot tell, and says what it lacks",
          "[cli][verify]") {
  const Machine machine;
  machine.put("lab-policy", "CA");
  machine.trustctl("snapshot directory:machine --output own.json");
  machine.shell(
      "sed 's/\"provider\": \".*\"/\"provider\": \"cryptoapi:CurrentUser\"/' own.json > user.json");
  const std::string verify =
      "verify certs/server.pem certs/lab-issuing-1.pem --at 2030-01-01 --target pc=snapshot:";

  CHECK(machine.trustctl(verify + "own.json").exit_code == 2);
  const RunResult user = machine.trustctl(verify + "user.json");
  CHECK(user.exit_code == 1);
  CHECK(contains(user.out, "could not tell: "));
  CHECK(contains(user.out, "\nCould not be read: LocalMachine's stores are not here"));
  CHECK(schema_faults(machine.trustctl(verify + "user.json --format json").out, "report").empty());
}
