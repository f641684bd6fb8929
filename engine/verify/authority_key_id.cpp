#include "engine/verify/authority_key_id.hpp"

#include "engine/chains/issuer_rank.hpp"
#include "engine/chains/name_comparison.hpp"
#include "engine/model/hexadecimal.hpp"

namespace trustctl {

using der::Cursor;
using der::Defects;

namespace {

// The other form of it: authorityCertIssuer [1] and authorityCertSerialNumber [2]. Empty: not said.
struct IssuerAndSerial {
  ByteView issuer;  // a Name
  ByteView serial;
};

ByteView first_directory_name(ByteView names, Defects& defects) {
  for (Cursor each(names, defects); !each.empty();) {
    const GeneralName name = read_general_name(each.take(), defects);
    if (name.form == GeneralName::Form::directory_name) {
      return name.value;
    }
  }
  return {};
}

IssuerAndSerial issuer_and_serial(const LinkFacts& child) {
  const Extension* extension = find_extension(child.extensions, extension_oid::authority_key_id);
  if (extension == nullptr) {
    return {};
  }
  IssuerAndSerial named;
  Defects defects;
  Cursor whole(extension->value, defects);
  Cursor fields(whole.take(der::sequence).contents, defects);
  if (fields.at(der::context(0))) {
    fields.take();
  }
  if (fields.at(der::context_constructed(1))) {
    named.issuer = first_directory_name(fields.take().contents, defects);
  }
  if (fields.at(der::context(2))) {
    named.serial = fields.take().contents;
  }
  return defects.failed() ? IssuerAndSerial{} : named;
}

// Superfluous zero octets before it change no number.
ByteView number(ByteView serial) {
  while (serial.size() > 1 && serial[0] == 0 && serial[1] < 0x80) {
    serial = serial.subspan(1);
  }
  return serial;
}

bool differ(ByteView a, ByteView b) { return as_text(a) != as_text(b); }

}  // namespace

std::optional<std::string> key_id_difference(const LinkFacts& child, const Certificate& issuer) {
  if (key_id_agreement(child.certificate, issuer) == 0) {
    return "names the key identifier " + hexadecimal(child.certificate.authority_key_id()) +
           " for its issuer, and " + issuer.label() + ", whose key signed it, has " +
           hexadecimal(issuer.subject_key_id());
  }
  const IssuerAndSerial named = issuer_and_serial(child);
  if (!named.serial.empty() && differ(number(named.serial), number(issuer.serial()))) {
    return "names the serial number " + hexadecimal(named.serial) + " for its issuer, and " +
           issuer.label() + ", whose key signed it, has " + hexadecimal(issuer.serial());
  }
  if (!named.issuer.empty() && comparable_name(named.issuer) != comparable_name(issuer.issuer())) {
    return "names another issuer of its issuer than that of " + issuer.label() +
           ", whose key signed it";
  }
  return std::nullopt;
}

}  // namespace trustctl
