#include "engine/formats/pkcs7.hpp"
#include "engine/formats/pkcs7_oid.hpp"
#include "engine/model/der.hpp"
#include "engine/model/der_writer.hpp"

namespace trustctl {

Bytes write_pkcs7(std::span<const Certificate> certificates) {
  constexpr std::uint8_t version = 1;
  const Bytes signed_data = der_element(der::object_identifier, {pkcs7_oid::signed_data});
  const Bytes data = der_element(der::object_identifier, {pkcs7_oid::data});
  Bytes all;
  for (const Certificate& certificate : certificates) {
    all.insert(all.end(), certificate.bytes().begin(), certificate.bytes().end());
  }
  const Bytes empty_set = der_element(der::set, {});
  const Bytes body =
      der_element(der::sequence, {der_element(der::integer, {ByteView(&version, 1)}), empty_set,
                                  der_element(der::sequence, {data}),
                                  der_element(der::context_constructed(0), {all}), empty_set});
  return der_element(der::sequence,
                     {signed_data, der_element(der::context_constructed(0), {body})});
}

}  // namespace trustctl
