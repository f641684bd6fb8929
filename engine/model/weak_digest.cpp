#include "engine/model/weak_digest.hpp"

#include <array>

namespace trustctl {

namespace {

struct WeakAlgorithm {
  std::string_view oid;
  WeakDigest digest;
};
constexpr std::array weak_algorithms = {
    WeakAlgorithm{"1.2.840.113549.1.1.2", {"MD2", true}},
    WeakAlgorithm{"1.2.840.113549.1.1.3", {"MD4", true}},
    WeakAlgorithm{"1.2.840.113549.1.1.4", {"MD5", true}},
    WeakAlgorithm{"1.3.14.3.2.3", {"MD5", true}},
    WeakAlgorithm{"1.2.840.113549.1.1.5", {"SHA-1", false}},
    WeakAlgorithm{"1.3.14.3.2.29", {"SHA-1", false}},
    WeakAlgorithm{"1.2.840.10040.4.3", {"SHA-1", false}},
    WeakAlgorithm{"1.2.840.10045.4.1", {"SHA-1", false}},
};

}  // namespace

std::optional<WeakDigest> weak_digest(const Certificate& certificate) {
  const auto oid = certificate.signature_algorithm();
  for (const WeakAlgorithm& algorithm : weak_algorithms) {
    if (oid.has_value() && oid->dotted() == algorithm.oid) {
      return algorithm.digest;
    }
  }
  return std::nullopt;
}

}  // namespace trustctl
