#include "tests/plan/lint_states.hpp"

#include <string>
#include <vector>

#include "tests/model/certificate_builder.hpp"
#include "tests/support/states.hpp"

namespace trustctl::test {

TargetState roots_of_a_kilobyte(std::size_t count) {
  constexpr std::size_t longest_name = 1000;  // and 21 octets of DER around it
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < count; ++i) {
    Parts parts;
    std::string name = "Root " + std::to_string(i) + ' ';
    name.resize(longest_name, 'x');
    parts.subject = name_of("550403", 0x0C, as_bytes(name));
    parts.issuer = parts.subject;
    entries.push_back(local(Certificate::from_bytes(build(parts))));
  }
  return state({{"Root", entries}});
}

Certificate superfish() {
  Parts parts;
  parts.public_key_info = hex_bytes(
      "30819f300d06092a864886f70d010101050003818d0030818902818100e8f34a18765f193fb1cf58e97f43070995"
      "8035c50ffe7131278199122620a5df8f6afc425539ee093889d9e036c4ac01825bd539e6f98f0788dffeeef6a114"
      "cea97445d8fdf017572a82e17a2e12935aac8ad71563d1b79b55800f58bc1c49ed2062ddb64ca53aeb1c3da0ff7a"
      "71a6d3107833ae4bc21cfd924aa1c3e741a42d0203010001");
  parts.subject = name_of("550403", 0x0C, as_bytes("Superfish, Inc."));
  parts.issuer = parts.subject;
  return Certificate::from_bytes(build(parts));
}

}  // namespace trustctl::test
