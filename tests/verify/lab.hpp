#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/certificate.hpp"
#include "engine/verify/verify.hpp"

namespace trustctl::test {

/// One extension as openssl's configuration writes it: {"basicConstraints", "critical,CA:TRUE"}.
struct WrittenExtension {
  std::string name;
  std::string value;
};
using WrittenExtensions = std::vector<WrittenExtension>;

/// What a certificate is to be. Names are those of the lab: each has one key.
struct Draft {
  std::string name = {};    ///< common name, and whose key it certifies
  std::string issuer = {};  ///< whose name it names and whose key signs; empty: its own
  WrittenExtensions extensions = {};
  std::string not_before = "2020-01-01";
  std::string not_after = "2040-01-01";
  std::string signed_by = {};  ///< whose key signs where it is not the issuer's
  std::string key = {};        ///< whose key it certifies where it is not its own
  std::string email = {};      ///< an emailAddress in the subject
  int version = 3;
  std::string digest = "SHA256";  ///< of its signature; MD5 needs the key of an "rsa …"
};

/// The same certificate with its signature, ECDSA's (r, s), as (r, n - s), which anybody can write
/// and every verifier takes; and with the length of the whole in one octet more than it needs.
Certificate with_negated_signature(const Certificate& certificate);
Certificate with_long_length(const Certificate& certificate);

/// What CAs and servers usually have; key identifiers included.
WrittenExtensions ca(const std::string& basic_constraints = "critical,CA:TRUE");
WrittenExtensions server(const std::string& alt_names = "DNS:server.example");
/// With one extension more, or in the place of the one of that name.
WrittenExtensions with(WrittenExtensions extensions, const std::string& name,
                       const std::string& value);
WrittenExtensions without(WrittenExtensions extensions, const std::string& name);

/// A certification authority of the tests: OpenSSL makes the certificates, with P-256 keys; RSA for
/// names that begin with "rsa", of 2048 bits or those that follow ("rsa 3072"); and what else a
/// name says: "curve secp256k1", "explicit P-256" (parameters spelt out), "ED25519", "ED448".
class Lab {
 public:
  Lab();
  ~Lab();
  Lab(const Lab&) = delete;
  Lab& operator=(const Lab&) = delete;

  Certificate make(const Draft& draft);

  /// "root", "issuing" below it and "server" below that.
  Certificate root();
  Certificate issuing();
  Certificate leaf();

 private:
  struct Keys;
  std::unique_ptr<Keys> m_keys;
  std::map<std::string, Certificate> m_made;
  long m_serial = 1000;
};

/// A machine's question at 2030-01-01 about a leaf and what came with it.
Question ask(const Certificate& leaf, std::vector<Certificate> sent = {});

/// Root, CA and Disallowed of a machine.
struct Stores {
  std::vector<Certificate> root = {};
  std::vector<Certificate> ca = {};
  std::vector<Certificate> disallowed = {};
};
TargetState machine(const Stores& stores);

}  // namespace trustctl::test
