#pragma once

#include <string>

#include "engine/verify/verify.hpp"

namespace trustctl::test {

/// What OpenSSL's X509_verify_cert says of exactly this path, its end trusted whatever it is:
/// empty where it has nothing against it. With the question's time, host and purpose, and without
/// X509_V_FLAG_X509_STRICT.
std::string openssl_objection(const Question& question, const Answer& answer);

}  // namespace trustctl::test
