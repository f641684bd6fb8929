#pragma once

#include <vector>

#include "engine/verify/certificate_pool.hpp"
#include "engine/verify/link_facts.hpp"

namespace trustctl {

/// What a certificate is in a path.
enum class Role {
  leaf,    ///< the first, also where it is a trusted root itself; but for a CA that is asked about
  issuer,  ///< between
  anchor,  ///< the self-signed end, in Root or not
};

/// What is wrong with one certificate in its role, whatever the rest of the path is.
std::vector<Problem> check_certificate(const PoolMember& member, const LinkFacts& facts, Role role,
                                       const Question& question);

// -- The parts of it.

/// Whether it may issue certificates: version, basicConstraints, keyUsage.
void check_authority(const LinkFacts& facts, Role role, Viewpoint view,
                     std::vector<Problem>& problems);
/// Key and signature algorithm.
void check_strength(const LinkFacts& facts, Role role, Viewpoint view,
                    std::vector<Problem>& problems);
/// Whether it is for the purpose that was asked for: extendedKeyUsage, and in the machine's view
/// Microsoft's application policies.
void check_purpose(const LinkFacts& facts, const Question& question,
                   std::vector<Problem>& problems);
/// Whether the leaf's keyUsage allows what a TLS server does, where one was asked about.
void check_server_usage(const Certificate& certificate, const Question& question,
                        std::vector<Problem>& problems);
/// Whether the leaf is for the name that was asked for.
void check_host_name(const LinkFacts& facts, const Question& question,
                     std::vector<Problem>& problems);
/// What RFC 5280 and WebPKI ask of who issues certificates; all of them errors of the strict view.
void check_profile(const LinkFacts& facts, Role role, std::vector<Problem>& problems);
/// What the Baseline Requirements of the CA/Browser Forum (version 2.2.6) ask of a server's
/// certificate beyond that, and of the purposes of who issues it; all of them errors of the strict
/// view. Of the leaf, that it names the purpose that was asked for, whatever that is.
void check_tls_profile(const LinkFacts& facts, Role role, const Question& question,
                       std::vector<Problem>& problems);

}  // namespace trustctl
