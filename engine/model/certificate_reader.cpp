#include "engine/model/certificate_reader.hpp"

#include "engine/model/public_key.hpp"

namespace trustctl {

using der::Cursor;
using der::Defects;
using der::Element;
using Reason = Verdict::Reason;

namespace {

// RFC 5280 §4.1.2.1. v1 is the default, which DER does not write out.
int read_version(Cursor& tbs, Defects& defects) {
  if (!tbs.at(der::context_constructed(0))) {
    return 1;
  }
  Cursor field(tbs.take().contents, defects);
  const ByteView value = field.take(der::integer).contents;
  field.finish();
  der::check_integer(value, defects);
  const bool known = value.size() == 1 && (value[0] == 1 || value[0] == 2);
  if (!known) {
    defects.note(Reason::bad_version);
  }
  return value.size() == 1 && value[0] < 0x80 ? value[0] + 1 : 0;
}

void read_validity(ByteView contents, Facts& facts, Defects& defects) {
  Cursor validity(contents, defects);
  facts.not_before = read_validity_time(validity.take(), defects);
  facts.not_after = read_validity_time(validity.take(), defects);
  validity.finish();
}

// A name that equals `known` needs no second look: roots have one name twice.
ByteView read_name(Cursor& tbs, ByteView known, Defects& defects) {
  const Element name = tbs.take(der::sequence);
  if (!equal(name.whole, known)) {
    check_name(name.contents, defects);
  }
  return name.whole;
}

// issuerUniqueID, subjectUniqueID: gone from practice since 1996, still in the syntax.
void read_unique_id(unsigned n, Cursor& tbs, const Facts& facts, Defects& defects) {
  if (!tbs.at(der::context(n))) {
    return;
  }
  der::read_bit_string(tbs.take().contents, defects);
  if (facts.version < 2) {
    defects.note(Reason::bad_version);
  }
}

void read_extensions_field(Cursor& tbs, Facts& facts, Defects& defects) {
  if (!tbs.at(der::context_constructed(3))) {
    return;
  }
  Cursor field(tbs.take().contents, defects);
  const ByteView extensions = field.take(der::sequence).contents;
  field.finish();
  if (facts.version < 3) {
    defects.note(Reason::bad_version);
  }
  read_extensions(extensions, facts, defects);
}

// TBSCertificate. Gives its signature field, which must equal the outer signatureAlgorithm.
ByteView read_tbs(ByteView contents, Facts& facts, Defects& defects) {
  Cursor tbs(contents, defects);
  facts.version = read_version(tbs, defects);
  facts.serial = tbs.take(der::integer).contents;
  der::check_integer(facts.serial, defects);
  const ByteView signature = tbs.take(der::sequence).whole;
  facts.issuer = read_name(tbs, {}, defects);
  read_validity(tbs.take(der::sequence).contents, facts, defects);
  facts.subject = read_name(tbs, facts.issuer, defects);
  facts.self_issued = !facts.subject.empty() && equal(facts.subject, facts.issuer);
  facts.public_key_info = tbs.take(der::sequence).whole;
  check_public_key(facts.public_key_info, defects);
  read_unique_id(1, tbs, facts, defects);
  read_unique_id(2, tbs, facts, defects);
  read_extensions_field(tbs, facts, defects);
  tbs.finish();
  return signature;
}

// What algorithm it is changes nothing about the rest.
ByteView read_signature_algorithm(ByteView contents, Defects& defects) {
  Defects part;
  const ByteView oid = read_algorithm(contents, part).oid;
  defects.absorb(part);
  return oid;
}

Facts read_structure(ByteView bytes, Defects& defects) {
  Facts facts;
  Cursor file(bytes, defects);
  Cursor certificate(file.take(der::sequence).contents, defects);
  file.finish();
  const Element tbs = certificate.take(der::sequence);
  const Element algorithm = certificate.take(der::sequence);
  const der::Bits signature =
      der::read_bit_string(certificate.take(der::bit_string).contents, defects);
  certificate.finish();

  facts.tbs = tbs.whole;
  facts.signature_algorithm_info = algorithm.whole;
  facts.signature = signature.unused == 0 ? signature.octets : ByteView();
  facts.signature_algorithm = read_signature_algorithm(algorithm.contents, defects);
  const ByteView inner = read_tbs(tbs.contents, facts, defects);
  if (!equal(inner, algorithm.whole)) {
    defects.note(Reason::algorithm_mismatch);
  }
  return facts;
}

Reading opaque(Reason reason) { return {{Verdict::Kind::opaque, reason}, {}}; }

}  // namespace

Algorithm read_algorithm(ByteView contents, Defects& defects) {
  Algorithm algorithm;
  Cursor fields(contents, defects);
  algorithm.oid = fields.take(der::object_identifier).contents;
  der::check_oid(algorithm.oid, defects);
  if (!fields.empty()) {
    algorithm.parameters = fields.take();
    der::check_any(algorithm.parameters, defects);
  }
  fields.finish();
  return algorithm;
}

Reading read_certificate(ByteView bytes) {
  if (bytes.empty()) {
    return opaque(Reason::empty);
  }
  if (bytes.size() > Certificate::size_limit) {
    return opaque(Reason::too_large);
  }
  Defects defects;
  const Facts facts = read_structure(bytes, defects);
  if (defects.failed()) {
    return opaque(defects.reason());
  }
  const auto kind = defects.any() ? Verdict::Kind::lax : Verdict::Kind::strict;
  return {{kind, defects.reason()}, facts};
}

}  // namespace trustctl
