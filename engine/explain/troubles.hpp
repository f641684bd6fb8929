#pragma once

#include "engine/explain/code.hpp"

// What goes wrong with certificates, each with its usual causes and what trustctl does about it.
// code_table.cpp says which code is which trouble.
namespace trustctl::troubles {

extern const Trouble untrusted_root;
extern const Trouble missing_issuer;
extern const Trouble openssl_untrusted;  // these programs have trust stores of their own
extern const Trouble firefox_untrusted;
extern const Trouble java_untrusted;
extern const Trouble browser_untrusted;
extern const Trouble expired;
extern const Trouble not_yet_valid;
extern const Trouble nesting;
extern const Trouble wrong_name;
extern const Trouble wrong_purpose;
extern const Trouble not_an_authority;
extern const Trouble name_constraints;
extern const Trouble revoked;
extern const Trouble revocation_unknown;
extern const Trouble distrusted;
extern const Trouble bad_signature;
extern const Trouble no_common_algorithm;
extern const Trouble no_credentials;
extern const Trouble malformed;
extern const Trouble test_root;
extern const Trouble policies;
extern const Trouble rejected_by_peer;
extern const Trouble not_in_store;
extern const Trouble already_in_store;
extern const Trouble trust_list;

}  // namespace trustctl::troubles
