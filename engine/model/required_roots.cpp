#include "engine/model/required_roots.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace trustctl {

namespace {

constexpr std::array roots = {
    RequiredRoot{"Microsoft Root Authority", "c1008b3c3c8811d13ef663ecdf40",
                 "a43489159a520f0d93d032ccaf37e7fe20a8b419",
                 "f38406e540d7a9d90cb4a9479299640ffb6df9e224ecc7a01c0d9558d8dad77d"},
    RequiredRoot{"Microsoft Root Certificate Authority", "79ad16a14aa0a5ad4c7358f407132e65",
                 "cdd4eeae6000ac7f40c3802c171e30148030c072",
                 "885de64c340e3ea70658f01e1145f957fcda27aabeea1ab9faa9fdb0102d4077"},
    RequiredRoot{"Microsoft Root Certificate Authority 2010", "28cc3a25bfba44ac449a9b586b4339aa",
                 "3b1efd3a66ea28b16697394703a72ca340a05bd5",
                 "df545bf919a2439c36983b54cdfc903dfa4f37d3996d8d84b4c31eec6f3c163e"},
    RequiredRoot{"Microsoft Root Certificate Authority 2011", "3f8bc8b5fc9fb29643b569d66c42e144",
                 "8f43288ad272f3103b6fb1428485ea3014c0bcfe",
                 "847df6a78497943f27fc72eb93f9a637320a02b561d0a91b09e87a7807ed7c61"},
    RequiredRoot{"Copyright (c) 1997 Microsoft Corp.", "01",
                 "245c97df7514e7cf2df8be72ae957b9e04741e85", ""},
    RequiredRoot{"Microsoft Authenticode(tm) Root Authority", "01",
                 "7f88cd7223f3c813818c994614a89c99fa3b5247",
                 "4898b1749717a594a2030f47c83c272bd14bae3dceb2eae382174ef2ec1c75c9"},
    RequiredRoot{"NO LIABILITY ACCEPTED, (c)97 VeriSign, Inc.", "4a19d2388c82591ca55d735f155ddca3",
                 "18f7c1fcc3090203fd5baa2f861a754976c8dd25", ""},
    RequiredRoot{"Thawte Timestamping CA", "00", "be36a4562fb2ee05dbb3d32323adf445084ed656", ""},
    RequiredRoot{"Symantec Enterprise Mobile Root for Microsoft",
                 "0f6b552f9ebf907b0f6629a9bdf4d8ce", "92b46c76e13054e104f230517e6e504d43ab10b5",
                 ""},
    RequiredRoot{"Microsoft ECC Product Root Certificate Authority 2018",
                 "14982666dc7ccd8f4053677bb999ec85", "06f1aa330b927b753a40e68cdf22e34bcbef3352",
                 ""},
    RequiredRoot{"Microsoft ECC TS Root Certificate Authority 2018",
                 "153875e1647ed1b047b4efaf41128245", "31f9fc8ba3805986b721ea7295c65b3a44534274",
                 ""},
    RequiredRoot{"Microsoft Time Stamp Root Certificate Authority 2014",
                 "2fd67a432293329045e953343ee27466", "0119e81be9a14cd8e22f40ac118c687ecba3f4d8",
                 ""},
};

// A serial's leading zero octet keeps it positive, and is written by some and left out by others.
std::string_view without_leading_zeros(std::string_view serial) {
  const std::size_t first = serial.find_first_not_of('0');
  return first == std::string_view::npos ? std::string_view() : serial.substr(first);
}

bool is(const Certificate& certificate, const RequiredRoot& root) {
  return root.sha256.empty() ? certificate.thumbprint().hex() == root.thumbprint
                             : certificate.fingerprint().hex() == root.sha256;
}

}  // namespace

std::span<const RequiredRoot> required_roots() { return roots; }

bool is_required_by_windows(const Certificate& certificate) {
  if (!certificate.self_issued()) {
    return false;
  }
  // The serial first: it costs no digest.
  const std::string text = certificate.serial_hex();
  const std::string_view serial = without_leading_zeros(text);
  return std::any_of(roots.begin(), roots.end(), [&](const RequiredRoot& root) {
    return without_leading_zeros(root.serial) == serial && is(certificate, root);
  });
}

}  // namespace trustctl
