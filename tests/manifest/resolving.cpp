#include "tests/manifest/resolving.hpp"

#include <algorithm>

#include "tests/support/support.hpp"

namespace trustctl::test {

std::string digest_of_file(const std::string& fixture) {
  const auto result =
      run("openssl dgst -sha256 -r " + source_file("tests/fixtures/" + fixture).string());
  return result.out.substr(0, 64);
}

std::string declared(const std::string& fixture, const std::string& more) {
  return "  " + fixture + ": { source: " + fixture + ".pem, sha256: " + sha256_of(fixture) + more +
         " }\n";
}

std::string bundle(const std::string& more) {
  return "bundles:\n  all: { source: bundle.pem, file_sha256: " + digest_of_file("bundle.pem") +
         more + " }\n";
}

std::string manifest_of(const std::string& certificates, const std::string& rest) {
  return "version: 1\nsite: lab\ncertificates:\n" + certificates + rest;
}

Checked<ResolvedManifest> resolved(const std::string& text, const FakeFiles& files) {
  return resolve(parsed(text), files);
}

Lines resolve_errors(const std::string& text, const FakeFiles& files) {
  const auto result = resolved(text, files);
  return result ? Lines{} : lines_of(result.error());
}

Lines present_in(const ResolvedManifest& manifest, std::size_t target) {
  Lines lines;
  for (const auto& [name, store] : manifest.state_of(target).stores) {
    for (const DesiredEntry& entry : store.present) {
      lines.push_back(name.text() + " " + entry.alias);
    }
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::string lab_chain() { return "chains:\n  lab: { certificates: [lab-root, lab-policy] }\n"; }

std::string lab_declared() { return declared("lab-root") + declared("lab-policy"); }

}  // namespace trustctl::test
