#pragma once

#include "engine/verify/certificate_pool.hpp"
#include "engine/verify/link_facts.hpp"

namespace trustctl {

// What is said of the link from a certificate to its issuer, or of there being none.

/// The path ends: nobody who may have issued it is at hand, but perhaps one of that name.
Problem no_issuer(const PoolMember& end, bool has_namesake);
/// The path ends: it is self-signed, and no root that counts; said by which switch of Group Policy
/// where one keeps it from counting.
Problem no_root(const PoolMember& end);
/// The path ends: who is at hand of the issuer's name did not sign it. Without key identifiers
/// nobody can tell whether the certificate was changed or another CA of that name signed it.
Problem not_signed_by(const Certificate& issuer, bool maybe_a_namesake);
/// What is odd about a link whose signature is right; warnings all. `byte_equal`: the child writes
/// the issuer's name in the same bytes.
std::vector<Problem> link_problems(const LinkFacts& child, const Certificate& issuer,
                                   bool byte_equal);
/// The same of a root and itself.
std::optional<Problem> root_problem(const LinkFacts& root);

}  // namespace trustctl
