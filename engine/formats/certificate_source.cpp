#include "engine/formats/certificate_source.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "engine/formats/base64.hpp"
#include "engine/formats/ber.hpp"
#include "engine/formats/pem.hpp"
#include "engine/formats/pkcs7.hpp"
#include "engine/formats/private_key.hpp"
#include "engine/formats/serialized_store.hpp"
#include "engine/formats/text_lines.hpp"
#include "engine/text/system_commands.hpp"

namespace trustctl {

namespace {

using Certificates = std::vector<Certificate>;

tl::unexpected<Error> unreadable(std::string message) {
  return tl::unexpected(invalid_input(std::move(message)));
}

Error holds_private_key() {
  return invalid_input(
      "it holds a private key, so nothing of it is used: keep the key apart, and put the "
      "certificate alone into a file");
}

Error bytes_follow(ByteView rest) {
  if (looks_like_private_key(rest)) {
    return holds_private_key();
  }
  return invalid_input(
      std::to_string(rest.size()) +
      " bytes follow the end of the certificate; put several certificates into a PEM file");
}

// '0' is the first byte of DER and may be the first of a text. A text goes on with a byte under
// 0x80, which makes a DER element of at most 129 bytes, shorter than any certificate.
bool is_der(ByteView bytes) {
  constexpr std::size_t longest_short_form = 129;
  return starts_with(bytes, {ber_tag::sequence}) && bytes.size() > 1 &&
         (bytes[1] >= 0x80 || bytes.size() <= longest_short_form);
}

bool is_utf16(ByteView bytes) {
  return starts_with(bytes, {0xFF, 0xFE}) || starts_with(bytes, {0xFE, 0xFF}) ||
         starts_with(bytes, {'-', 0, '-', 0}) || starts_with(bytes, {0, '-', 0, '-'});
}

// A keystore that trustctl does not take certificates from, in words; empty where it is none.
std::string keystore(ByteView bytes) {
  if (looks_like_pkcs12(bytes)) {
    return "it is a PKCS#12 file (.p12, .pfx), which is made to hold private keys; write its "
           "certificates out by " +
           std::string(system_commands::certificates_of_pkcs12());
  }
  if (starts_with(bytes, {0xFE, 0xED, 0xFE, 0xED}) ||
      starts_with(bytes, {0xCE, 0xCE, 0xCE, 0xCE})) {
    return "it is a Java keystore (JKS or JCEKS); write a certificate out by 'keytool -exportcert "
           "-rfc -alias NAME -keystore FILE'";
  }
  return {};
}

// Appends one certificate, whole: `bytes` hold it and nothing else.
Result<void> take_der_certificate(Bytes bytes, Certificates& into) {
  if (looks_like_private_key(bytes)) {
    return tl::unexpected(holds_private_key());
  }
  if (bytes.empty()) {
    return unreadable("it is empty");
  }
  const auto header = read_ber_header(bytes);
  if (!header || header->tag != ber_tag::sequence) {
    return unreadable("it is no certificate: no DER SEQUENCE begins there");
  }
  if (const auto length = header->length; length && *length > bytes.size() - header->size) {
    return unreadable("it is cut short: " + std::to_string(bytes.size()) +
                      " bytes where its header says " + std::to_string(*length) + " and " +
                      std::to_string(header->size) + " for itself");
  }
  BerReader reader(bytes);
  const auto element = reader.next();
  if (element && !reader.at_end()) {
    return tl::unexpected(bytes_follow(reader.rest()));
  }
  Certificate certificate = Certificate::from_bytes(std::move(bytes));
  if (certificate.verdict().kind == Verdict::Kind::opaque) {
    return unreadable("it is no certificate that can be read: " +
                      std::string(to_string(certificate.verdict().reason)));
  }
  into.push_back(std::move(certificate));
  return {};
}

constexpr std::string_view revocation_list = "X509 CRL";

void pass_over(std::string_view label, std::size_t count, CertificateSource& into) {
  if (count != 0) {
    into.passed_over.push_back({std::string(label), 0, count});
  }
}

// Appends the certificates of a PKCS#7 structure.
Result<void> take_pkcs7(ByteView bytes, CertificateSource& into) {
  auto held = read_pkcs7(bytes);
  if (!held) {
    return tl::unexpected(held.error());
  }
  into.certificates.insert(into.certificates.end(), held->certificates.begin(),
                           held->certificates.end());
  pass_over(revocation_list, held->revocation_lists, into);
  return {};
}

Result<void> take_der(ByteView bytes, CertificateSource& into) {
  return looks_like_pkcs7(bytes) ? take_pkcs7(bytes, into)
                                 : take_der_certificate(copy(bytes), into.certificates);
}

// Appends the certificates of an .sst file.
Result<void> take_sst(ByteView bytes, CertificateSource& source) {
  Certificates& into = source.certificates;
  const auto store = read_serialized_store(bytes);
  if (!store) {
    return unreadable("it is a serialized store (.sst) that cannot be read: " +
                      store.error().message);
  }
  if (store->certificates.empty()) {
    return unreadable("it is a serialized store (.sst) without a certificate");
  }
  into.reserve(store->certificates.size());
  for (const SerializedElement& element : store->certificates) {
    for (const SerializedRecord& record : element.records()) {
      if (looks_like_private_key(record.data)) {
        return tl::unexpected(holds_private_key());
      }
    }
    if (auto taken = take_der_certificate(copy(element.certificate()), into); !taken) {
      return unreadable("certificate " + std::to_string(into.size() + 1) + ": " +
                        taken.error().message);
    }
  }
  pass_over(revocation_list, store->revocation_lists, source);
  pass_over("CTL", store->trust_lists, source);
  return {};
}

// What to do about a block that is neither CERTIFICATE nor PKCS7.
std::string other_label(std::string_view label) {
  constexpr std::size_t longest = 64;
  const std::string name = "it is '" + std::string(label.substr(0, longest)) + "', ";
  if (label == "TRUSTED CERTIFICATE") {
    return name +
           "whose trust settings would be lost; write it without them by 'openssl x509 -in "
           "FILE -out certificate.pem'";
  }
  if (label == "X509 CERTIFICATE" || label == "X.509 CERTIFICATE") {
    return name + "an old name; write 'CERTIFICATE' instead";
  }
  if (label.ends_with("CERTIFICATE REQUEST")) {
    return name + "which is not signed yet; take the certificate that the CA made of it";
  }
  return name + "not a CERTIFICATE or PKCS7; take it out of the file";
}

// What servers and CAs keep beside certificates, and that says nothing of whom to trust: OpenSSL's
// names (pem.h, ocsp.h).
bool is_passed_over(std::string_view label) {
  return label == revocation_list || label == "OCSP REQUEST" || label == "OCSP RESPONSE";
}

Result<void> take_block(PemBlock& block, CertificateSource& into) {
  if (block.label == "CERTIFICATE") {
    if (looks_like_pkcs7(block.bytes)) {
      return unreadable("it is named CERTIFICATE and holds PKCS#7; name it PKCS7");
    }
    return take_der_certificate(std::move(block.bytes), into.certificates);
  }
  if (is_passed_over(block.label)) {
    pass_over(block.label, 1, into);
    return {};
  }
  if (block.label == "PKCS7") {
    return take_pkcs7(block.bytes, into);
  }
  return unreadable(other_label(block.label));
}

// Text in which no block was found.
Error no_block(std::string_view text) {
  const auto bare = base64_decode(text);
  if (bare && looks_like_private_key(*bare)) {
    return holds_private_key();
  }
  if (bare && is_der(*bare)) {
    return invalid_input(
        "it is Base64 without its '-----BEGIN CERTIFICATE-----' and '-----END CERTIFICATE-----' "
        "lines; add them");
  }
  return invalid_input("no certificate is in it: trustctl reads DER, PEM, PKCS#7 and .sst");
}

Result<void> check_text(std::string_view text) {
  if (names_private_key(text)) {
    return tl::unexpected(holds_private_key());
  }
  if (text.find("[p11-kit-object-v1]") != std::string_view::npos) {
    return unreadable(
        "it is a p11-kit object file, whose trust settings would be lost; put the certificate "
        "alone into a file");
  }
  return {};
}

Result<void> take_text(std::string_view text, CertificateSource& into) {
  if (auto good = check_text(text); !good) {
    return good;
  }
  auto blocks = read_pem(text);
  if (!blocks) {
    return tl::unexpected(blocks.error());
  }
  if (blocks->empty()) {
    return tl::unexpected(no_block(text));
  }
  into.certificates.reserve(blocks->size());
  LineCounter lines(text);
  for (std::size_t i = 0; i < blocks->size(); ++i) {
    PemBlock& block = (*blocks)[i];
    const std::size_t before = into.passed_over.size();
    if (auto taken = take_block(block, into); !taken) {
      return unreadable("block " + std::to_string(i + 1) + " (line " +
                        std::to_string(lines.number_of(block.begin)) +
                        "): " + taken.error().message);
    }
    if (into.passed_over.size() != before) {
      into.passed_over.back().line = lines.number_of(block.begin);
    }
  }
  return {};
}

Result<void> take(ByteView source, CertificateSource& into) {
  if (looks_like_serialized_store(source)) {
    return take_sst(source, into);
  }
  return is_der(source) ? take_der(source, into) : take_text(as_text(source), into);
}

}  // namespace

std::string text_of(const std::vector<PassedOver>& blocks) {
  constexpr std::size_t shown = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(shown, blocks.size()); ++i) {
    const PassedOver& one = blocks[i];
    text += (i == 0 ? "" : ", ") + (one.count == 1 ? "" : std::to_string(one.count) + ' ') +
            one.label + (one.line == 0 ? "" : " (line " + std::to_string(one.line) + ")");
  }
  return blocks.size() > shown ? text + ", …" : text;
}

Result<CertificateSource> read_source(ByteView source) {
  if (source.empty()) {
    return unreadable("it is empty");
  }
  if (std::string words = keystore(source); !words.empty()) {
    return unreadable(std::move(words));
  }
  if (is_utf16(source)) {
    return unreadable(
        "it is UTF-16 text, as PowerShell's > writes it; save it as ASCII or UTF-8 ('Out-File "
        "-Encoding ascii')");
  }
  CertificateSource read;
  const auto taken = take(source, read);
  if (!taken) {
    return tl::unexpected(taken.error());
  }
  if (read.certificates.empty() && !read.passed_over.empty()) {
    return unreadable("no certificate is in it, only '" + read.passed_over.front().label + "'");
  }
  if (read.certificates.empty()) {
    return unreadable("it is a PKCS#7 file without a certificate");
  }
  return read;
}

Result<std::vector<Certificate>> read_certificates(ByteView source) {
  auto read = read_source(source);
  return read ? Result<std::vector<Certificate>>(std::move(read->certificates))
              : tl::unexpected(std::move(read.error()));
}

}  // namespace trustctl
