#include "providers/directory/store_file.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/formats/pem.hpp"
#include "engine/formats/pkcs7.hpp"
#include "engine/formats/serialized_store.hpp"
#include "engine/text/ascii.hpp"
#include "providers/directory/entry_header.hpp"

namespace trustctl::directory {

namespace {

constexpr std::string_view certificate_label = "CERTIFICATE";

bool has_certificate_suffix(std::string_view name) {
  const std::string suffix =
      ascii_lower(name.substr(name.size() - std::min<std::size_t>(name.size(), 4)));
  constexpr std::array<std::string_view, 4> suffixes = {".cer", ".crt", ".der", ".pem"};
  return std::find(suffixes.begin(), suffixes.end(), suffix) != suffixes.end();
}

// Blocks that hold certificates in a form which is not read here.
bool may_hold_certificates(std::string_view label) {
  constexpr std::array<std::string_view, 5> forms = {"TRUSTED CERTIFICATE", "X509 CERTIFICATE",
                                                     "PKCS7", "PKCS #7 SIGNED DATA", "CMS"};
  return std::find(forms.begin(), forms.end(), label) != forms.end();
}

void remark_foreign_block(std::string_view label, StoreFile& file) {
  file.holds_more = true;
  if (label.ends_with("PRIVATE KEY")) {
    file.remarks.push_back({RuleId::junk,
                            "it holds a private key, which has no place in a trust store; move the "
                            "key away"});
    return;
  }
  file.remarks.push_back({may_hold_certificates(label) ? RuleId::unreadable_file : RuleId::junk,
                          "it holds a block '" + std::string(label.substr(0, 64)) +
                              "', which is no plain certificate and is not read"});
}

// What is broken stays where it is, whatever is done to the rest of the file.
void remark_broken_part(const Error& error, StoreFile& file) {
  file.holds_more = true;
  file.remarks.push_back(
      {RuleId::undecodable,
       (file.items.empty() ? "it does not read: " : "a part of it does not read: ") +
           error.message});
}

void believe_header(std::string_view header, StoreFile& file) {
  file.form = StoreFile::Form::own;
  auto properties = read_header(header, file.items.front().certificate);
  if (properties) {
    file.properties = std::move(*properties);
  } else {
    file.remarks.push_back(
        {RuleId::junk, "its header is not believed, and its properties are not read: " +
                           properties.error().message});
  }
}

StoreFile parse_pem_file(std::string_view text, const KnownCertificates& known) {
  StoreFile file;
  PemParts parts = read_pem_parts(text);
  file.items.reserve(parts.blocks.size());
  for (PemBlock& block : parts.blocks) {
    if (block.label != certificate_label) {
      remark_foreign_block(block.label, file);
      continue;
    }
    file.items.push_back({known.from_bytes(std::move(block.bytes)), block.begin, block.end});
  }
  if (parts.broken) {
    remark_broken_part(*parts.broken, file);
  }
  if (file.items.empty()) {
    if (file.remarks.empty()) {
      file.remarks.push_back({RuleId::junk, "it holds no certificate"});
    }
    return file;
  }
  file.form = StoreFile::Form::pem;
  if (parts.blocks.size() == 1 && !parts.broken && has_header(parts.blocks.front().before)) {
    believe_header(parts.blocks.front().before, file);
  }
  return file;
}

StoreFile parse_binary_file(std::string_view name, ByteView bytes, const KnownCertificates& known) {
  StoreFile file;
  if (looks_like_pkcs7(bytes)) {
    file.remarks.push_back(
        {RuleId::unreadable_file,
         "it is a PKCS#7 file, which is not read in a store; put the certificates "
         "into files of their own"});
    return file;
  }
  Certificate certificate = known.from_bytes(bytes);
  if (certificate.verdict().kind == Verdict::Kind::opaque && !has_certificate_suffix(name)) {
    file.remarks.push_back({RuleId::junk, "it holds no certificate"});
    return file;
  }
  file.form = StoreFile::Form::der;
  file.items.push_back({std::move(certificate), 0, bytes.size()});
  return file;
}

std::string slug(std::string_view label) {
  constexpr std::size_t longest = 48;
  std::string text;
  for (const char c : label) {
    const char l = ascii_lower(c);
    if ((l >= 'a' && l <= 'z') || (l >= '0' && l <= '9')) {
      text += l;
    } else if (!text.empty() && text.back() != '-') {
      text += '-';
    }
    if (text.size() == longest) {
      break;
    }
  }
  while (text.ends_with('-')) {
    text.pop_back();
  }
  return text.empty() ? "certificate" : text;
}

}  // namespace

bool StoreFile::holds_only(const std::set<Fingerprint>& certificates) const {
  return !holds_more && std::all_of(items.begin(), items.end(), [&](const Item& item) {
    return certificates.contains(item.certificate.fingerprint());
  });
}

StoreFile parse_store_file(std::string_view name, ByteView bytes, const KnownCertificates& known) {
  if (bytes.empty()) {
    StoreFile file;
    file.remarks.push_back({RuleId::junk, "it is empty"});
    return file;
  }
  if (looks_like_serialized_store(bytes)) {
    StoreFile file;
    file.remarks.push_back(
        {RuleId::unreadable_file,
         "it is a serialized store (.sst), which is not read in a store; put the certificates into "
         "files of their own"});
    return file;
  }
  constexpr std::uint8_t der_sequence = 0x30;  // and the digit 0, which may begin a text
  if (bytes.front() != der_sequence) {
    return parse_pem_file(as_text(bytes), known);
  }
  StoreFile file = parse_binary_file(name, bytes, known);
  const bool whole =
      !file.items.empty() && file.items.front().certificate.verdict().kind != Verdict::Kind::opaque;
  if (!whole && as_text(bytes).find("\n-----BEGIN ") != std::string_view::npos) {
    return parse_pem_file(as_text(bytes), known);
  }
  return file;
}

std::string write_store_file(const Certificate& certificate, const Properties& properties) {
  return write_header(certificate, properties) + write_pem(certificate_label, certificate.bytes());
}

std::string with_properties(ByteView bytes, const StoreFile& file, const Properties& properties) {
  const std::string_view text = as_text(bytes);
  const StoreFile::Item& item = file.items.front();
  std::string changed = replace_header(text.substr(0, item.begin), item.certificate, properties);
  changed += text.substr(item.begin);
  return changed;
}

std::string without(ByteView bytes, const StoreFile& file,
                    const std::set<Fingerprint>& certificates) {
  const std::string_view text = as_text(bytes);
  std::string kept;
  std::size_t at = 0;
  for (const StoreFile::Item& item : file.items) {
    if (certificates.contains(item.certificate.fingerprint())) {
      kept += text.substr(at, item.begin - at);
      at = item.end;
    }
  }
  kept += text.substr(at);
  return kept;
}

std::string store_file_name(const Certificate& certificate, unsigned attempt) {
  std::string name =
      slug(certificate.label()) + '.' + certificate.fingerprint().hex().substr(0, 16);
  if (attempt > 1) {
    name += '.' + std::to_string(attempt);
  }
  return name + ".pem";
}

}  // namespace trustctl::directory
