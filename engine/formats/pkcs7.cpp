#include "engine/formats/pkcs7.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "engine/formats/ber.hpp"
#include "engine/formats/pkcs7_oid.hpp"
#include "engine/model/oid.hpp"
#include "engine/text/system_commands.hpp"

namespace trustctl {

namespace {

tl::unexpected<Error> failed(std::string message) {
  return tl::unexpected(invalid_input(std::move(message)));
}

tl::unexpected<Error> damaged(std::string_view part) {
  return failed("it begins as PKCS#7 does, but is cut short or damaged in its " +
                std::string(part));
}

bool is_pkcs7_type(ByteView oid) {
  return oid.size() == pkcs7_oid::prefix.size() + 1 &&
         equal(oid.first(pkcs7_oid::prefix.size()), pkcs7_oid::prefix);
}

std::string_view type_in_words(ByteView oid) {
  constexpr std::array<std::string_view, 7> words = {"",
                                                     "plain data",
                                                     "signed data",
                                                     "an enveloped (encrypted) message",
                                                     "a signed and enveloped message",
                                                     "digested data",
                                                     "encrypted data"};
  const bool known = is_pkcs7_type(oid) && oid.back() > 0 && oid.back() < words.size();
  return known ? words[oid.back()] : "content of an unknown type";
}

// What a ContentInfo says it is, and holds.
struct Content {
  ByteView type;  // contents of the OBJECT IDENTIFIER
  ByteView value;
};

Result<Content> read_content_info(ByteView bytes) {
  BerReader file(bytes);
  const auto info = file.next(ber_tag::sequence);
  if (!info) {
    return damaged("outermost element");
  }
  if (!file.at_end()) {
    return failed(std::to_string(file.rest().size()) + " bytes follow the end of the PKCS#7");
  }
  BerReader fields(info->contents);
  const auto type = fields.next(ber_tag::object_identifier);
  if (!type) {
    return damaged("content type");
  }
  if (!equal(type->contents, pkcs7_oid::signed_data)) {
    return failed("it is a PKCS#7 file of " + std::string(type_in_words(type->contents)) +
                  ", which holds no certificates to trust; export the certificates as a .p7b");
  }
  const auto value = fields.next(ber_tag::context_0);
  if (!value || !fields.at_end()) {
    return damaged("content");
  }
  return Content{type->contents, value->contents};
}

Result<void> check_signed_content(ByteView encapsulated) {
  const auto type = BerReader(encapsulated).next(ber_tag::object_identifier);
  if (!type) {
    return damaged("signed content");
  }
  if (equal(type->contents, pkcs7_oid::data)) {
    return {};
  }
  const std::string signers =
      "; the certificates in it are only those of its signers, and none of them is meant to be "
      "trusted by it";
  if (equal(type->contents, pkcs7_oid::trust_list)) {
    return failed("it is a certificate trust list (CTL, .stl)" + signers);
  }
  const auto oid = Oid::from_der(type->contents);
  return failed("it is a signed message of type " + (oid ? oid->dotted() : "unknown") + signers);
}

Result<std::vector<Certificate>> read_certificate_set(ByteView set) {
  std::vector<Certificate> certificates;
  for (BerReader members(set); !members.at_end();) {
    const std::string which =
        "certificate " + std::to_string(certificates.size() + 1) + " of the PKCS#7 ";
    const std::uint8_t tag = members.next_tag();
    const auto member = members.next();
    if (!member) {
      return failed(which + "is cut short");
    }
    if (tag != ber_tag::sequence) {
      return failed(which + "is no X.509 certificate (an attribute or extended certificate)");
    }
    const Certificate certificate = Certificate::from_bytes(member->whole);
    if (certificate.verdict().kind == Verdict::Kind::opaque) {
      return failed(which +
                    "cannot be read: " + std::string(to_string(certificate.verdict().reason)));
    }
    certificates.push_back(certificate);
  }
  return certificates;
}

// Revocation lists are none of ours, and what is damaged among them harms nothing.
std::size_t count_elements(ByteView set) {
  std::size_t count = 0;
  for (BerReader members(set); !members.at_end() && members.next();) {
    ++count;
  }
  return count;
}

// Absent fields are empty.
struct SignedData {
  ByteView content;
  ByteView certificates;
  ByteView revocation_lists;
  ByteView signers;
};

// RFC 5652 §5.1. (In BER the fields that follow the certificates may come as they like: they are
// passed over whole.)
Result<SignedData> read_signed_data(ByteView value) {
  BerReader outer(value);
  const auto sequence = outer.next(ber_tag::sequence);
  if (!sequence || !outer.at_end()) {
    return damaged("signed data");
  }
  BerReader fields(sequence->contents);
  const auto version = fields.next(ber_tag::integer);
  const auto digests = fields.next(ber_tag::set);
  const auto content = fields.next(ber_tag::sequence);
  if (!version || !digests || !content) {
    return damaged("signed data");
  }
  const auto certificates = fields.next(ber_tag::context_0);
  const auto lists = fields.next(ber_tag::context_1);
  const auto signers = fields.next(ber_tag::set);
  if (!signers || !fields.at_end()) {
    return damaged("list of certificates, or what follows it");
  }
  return SignedData{content->contents, certificates ? certificates->contents : ByteView(),
                    lists ? lists->contents : ByteView(), signers->contents};
}

}  // namespace

bool looks_like_pkcs7(ByteView bytes) {
  const auto outer = read_ber_header(bytes);
  if (!outer || outer->tag != ber_tag::sequence) {
    return false;
  }
  const ByteView inside = bytes.subspan(outer->size);
  const auto oid = read_ber_header(inside);
  if (!oid || oid->tag != ber_tag::object_identifier) {
    return false;
  }
  const ByteView contents = inside.subspan(oid->size);
  return contents.size() >= pkcs7_oid::prefix.size() &&
         equal(contents.first(pkcs7_oid::prefix.size()), pkcs7_oid::prefix);
}

Result<Pkcs7> read_pkcs7(ByteView bytes) {
  const auto content = read_content_info(bytes);
  if (!content) {
    return tl::unexpected(content.error());
  }
  const auto fields = read_signed_data(content->value);
  if (!fields) {
    return tl::unexpected(fields.error());
  }
  if (auto plain = check_signed_content(fields->content); !plain) {
    return tl::unexpected(plain.error());
  }
  if (!fields->signers.empty()) {
    return failed(
        "it is a signed message, whose certificates are only those of its signers; if they are "
        "meant to be trusted, write them out by " +
        std::string(system_commands::certificates_of_pkcs7()));
  }
  auto certificates = read_certificate_set(fields->certificates);
  if (!certificates) {
    return tl::unexpected(std::move(certificates.error()));
  }
  return Pkcs7{std::move(*certificates), count_elements(fields->revocation_lists)};
}

}  // namespace trustctl
