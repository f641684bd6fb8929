#pragma once

#include <string>
#include <vector>

#include "engine/verify/answer.hpp"
#include "tests/verify/lab.hpp"

namespace trustctl::test {

/// The certificates of an answer's path by name, the leaf first.
using Labels = std::vector<std::string>;
Labels labels(const Answer& answer);

/// About root, an issuing CA as drafted, a usual server.
Answer with_issuing(Lab& lab, Draft draft, Viewpoint view = Viewpoint::machine);
/// About root, the usual issuing CA, a server as drafted; `asked` but for its certificates.
Answer with_leaf(Lab& lab, Draft draft, Question asked);
/// A server in the strict view; its certificate is yet to be put in.
Question ask_strictly();
Answer strict_leaf(Lab& lab, const WrittenExtensions& extensions,
                   const std::string& name = "server.example");

}  // namespace trustctl::test
