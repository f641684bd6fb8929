#pragma once

#include <string>

#include "engine/verify/verify.hpp"
#include "tests/verify/lab.hpp"

namespace trustctl::test {

/// What OpenSSL ends a path at, of what is trusted: whatever it is (X509_V_FLAG_PARTIAL_CHAIN), or
/// a root alone, as `openssl verify` does unless it is told otherwise.
enum class PathEnd { anybody, root };

/// What OpenSSL's X509_verify_cert says of exactly this path, its end trusted:
/// empty where it has nothing against it. With the question's time, host and purpose, and without
/// X509_V_FLAG_X509_STRICT.
std::string openssl_objection(const Question& question, const Answer& answer,
                              PathEnd end = PathEnd::anybody);

/// What `openssl verify` says of the question with these stores: Root is what it trusts, CA and
/// what was sent are untrusted to it, Disallowed it does not have. Empty where it trusts the leaf.
std::string openssl_verdict(const Question& question, const Stores& stores);

}  // namespace trustctl::test
