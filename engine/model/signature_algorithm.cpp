#include "engine/model/signature_algorithm.hpp"

#include "engine/model/certificate_reader.hpp"
#include "engine/model/public_key.hpp"
#include "engine/model/weak_digest.hpp"

namespace trustctl {

std::string signature_algorithm_text(const Certificate& certificate) {
  der::Defects defects;
  der::Cursor info(certificate.signature_algorithm_info(), defects);
  const ByteView oid = read_algorithm(info.take(der::sequence).contents, defects).oid;
  if (const auto name = key_algorithm_name(oid); !name.empty()) {
    return std::string(name);
  }
  if (const auto digest = weak_digest(certificate); digest.has_value()) {
    return "a digest of " + std::string(digest->name);
  }
  const auto known = certificate.signature_algorithm();
  return known.has_value() ? "algorithm " + known->dotted() : std::string("an unknown algorithm");
}

std::string unverifiable_text(const Certificate& child, const Certificate& issuer) {
  return "has a signature that cannot be verified here (" + signature_algorithm_text(child) +
         ", key " + issuer.public_key().description + ")";
}

}  // namespace trustctl
