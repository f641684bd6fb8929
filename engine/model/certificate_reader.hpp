#pragma once

#include <optional>

#include "engine/model/certificate.hpp"
#include "engine/model/der.hpp"

namespace trustctl {

/// Where in a certificate's bytes its facts stand: views into the bytes that were read. As the
/// accessors of Certificate say it, except that OIDs are contents octets.
struct Facts {
  int version = 0;
  ByteView serial;
  ByteView subject;
  ByteView issuer;
  bool self_issued = false;  ///< one name, and not an empty view
  Time not_before{};
  Time not_after{};
  ByteView tbs;
  ByteView public_key_info;
  ByteView signature_algorithm;       ///< contents of its OBJECT IDENTIFIER
  ByteView signature_algorithm_info;  ///< the whole AlgorithmIdentifier beside the signature
  ByteView signature;                 ///< the octets of the BIT STRING; empty: bits that are none
  std::optional<BasicConstraints> basic_constraints;
  std::optional<KeyUsage> key_usage;
  std::optional<ByteView> extended_key_usage;  ///< contents of the SEQUENCE
  ByteView subject_key_id;
  ByteView authority_key_id;
};

struct Reading {
  Verdict verdict;
  Facts facts;  ///< all empty where the verdict is opaque
};

/// Reads a certificate (RFC 5280 §4.1) without copying, about 0.1 µs. Total.
Reading read_certificate(ByteView bytes);

// -- The parts of it.

/// The contents of Extensions (RFC 5280 §4.2). Fills in the facts that extensions hold.
void read_extensions(ByteView contents, Facts& facts, der::Defects& defects);

/// Notes what is wrong with the contents of a Name (RFC 5280 §4.1.2.4).
void check_name(ByteView contents, der::Defects& defects);

/// A UTCTime or GeneralizedTime. Notes bad_time for a form that DER or RFC 5280 §4.1.2.5 forbids;
/// fails with it where no time can be made of it. GeneralizedTime before 2050 is no defect: RFC
/// 5280 wants it read. Two-digit years from 50 on are of the twentieth century.
Time read_validity_time(const der::Element& element, der::Defects& defects);

/// An AlgorithmIdentifier.
struct Algorithm {
  ByteView oid;             ///< contents octets
  der::Element parameters;  ///< tag 0: none
};
Algorithm read_algorithm(ByteView contents, der::Defects& defects);

}  // namespace trustctl
