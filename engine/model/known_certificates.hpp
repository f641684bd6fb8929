#pragma once

#include <cstddef>
#include <unordered_set>

#include "engine/model/certificate.hpp"

namespace trustctl {

/// Certificates that have been decoded already. What a manifest declares is most often what a store
/// holds: the same bytes are then neither digested nor decoded a second time.
class KnownCertificates {
 public:
  void add(const Certificate& certificate) { m_certificates.insert(certificate); }

  /// The certificate of these bytes: a known one that has them all, else decoded now.
  Certificate from_bytes(Bytes&& bytes) const;
  Certificate from_bytes(ByteView bytes) const;

 private:
  struct HashOfEnds {
    using is_transparent = void;
    std::size_t operator()(ByteView bytes) const;
    std::size_t operator()(const Certificate& certificate) const {
      return (*this)(certificate.bytes());
    }
  };
  struct SameBytes {
    using is_transparent = void;
    bool operator()(const Certificate& a, const Certificate& b) const;
    bool operator()(ByteView a, const Certificate& b) const;
    bool operator()(const Certificate& a, ByteView b) const;
  };

  std::unordered_set<Certificate, HashOfEnds, SameBytes> m_certificates;
};

}  // namespace trustctl
