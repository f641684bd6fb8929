#include "engine/verify/link_problems.hpp"

#include "engine/verify/authority_key_id.hpp"

namespace trustctl {

Problem no_issuer(const PoolMember& end, bool has_namesake) {
  return {Fault::issuer_missing, Severity::error,
          "was issued by " + end.certificate.issuer_text() + ", which is not at hand" +
              (has_namesake ? " (one of that name is, with another key)" : "") +
              (end.in_root ? "; being in Root itself does not help what is not self-signed" : "")};
}

Problem no_root(const PoolMember& end) {
  const std::string place(WindowsTrust::protected_roots_place);
  std::string why = "is self-signed, and is not in Root";
  if (end.barred_by == WindowsTrust::no_auth_root) {
    why =
        "is self-signed, and stands in AuthRoot alone: Group Policy lets only enterprise roots "
        "count (" +
        place + " 0x8)";
  } else if (end.barred_by == WindowsTrust::no_user_roots) {
    why =
        "is self-signed, and stands in the user's own Root alone: Group Policy lets no root count "
        "that a user added (" +
        place + " 0x1)";
  }
  return {Fault::untrusted_root, Severity::error, std::move(why)};
}

Problem not_signed_by(const Certificate& issuer, bool maybe_a_namesake) {
  return {
      Fault::broken_signature, Severity::error,
      "names " + issuer.label() + " as its issuer, whose key did not sign it" +
          (maybe_a_namesake ? ": a CA of that name with another key did, or it was changed" : "")};
}

std::vector<Problem> link_problems(const LinkFacts& child, const Certificate& issuer,
                                   bool byte_equal) {
  std::vector<Problem> problems;
  if (!byte_equal) {
    problems.push_back({Fault::name_not_byte_equal, Severity::warning,
                        "writes its issuer's name in other bytes than the issuer: Windows compares "
                        "bytes and would not find it"});
  }
  if (auto difference = key_id_difference(child, issuer)) {
    problems.push_back(
        {Fault::key_id_mismatch, Severity::warning,
         *std::move(difference) + ": OpenSSL refuses it, as if no issuer were there (error 20)"});
  }
  return problems;
}

std::optional<Problem> root_problem(const LinkFacts& root) {
  auto difference =
      root.certificate.self_issued() ? key_id_difference(root, root.certificate) : std::nullopt;
  if (!difference.has_value()) {
    return std::nullopt;
  }
  return Problem{Fault::key_id_mismatch, Severity::warning,
                 *std::move(difference) + ": OpenSSL takes it for no root (error 2)"};
}

}  // namespace trustctl
