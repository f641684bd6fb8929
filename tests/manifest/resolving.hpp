#pragma once

#include <string>
#include <vector>

#include "engine/manifest/resolve.hpp"
#include "tests/manifest/manifest_text.hpp"

namespace trustctl::test {

using Lines = std::vector<std::string>;

std::string digest_of_file(const std::string& fixture);

/// A declaration of a fixture under its own name, pinned as openssl has it.
std::string declared(const std::string& fixture, const std::string& more = "");

std::string bundle(const std::string& more = "");

std::string manifest_of(const std::string& certificates, const std::string& rest);

Checked<ResolvedManifest> resolved(const std::string& text, const FakeFiles& files = {});

Lines resolve_errors(const std::string& text, const FakeFiles& files = {});

/// "Root lab-root", one a present entry, of the first target.
Lines present_in(const ResolvedManifest& manifest, std::size_t target = 0);

/// A chain of the lab's root and policy CA, and the declarations of both.
std::string lab_chain();
std::string lab_declared();

}  // namespace trustctl::test
