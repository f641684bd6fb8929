#pragma once

#include <array>

#include "engine/model/rule_levels.hpp"

// For rule_catalogue.cpp alone.

namespace trustctl::catalogue {

/// What a plan meets on its way from the stores to the manifest.
inline constexpr std::array rules_of_planning = {
    Rule{
        RuleId::stays_distrusted, "stays_distrusted",
        "A declared certificate is in Disallowed, and stays there",
        "Disallowed outweighs every other store: Windows refuses every chain through a certificate "
        "that is there, wherever else it is. Somebody has distrusted it, and a manifest that "
        "merely wants it present takes nobody's distrust back, so what is declared is not reached.",
        "Microsoft, CryptoAPI system stores; CERT_TRUST_IS_EXPLICIT_DISTRUST in "
        "CERT_TRUST_STATUS.",
        "Find out who distrusted it and why. If it is to be trusted, declare it absent from "
        "Disallowed; else no longer declare it.",
        both(Level::warning), Asked::plan, false},
    Rule{RuleId::by_policy, "by_policy", "Satisfied by an entry that comes by policy",
         "The certificate is there because Group Policy or Active Directory put it there, and goes "
         "when they withdraw it. trustctl adds no entry of its own beside it.",
         "Microsoft, System Store Locations (CERT_SYSTEM_STORE_LOCAL_MACHINE_GROUP_POLICY).",
         "Nothing; or declare nothing, if the GPO is to have the last word.", both(Level::info),
         Asked::plan, false},
    Rule{RuleId::cannot_remove, "cannot_remove", "The entry is not ours to remove",
         "It comes by policy or from the vendor, and would be back after the next refresh or "
         "update. What works is to withdraw it at its source, or to distrust it: `action: "
         "distrust` puts it into Disallowed, which outweighs every other store.",
         "Microsoft, System Store Locations.",
         "Withdraw it in its GPO, or declare it absent with `action: distrust`.",
         both(Level::warning), Asked::plan, false},
    Rule{RuleId::not_at_hand, "not_at_hand", "The certificate to distrust is not at hand",
         "Disallowed holds certificates, not digests. To put one there trustctl must have its "
         "bytes: from a source of the manifest or from a store of the target. Declare it under "
         "`certificates` and name it by its alias.",
         "Microsoft, CryptoAPI system stores.",
         "Declare the certificate under `certificates`, and name its alias.", both(Level::warning),
         Asked::plan, false},
    Rule{RuleId::absent_wins, "absent_wins", "A bundle's member is also declared absent",
         "The bundle is somebody else's list and the absence was written by hand, for this very "
         "certificate; so the absence wins.",
         "The manifest, at both lines.",
         "Nothing; or drop the absence, if the bundle's author is right.", both(Level::info),
         Asked::both, false},
    Rule{RuleId::protected_entry, "protected_entry", "A protected entry is kept",
         "Pruning would remove it, and it is on the `protect` list of the manifest's policy, which "
         "is for the certificates without which the computer could no longer be managed.",
         "The manifest's policy.", "Nothing; or take it off the list `protect` of the policy.",
         both(Level::info), Asked::plan, false},
    Rule{RuleId::kept, "kept", "Not declared, and kept by an exception",
         "The store's `keep` names it, with a reason. Exceptions outlive their reasons, so each is "
         "told for as long as it is in use.",
         "The manifest's `keep`.",
         "Nothing; or take it out of `keep` once the reason is gone, and it is pruned.",
         both(Level::info), Asked::plan, false},
    Rule{RuleId::other_owner, "other_owner", "Removed although another site owns it",
         "This manifest names it as absent while another site's manifest put it there and will put "
         "it back. Two manifests that fight over one entry are settled by people.",
         "The owners recorded with the entry.",
         "Agree with whoever keeps the other site's manifest.", both(Level::warning), Asked::plan,
         false},
    Rule{RuleId::not_exclusive, "not_exclusive", "In an exclusive store, and not ours to take away",
         "The store says `prune: all`: it is to hold what this manifest declares and nothing else. "
         "This entry bears another site's mark, or comes by policy. Whoever can write an entry can "
         "write a mark into it, so it is drift until the manifest says what is meant.",
         "The owners recorded with the entry; its origin.",
         "`other_sites: []` has such entries removed, a name there lets that site's stay; "
         "`tolerate: "
         "[policy]` lets what comes by policy stay; `keep` names single ones.",
         both(Level::warning), Asked::plan, false},
};

}  // namespace trustctl::catalogue
