#pragma once

#include <array>

#include "engine/model/rule_levels.hpp"

// For rule_catalogue.cpp alone.

namespace trustctl::catalogue {

/// What stands in stores, and what can be read, held and relied on there.
inline constexpr std::array rules_of_stores = {
    Rule{RuleId::duplicate, "duplicate", "A store keeps the same certificate more than once",
         "The programs that read the store trust it as long as one of the copies is there, so a "
         "person who deletes one of them has changed nothing, and where the copies carry different "
         "properties it is chance which of them counts. trustctl removes all copies together.",
         "Microsoft, CertAddCertificateContextToStore (CERT_STORE_ADD_ALWAYS).",
         "Delete all copies but one, or let trustctl remove them together and add it anew.",
         both(Level::warning), Asked::both, true},
    Rule{RuleId::cannot_hold, "cannot_hold", "The target cannot hold what is declared",
         "Not every kind of target has a place for everything: a PKCS#7 file has none for an "
         "owner, a Java keystore none for purposes or an intermediate. A trust restriction that is "
         "dropped in silence leaves the certificate trusted for more than was meant, so the plan "
         "says it before anything is written.",
         "`trustctl providers` lists what each kind of target can hold.",
         "Leave out the property, or put the certificate into another kind of target.",
         error_then_warning, Asked::plan, true},
    Rule{RuleId::system_root_name, "system_root_name",
         "Another certificate bears the name of a root of the system",
         "A person who looks for a root by its name finds this one and takes it for Windows' own, "
         "or the vendor's. Interception products, malware and test CAs do that. It has another key "
         "than the root that the name belongs to; only the SHA-256 tells them apart.",
         "Microsoft KB 293781 (the roots that Windows needs, with names and serial numbers); "
         "entries of origin vendor in the same target.",
         "Find out who put it there; if nobody knows, declare it absent with `action: distrust`.",
         both(Level::warning), Asked::both, true},
    Rule{RuleId::root_key_here, "root_key_here", "The private key of a root is on this computer",
         "A CA's key belongs on the CA and nowhere else: whoever can use it here, a program or "
         "whoever takes a copy of the disk, issues certificates for any name that each computer "
         "with this root trusts. Products that read TLS and test tools put such roots there, and "
         "Superfish and eDellRoot did so with one key for everybody. Windows says it by a property "
         "of the entry, so that it is seen in Windows' stores and in snapshots of them alone.",
         "Microsoft, CertSetCertificateContextProperty (CERT_KEY_PROV_INFO_PROP_ID) and "
         "CRYPT_KEY_PROV_INFO.",
         "Find out which product put it there. Remove that, then the root and its key; on the CA's "
         "own computer take the key out of Root (certutil -store Root, -delkey) and leave it where "
         "the CA's service has it.",
         both(Level::warning), Asked::lint, true},
    Rule{
        RuleId::trusted_and_distrusted, "trusted_and_distrusted",
        "One certificate is in Root and in Disallowed",
        "Disallowed outweighs every other store: Windows refuses every chain through a certificate "
        "whose signed bytes are there, so that the entry in Root trusts nothing. One of the two "
        "is a mistake, or left over: a person who looks at Root takes it for trusted, and once "
        "Disallowed is tidied up it is. What the vendor put into Root is not told of: Disallowed "
        "is how one distrusts that.",
        "Microsoft, CryptoAPI system stores; CERT_TRUST_IS_EXPLICIT_DISTRUST in "
        "CERT_TRUST_STATUS; CERT_SIGNATURE_HASH_PROP_ID.",
        "Find out who distrusted it and why. Declare it absent from Root, or absent from "
        "Disallowed if it is to be trusted.",
        both(Level::warning), Asked::lint, true},
    Rule{
        RuleId::root_list_too_long, "root_list_too_long",
        "The names of the roots are over 12 or 16 KB together",
        "Where a server asks for a client certificate and sends the list of roots that it "
        "accepts, Schannel sends at most 16 KB (12 KB before KB 933430) and cuts the rest: event "
        "36885, and clients of a root that was cut cannot sign in. Since Windows Server 2012 (IIS "
        "8) the list is not sent unless SendTrustedIssuerList is 1, so it matters for older "
        "servers and for those where that was set. On Windows 8 and Windows Server 2012 themselves "
        "client certificate authentication fails once Root is over 16 KB, whatever "
        "SendTrustedIssuerList says (KB 2880390).",
        "Microsoft KB 933430; KB 2801679 (event 36885); KB 2880390; What's New in TLS/SSL, Windows "
        "Server "
        "2012 (SendTrustedIssuerList).",
        "Take out roots that no client certificate comes from, leave SendTrustedIssuerList off, "
        "or list issuers in ClientAuthIssuer.",
        both(Level::info), Asked::lint, true},
    Rule{RuleId::user_store, "user_store", "A user's own store, where the computer's is meant",
         "What is in CurrentUser's stores is trusted by programs of this one user alone. Services, "
         "IIS, scheduled tasks, the computer's own sign-in and other users do not see it, so that "
         "a test by hand succeeds and the server still fails.",
         "Microsoft, System Store Locations (CERT_SYSTEM_STORE_CURRENT_USER); Local Machine and "
         "Current User Certificate Stores.",
         "Declare the target with `location: LocalMachine`, or without a location.",
         warning_then_info, Asked::lint, true},
    Rule{RuleId::shared_target, "shared_target", "Others may write to what root is to write to",
         "A folder that a group or everybody may write to, or that somebody may exchange from a "
         "folder above, does not keep what is put there: who may write can add a root of his own, "
         "take away a distrust, and lead what root writes elsewhere. As an error (the level for "
         "what is declared), apply refuses such a target when root runs it; plan and check say it "
         "at the level for what is observed. A target that is one other user's alone is written "
         "with that user's identity, and is none of these.",
         "Matt Bishop, Michael Dilger: Checking for Race Conditions in File Accesses (1996); "
         "CERT C rule FIO15-C.",
         "Take the right from the others (the message names the command), or let it be by "
         "`shared_target: warning` where all who may write are trusted as root is.",
         error_then_warning, Asked::plan, true},
    Rule{RuleId::unreadable_file, "unreadable_file", "A file in the store could not be read",
         "What is in it is unknown, so the rest of the store is judged without it, and an absence "
         "that found nothing there is unmet. Mostly permissions; a link is not followed, since it "
         "can point outside the store.",
         "The message of the operating system that stands beside it.",
         "Grant the right to read it, or take it out of the store.", both(Level::warning),
         Asked::both, false},
    Rule{RuleId::junk, "junk", "Something in the store holds no certificate",
         "It is not trustctl's, is left alone, and means nothing to the programs that read the "
         "store, or something unknown.",
         "engine/formats and the provider read certificates in DER and PEM (RFC 7468) only.",
         "Take it out of the store if nobody misses it.", both(Level::warning), Asked::both, false},
    Rule{RuleId::archived, "archived", "The entry is archived",
         "Windows leaves it out when it lists the store, as the Certificates snap-in does, and "
         "finds it by its hash. Whether chains are built with it Microsoft does not say, so verify "
         "could not tell of one that needs it.",
         "Microsoft, CertGetCertificateContextProperty (CERT_ARCHIVED_PROP_ID) and CertOpenStore "
         "(CERT_STORE_ENUM_ARCHIVED_FLAG).",
         "Take the mark away (PowerShell: `$certificate.Archived = $false`), or remove the entry.",
         both(Level::info), Asked::both, false},
    Rule{RuleId::root_policy, "root_policy", "Group Policy says which roots count",
         "Certificate Path Validation Settings can switch off what users add to their own Root, "
         "and the third-party roots of AuthRoot. What stands there is then trusted by nobody.",
         "wincrypt.h, CERT_PROT_ROOT_DISABLE_CURRENT_USER_FLAG and "
         "CERT_PROT_ROOT_DISABLE_LM_AUTH_FLAG; Microsoft, Certificate Path Validation Settings.",
         "Nothing; or change the policy, if it is not meant.", both(Level::info), Asked::both,
         false},
    Rule{RuleId::unjudged_list, "unjudged_list", "Lists beside certificates, which are not judged",
         "Beside certificates a store of Windows can hold trust lists (CTLs) and revocation lists "
         "(CRLs). Windows reads them; trustctl neither judges nor changes them. A trust list in "
         "Disallowed distrusts, and one in Trust can trust. A file of a manifest can hold such "
         "lists and OCSP messages too: nothing of a manifest's source is used but its "
         "certificates.",
         "Microsoft, Certificate Trust List Overview; CertEnumCTLsInStore, CertEnumCRLsInStore.",
         "Look at them: certutil -store STORE, openssl crl -in FILE -text.", both(Level::info),
         Asked::both, false},
};

}  // namespace trustctl::catalogue
