#pragma once

#include "engine/explain/code.hpp"

// What goes wrong with certificates, each with its usual causes and what trustctl does about it.
// The tables of codes say which code is which trouble; nobody else refers to one by name. To a
// person they are shown by way of a code (find_codes). To add one: declare it here, and give it its
// causes and remedies in troubles.cpp or one of its neighbours. A trouble that several programs
// tell apart by nothing but the place of their trust store is several troubles: the remedy ends
// with another tool.
namespace trustctl::troubles {

// A root or an issuer is missing.
extern const Trouble untrusted_root;
extern const Trouble missing_issuer;

// The same, to programs that look for CA certificates elsewhere (program_troubles.cpp).
extern const Trouble openssl_untrusted;
extern const Trouble firefox_untrusted;
extern const Trouble java_untrusted;
extern const Trouble browser_untrusted;
extern const Trouble node_untrusted;
extern const Trouble go_untrusted;
extern const Trouble python_untrusted;
extern const Trouble curl_untrusted;
extern const Trouble curl_no_bundle;

// Something is wrong with a certificate itself, or with its place in the chain.
extern const Trouble expired;
extern const Trouble not_yet_valid;
extern const Trouble nesting;
extern const Trouble wrong_name;
extern const Trouble wrong_purpose;
extern const Trouble not_an_authority;
extern const Trouble name_constraints;

// Somebody has said that it is not to be trusted, or cannot be asked.
extern const Trouble revoked;
extern const Trouble revocation_unknown;
extern const Trouble distrusted;

// The bytes, the keys or what the two sides offer do not fit.
extern const Trouble bad_signature;
extern const Trouble no_common_algorithm;
extern const Trouble no_credentials;
extern const Trouble malformed;

// Of clients and accounts, and of a computer's own certificate (server_troubles.cpp).
extern const Trouble nt_auth;
extern const Trouble issuer_list;
extern const Trouble client_refused;
extern const Trouble vpn_refused;
extern const Trouble no_private_key;
extern const Trouble alert_sent;

// Rare ones, and those of the other side and of the stores themselves.
extern const Trouble test_root;
extern const Trouble policies;
extern const Trouble rejected_by_peer;
extern const Trouble not_in_store;
extern const Trouble already_in_store;
extern const Trouble trust_list;

}  // namespace trustctl::troubles
