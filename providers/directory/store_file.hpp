#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/entry.hpp"
#include "engine/model/finding.hpp"
#include "engine/model/known_certificates.hpp"

namespace trustctl::directory {

/// What one file of a store holds.
struct StoreFile {
  enum class Form {
    own,    ///< a header of ours and one CERTIFICATE block: its properties can be changed in place
    pem,    ///< foreign: any number of blocks
    der,    ///< foreign: one certificate, the whole file
    other,  ///< no certificate at all
  };
  /// A certificate and the text of its block, by offsets into the file.
  struct Item {
    Certificate certificate;
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  struct Remark {
    RuleId rule;
    std::string message;  ///< without the file's name: "it holds no certificate"
  };

  Form form = Form::other;
  std::vector<Item> items;
  /// Blocks of another kind are there too (a private key, say): never to be deleted with the file.
  bool holds_more = false;
  Properties properties;  ///< of Form::own
  std::vector<Remark> remarks;

  /// Whether nothing would be left of the file without these certificates.
  bool holds_only(const std::set<Fingerprint>& certificates) const;
};

/// Judges the bytes of a file, whatever they are. `name` is its name in the store: bytes that are
/// no certificate count as a broken one (opaque) in a .cer, .crt, .der or .pem, as junk elsewhere.
StoreFile parse_store_file(std::string_view name, ByteView bytes,
                           const KnownCertificates& known = {});

/// A new file of ours.
std::string write_store_file(const Certificate& certificate, const Properties& properties);

/// A file of ours (Form::own) with other properties, all else as it was.
std::string with_properties(ByteView bytes, const StoreFile& file, const Properties& properties);

/// A foreign PEM file without the blocks of these certificates, all else as it was.
std::string without(ByteView bytes, const StoreFile& file,
                    const std::set<Fingerprint>& certificates);

/// "schertz-lab-root-ca.8e2f0123456789ab.pem": what people call it, lower-case ASCII letters,
/// digits and dashes, at most 48; then 16 digits of its SHA-256. From the second attempt on, for a
/// name that is taken, ".2.pem", ".3.pem", …
std::string store_file_name(const Certificate& certificate, unsigned attempt = 1);

}  // namespace trustctl::directory
