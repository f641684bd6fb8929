#pragma once

#include <random>
#include <string>
#include <vector>

#include "tests/verify/lab.hpp"

namespace trustctl::test {

/// A server's chain and the stores of the machine that is to judge it.
struct RandomChain {
  Question question;  ///< at 2030-01-01; mostly for serverAuth and "server.example"
  Stores stores;
  std::vector<std::string> spoilt;  ///< what was done to a chain that was good, in order
};

using Random = std::minstd_rand;  // the same numbers on every computer

/// Where the root of a chain is: in Root, or with what the server sent alone, as a machine sees it
/// that does not know the chain yet.
enum class RootPlace { installed, sent };

/// A chain of one to four CAs, good but for what one to three turns of `random` did to it. The same
/// numbers make the same chain but for its keys.
RandomChain random_chain(Lab& lab, Random& random, RootPlace root = RootPlace::installed);

/// The certificates as PEM, one after the other.
std::string pem_of(const std::vector<Certificate>& certificates);

}  // namespace trustctl::test
