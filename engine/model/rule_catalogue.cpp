#include <array>

#include "engine/model/rule.hpp"

namespace trustctl {

namespace {

constexpr RuleLevels error_then_warning{Level::error, Level::warning};
constexpr RuleLevels warning_then_info{Level::warning, Level::info};
constexpr RuleLevels both(Level level) { return {level, level}; }

constexpr std::array catalogue = {
    Rule{
        RuleId::expired, "expired", "The certificate's validity has ended",
        "No chain through a certificate is valid after its notAfter, so an expired root or issuing "
        "CA helps nobody, and it may stand in the way of its successor: when AddTrust External CA "
        "Root expired in May 2020, clients that still held it built their path to it and failed, "
        "though a valid root was there. An expired certificate in Disallowed still does its work.",
        "RFC 5280 section 6.1.3 (a)(2).",
        "Declare its successor, and take it out: no longer declare it, or declare it absent.",
        error_then_warning, Asked::both, true},
    Rule{RuleId::not_yet_valid, "not_yet_valid", "The certificate's validity has not begun",
         "Until its notBefore a certificate is as useless as an expired one. Either the "
         "certificate is rolled out before its time, or a clock is wrong: the CA's when it signed, "
         "or this computer's now.",
         "RFC 5280 section 6.1.3 (a)(2).",
         "Wait until it is valid, or set this computer's clock right.", error_then_warning,
         Asked::both, true},
    Rule{RuleId::expires_within, "expires_within", "The certificate expires soon",
         "Everything below a CA certificate fails on the day that it expires, and a new root takes "
         "weeks to reach every computer. DST Root CA X3 (September 2021) and AddTrust (May 2020) "
         "were known decades ahead and still took services down. The horizon is the manifest's "
         "policy `expires_within: {days: N}`.",
         "RFC 5280 section 4.1.2.5; RFC 4210 section 4.4 on root key update.",
         "Get the CA's next certificate and declare it beside this one.", both(Level::warning),
         Asked::both, true},
    Rule{RuleId::not_a_ca, "not_a_ca", "The certificate is not a CA certificate",
         "A store of authorities is for certificates that may issue others: basicConstraints with "
         "cA, and keyCertSign where there is a keyUsage. A server's own certificate there is most "
         "often a slip of the hand in place of its issuer. Stores that are meant for end-entity "
         "certificates, such as "
         "TrustedPeople and Disallowed, are not judged.",
         "RFC 5280 sections 4.2.1.3, 4.2.1.9 and 6.1.4 (k), (n).",
         "Declare the certificate of the CA that issued it; a server's own belongs to the server.",
         error_then_warning, Asked::both, true},
    Rule{RuleId::no_cert_sign, "no_cert_sign", "A CA whose keyUsage lacks keyCertSign",
         "Its basicConstraints says that it is a CA, and its keyUsage does not let its key sign "
         "certificates: nothing that it issued is trusted by anybody who looks at keyUsage. "
         "Windows says 0x800B0110 CERT_E_WRONG_USAGE, OpenSSL 'invalid CA certificate', and "
         "libcurl takes no such root over from Windows' store. Makers of proxies and appliances "
         "copy the keyUsage of a server into their root.",
         "RFC 5280 sections 4.2.1.3 and 6.1.4 (n); curl issue 10396.",
         "Have it issued anew with a critical keyUsage of keyCertSign and cRLSign.",
         error_then_warning, Asked::both, true},
    Rule{RuleId::self_signed_end_entity, "self_signed_end_entity",
         "A self-signed end-entity certificate in Root",
         "A server's or a signer's own certificate that is its own root is trusted once it is in "
         "Root: basicConstraints is asked of issuers alone. Remote Desktop and SQL Server make "
         "themselves such certificates, and WSUS publishers are told to put theirs there. Whoever "
         "has its key is then trusted for its names on every computer that holds it, it cannot be "
         "revoked, and each renewal must be rolled out. From a bundle it is `not_a_ca`: nobody "
         "asked for it by name.",
         "RFC 5280 sections 6.1.1 (d) and 6.1.4 (k), (n); Microsoft bb902479 (publishing with a "
         "self-signed certificate).",
         "Have a CA issue the certificate and declare that CA; where it is meant, set the policy "
         "to `ignore`.",
         both(Level::warning), Asked::both, true},
    Rule{RuleId::no_basic_constraints, "no_basic_constraints",
         "A root of version 3 without basicConstraints",
         "It does not say that it is a CA. Windows takes it for being in Root (a root that Windows "
         "itself needs, Microsoft Root Authority, is one). OpenSSL calls it an invalid CA "
         "certificate unless its keyUsage has keyCertSign, and strict clients refuse it always.",
         "RFC 5280 sections 4.2.1.9 and 6.1.4 (k); OpenSSL, verification error 79.",
         "Have the root issued anew with a critical basicConstraints of cA.", warning_then_info,
         Asked::both, true},
    Rule{RuleId::path_too_long, "path_too_long", "A CA deeper below another than that one allows",
         "A CA can say how many CAs may follow below it (pathLenConstraint). Whatever one that "
         "stands deeper issues is refused by everybody: Windows says 0x80096019 "
         "TRUST_E_BASIC_CONSTRAINTS, OpenSSL 'path length constraint exceeded'. The mistake was "
         "made when that CA was certified, and it shows at the first certificate that it issues.",
         "RFC 5280 sections 4.2.1.9 and 6.1.4 (l), (m).",
         "Have the CA certified by one that has room below it, or the upper CA's certificate "
         "renewed with a greater path length.",
         error_then_warning, Asked::both, true},
    Rule{RuleId::compromised_key, "compromised_key",
         "A key of which everybody can have the private half",
         "Products have shipped one root and its private key to every customer: Superfish on "
         "Lenovo's computers, eDellRoot and DSDTestProvider on Dell's, Sennheiser HeadSetup, "
         "Mitel's telephones, Cyberoam's appliances, PrivDog, Adguard. Whoever takes the key from "
         "there can be any server and sign any program for each computer that trusts the root. "
         "They are known by the SHA-256 of the public key, whatever certificate it is in. "
         "Disallowed is where they belong.",
         "Chromium, its blocklist of certificates (private key leakages); "
         "github.com/hannob/superfishy.",
         "Take it out and remove the product that put it there; declare it absent with `action: "
         "distrust`.",
         error_then_warning, Asked::both, true},
    Rule{RuleId::not_self_signed_in_root, "not_self_signed_in_root",
         "A certificate in Root is not self-signed",
         "Only self-signed certificates belong in Trusted Root Certification Authorities. With an "
         "intermediate among them Windows fails TLS client authentication: IIS answers 403.16 or "
         "403.7, and services of Lync and Skype for Business do not start or log no client on. Put "
         "it into CA (Intermediate Certification Authorities).",
         "Microsoft KB 2795828, KB 2802568.",
         "Declare it present in CA and absent from Root. Without the absence trustctl moves only "
         "what it owns.",
         error_then_warning, Asked::both, true},
    Rule{
        RuleId::broken_self_signature, "broken_self_signature",
        "A self-issued certificate's own signature does not verify",
        "Path validation never checks the signature of a trust anchor (RFC 5280 section 6.1.1 "
        "(d)), and OpenSSL by default does not either, so an altered root is trusted with whatever "
        "was altered. A subject that equals the issuer and a signature that its own key did not "
        "make mean damage or forgery, or a cross-certificate of a CA's own under another key.",
        "RFC 5280 section 3.2 (self-signed and self-issued certificates).",
        "Compare its SHA-256 with what the CA publishes, and get it anew; if it is what was meant, "
        "declare it in CA.",
        error_then_warning, Asked::both, true},
    Rule{
        RuleId::unverifiable_signature, "unverifiable_signature",
        "A signature that nobody can verify here",
        "Its algorithm or its key is one that OpenSSL does not know here or cannot read: ML-DSA "
        "and "
        "SLH-DSA in older versions, MD2, an unknown curve. That is no forgery, and no proof of the "
        "contrary. What a manifest declares is decided by its pin; a member of a chain is taken to "
        "be "
        "issued by whom its issuer's exact name and key identifier point to; `verify` could not "
        "tell. Clients that do not know the algorithm either refuse what it signed.",
        "FIPS 204 and RFC 9881 (ML-DSA); FIPS 205 and RFC 9909 (SLH-DSA); RFC 5280 sections "
        "4.1.1.2, "
        "4.2.1.1 and 4.2.1.2.",
        "Compare its SHA-256 with what the CA publishes; if it is what is meant, set the policy to "
        "`ignore`.",
        warning_then_info, Asked::both, true},
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
    Rule{RuleId::weak_signature, "weak_signature", "Signed over SHA-1 or MD5",
         "Two certificates of one digest have one signature: in 2008 researchers made a CA "
         "certificate of their own out of an MD5 collision, and Flame signed as Microsoft in 2012. "
         "Windows, browsers and OpenSSL's security level 1 refuse such a signature. A root's own "
         "is not judged: a root is trusted for being in Root, and nobody verifies its signature.",
         "RFC 6151; RFC 6194 section 3; NIST SP 800-131A; Microsoft Security Advisory 4010323.",
         "Have the CA issue the subordinate's certificate anew, over SHA-256.",
         both(Level::warning), Asked::both, true},
    Rule{RuleId::weak_key, "weak_key", "An RSA key under 2048 bits",
         "512 bits are a matter of hours, 768 were factored in 2009, 1024 are within a state's "
         "reach, and whoever has the factors issues in the CA's name. Windows refuses RSA keys "
         "under 1024 bits everywhere, roots included; many clients refuse those under 2048.",
         "NIST SP 800-131A; CA/Browser Forum Baseline Requirements section 6.1.5; Microsoft KB "
         "2661254.",
         "Replace the CA: a new key of RSA 3072 or EC P-256 and a new certificate. Until then "
         "distrust what is not needed.",
         both(Level::warning), Asked::both, true},
    Rule{RuleId::unusual_key, "unusual_key", "A key of a kind that some clients refuse",
         "An EC key must name its curve; one that spells the parameters out could mean a curve of "
         "an attacker's making, and OpenSSL 3 refuses a chain through it (error 94, certificate "
         "public key has explicit ECC parameters). secp256k1 is deprecated for TLS, and Schannel "
         "has it switched off. SM2, Ed25519 and Ed448 are known to OpenSSL, and neither to Windows "
         "nor to browsers; the Baseline Requirements allow public CAs none of these. What was "
         "issued below such a root works with some clients and fails with others.",
         "RFC 5480 section 2.1.1; RFC 8422 section 5.1.1; CA/Browser Forum Baseline Requirements "
         "section 6.1.5; Microsoft, TLS Elliptic Curves in Windows 10 version 1607 and later, and "
         "CNG Algorithm Identifiers.",
         "Make the CA anew with RSA 3072, EC P-256 or P-384, unless all its clients are known to "
         "take the key.",
         both(Level::warning), Asked::lint, true},
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
    Rule{RuleId::name_is_address, "name_is_address", "The CA is named by an address",
         "CAs are called after who runs them, servers after where they are. A certificate that is "
         "called 192.0.2.1 or fw.lab.example was mostly made by an appliance for itself, and "
         "trusting it as a root lets whoever holds that appliance's key issue for every name.",
         "RFC 5280 section 4.1.2.6; RFC 6125 section 1.8 (CN-ID).",
         "Declare the CA that should issue for that device, or put the device's certificate into "
         "TrustedPeople.",
         both(Level::info), Asked::lint, true},
    Rule{RuleId::long_validity, "long_validity", "Valid for more than 30 years",
         "No key length and no digest of thirty years ago is good enough today, so a CA that lives "
         "longer will be trusted when it can be forged. It is how test and malware roots are often "
         "made, and it says that nobody planned for a successor.",
         "NIST SP 800-57 Part 1 section 5.3.6; CA/Browser Forum Baseline Requirements section "
         "7.1.2.1.1 (25 years); Mozilla Root Store Policy section 7.4.",
         "Plan its replacement as if it ended in 15 years; set the policy to `ignore` if that is "
         "done.",
         both(Level::info), Asked::lint, true},
    Rule{
        RuleId::odd_serial, "odd_serial", "The serial number is negative or over 20 octets",
        "Serial numbers are positive and have at most 20 octets. Go refuses to parse a negative "
        "one since 1.23, and others refuse, cut or misread long ones, so that such a CA, or a "
        "revocation of it, is not seen by all clients alike.",
        "RFC 5280 section 4.1.2.2; Go 1.23 release notes (crypto/x509).",
        "Have the CA's certificate issued anew with a positive serial number of at most 20 octets.",
        warning_then_info, Asked::lint, true},
    Rule{RuleId::not_version_3, "not_version_3", "Not a version 3 certificate",
         "Versions 1 and 2 have no extensions: no basicConstraints says that this is a CA, nothing "
         "limits its path or its use. Roots of the 1990s are so; clients trust one that is in "
         "Root, and refuse one that is in between.",
         "RFC 5280 sections 4.1.2.1 and 6.1.4 (k).",
         "Have the CA's certificate issued anew as version 3 with basicConstraints.",
         warning_then_info, Asked::lint, true},
    Rule{RuleId::no_key_usage, "no_key_usage", "A CA certificate without keyUsage",
         "A CA's certificate says by keyUsage that its key signs certificates and revocation "
         "lists, and nothing else. Without it the key is good for everything; strict clients "
         "(OpenSSL's -x509_strict) refuse the chain.",
         "RFC 5280 section 4.2.1.3.",
         "Have it issued anew with a critical keyUsage of keyCertSign and cRLSign.",
         both(Level::info), Asked::lint, true},
    Rule{RuleId::constraints_not_critical, "constraints_not_critical",
         "A CA certificate whose basicConstraints is not critical",
         "A client that does not know an extension may pass over it unless it is critical, and "
         "would miss that this is a CA and how long the chain below it may be. CAs must mark it "
         "critical; strict clients refuse the chain.",
         "RFC 5280 section 4.2.1.9.", "Have it issued anew with a critical basicConstraints.",
         both(Level::info), Asked::lint, true},
    Rule{
        RuleId::root_missing, "root_missing",
        "A root is in CA and not in Root, where its subordinates need it",
        "Root alone is what makes trust. A root that was imported into Intermediate Certification "
        "Authorities only leaves every chain below it untrusted: 0x800B0109 CERT_E_UNTRUSTEDROOT, "
        "0x80090325 SEC_E_UNTRUSTED_ROOT.",
        "Microsoft, CertGetCertificateChain: the root must be in the Root store; RFC 5280 section "
        "6.1.1 (d).",
        "Declare it in Root too; a `chains` entry with it and its subordinates places all of them.",
        both(Level::warning), Asked::lint, true},
    Rule{RuleId::issuer_missing, "issuer_missing",
         "The issuer of a subordinate is in neither Root nor CA",
         "A chain that cannot be built up to a root is untrusted (0x800B010A CERT_E_CHAINING) "
         "unless the server sends the rest, the issuer is fetched by its AIA address, or Windows "
         "fetches the root by itself. A computer outside the domain or without Internet does none "
         "of that.",
         "Microsoft, CertGetCertificateChain; RFC 5280 sections 4.2.2.1 (caIssuers) and 6.1.",
         "Get the issuer's certificate and declare it: a root in Root, else in CA.",
         warning_then_info, Asked::lint, true},
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
    Rule{RuleId::superseded, "superseded",
         "A newer certificate of the same CA and key is in the same store",
         "A CA whose certificate was renewed with its key has two certificates of one name, one "
         "issuer and one key. Either makes the same chains; the one that ends first has nothing "
         "left to do, and its expiry will only confuse.",
         "RFC 5280 section 4.1.2.5; Microsoft, Certification Authority Renewal (renewal with the "
         "same key).",
         "Take the one that ends first out: no longer declare it, or declare it absent.",
         both(Level::info), Asked::lint, true},
    Rule{
        RuleId::same_name_other_key, "same_name_other_key",
        "Two CAs of one name have different keys",
        "After a CA's renewal with a new key that is as it should be, as long as certificates of "
        "the old key live. Else one of them is another's: a test CA, or a forgery. Clients find "
        "the issuer by name first, and those without key identifiers try the wrong one.",
        "RFC 5280 section 4.2.1.1 (authority key identifier); RFC 4210 section 4.4.",
        "Compare both SHA-256 with what the CA publishes, and take out what it does not own up to.",
        both(Level::info), Asked::lint, true},
    Rule{RuleId::expired_with_successor, "expired_with_successor",
         "An expired CA certificate whose successor is here",
         "Some clients build the path to the certificate that has expired, though the one that "
         "took its place is there: when AddTrust External CA Root (May 2020) and DST Root CA X3 "
         "(September 2021) expired, OpenSSL 1.0 and GnuTLS failed on servers whose new root they "
         "held. With the expired one gone they find the other.",
         "Sectigo, AddTrust External CA Root Expiring May 30, 2020; OpenSSL blog, Old Let's "
         "Encrypt Root Certificate Expiration (2021); RFC 4158 section 3.5.",
         "Take the expired one out: no longer declare it, or declare it absent.",
         both(Level::warning), Asked::lint, true},
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
    Rule{RuleId::not_strict, "not_strict", "The certificate is not strict DER",
         "Programs disagree about bytes that are not DER: one refuses the certificate, the other "
         "reads it in another way, and its signature is over one form only. So trustctl adds "
         "nothing that its own reader and OpenSSL do not both read to the last byte. It can still "
         "be shown, declared absent and removed, and not put into Disallowed. One that is in Root "
         "or "
         "CA can stop programs that read the whole store with OpenSSL (Python, curl), though "
         "Windows "
         "takes it.",
         "RFC 5280 section 4.1; ITU-T X.690 sections 10 and 11.",
         "Get the certificate anew from its CA, as DER or PEM.", error_then_warning, Asked::both,
         false},
    Rule{RuleId::undecodable, "undecodable", "Bytes in the store are no certificate",
         "The store holds them as a certificate, and they do not decode as one. They are shown by "
         "their SHA-256, and can be removed by it.",
         "RFC 5280 section 4.1.", "Declare it absent by its SHA-256.", both(Level::warning),
         Asked::both, false},
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
    Rule{RuleId::name_not_byte_equal, "name_not_byte_equal",
         "Issuer and subject match by RFC 5280 only, not byte for byte",
         "The names are equal after case folding, trimmed spaces or another string type, which "
         "OpenSSL allows for. Go, GnuTLS, Firefox and CryptoAPI's CertCompareCertificateName want "
         "equal bytes, and will not find this issuer.",
         "RFC 5280 section 7.1.",
         "Have the subordinate issued anew with the issuer's name as it is written in the root.",
         both(Level::warning), Asked::both, false},
    Rule{RuleId::key_id_mismatch, "key_id_mismatch", "A chain's link whose key identifiers differ",
         "The issuer's key made the signature, and the subordinate's authorityKeyIdentifier names "
         "another key identifier than the issuer's subjectKeyIdentifier. OpenSSL finds no issuer "
         "then (error 20), and Windows is documented to look for the key that is named; who goes "
         "by names and signatures (NSS, Go) takes it.",
         "RFC 5280 section 4.2.1.1; X509_check_issued of OpenSSL.",
         "Have the subordinate issued anew, or the issuer renewed with the key identifier that its "
         "subordinates name.",
         both(Level::warning), Asked::both, false},
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

constexpr bool in_order() {
  for (std::size_t i = 0; i < catalogue.size(); ++i) {
    if (catalogue[i].id != static_cast<RuleId>(i)) {
      return false;
    }
  }
  return true;
}
static_assert(in_order(), "rule() finds a rule by its place");

}  // namespace

std::span<const Rule> rules() { return catalogue; }

const Rule& rule(RuleId id) { return catalogue[static_cast<std::size_t>(id)]; }

}  // namespace trustctl
