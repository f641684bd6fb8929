#include "engine/verify/extension_list.hpp"

#include <algorithm>

#include "engine/model/der.hpp"
#include "engine/verify/general_names.hpp"

namespace trustctl {

using der::Cursor;
using der::Defects;

namespace {

using namespace std::string_view_literals;
constexpr std::string_view ca_issuers = "\x2B\x06\x01\x05\x05\x07\x30\x02"sv;

ByteView extensions_field(const Certificate& certificate, Defects& defects) {
  Cursor whole(certificate.tbs(), defects);
  for (Cursor fields(whole.take(der::sequence).contents, defects); !fields.empty();) {
    const der::Element field = fields.take();
    if (field.tag == der::context_constructed(3)) {
      return Cursor(field.contents, defects).take(der::sequence).contents;
    }
  }
  return {};
}

Extension read_extension(ByteView contents, Defects& defects) {
  Extension extension;
  Cursor fields(contents, defects);
  extension.oid = as_text(fields.take(der::object_identifier).contents);
  if (fields.at(der::boolean)) {
    extension.critical = der::read_boolean(fields.take().contents, defects);
  }
  extension.value = fields.take(der::octet_string).contents;
  return extension;
}

void add_address(std::vector<std::string>& addresses, const der::Element& name) {
  Defects defects;
  const GeneralName general = read_general_name(name, defects);
  if (!defects.failed() && general.form == GeneralName::Form::uri) {
    addresses.emplace_back(as_text(general.value));
  }
}

// DistributionPoint: distributionPoint [0] { fullName [0] GeneralNames | … }, …
void add_crl_addresses(std::vector<std::string>& addresses, ByteView point) {
  Defects defects;
  Cursor fields(point, defects);
  if (!fields.at(der::context_constructed(0))) {
    return;
  }
  Cursor choice(fields.take().contents, defects);
  if (!choice.at(der::context_constructed(0))) {
    return;
  }
  for (Cursor names(choice.take().contents, defects); !names.empty();) {
    add_address(addresses, names.take());
  }
}

}  // namespace

std::vector<Extension> extensions_of(const Certificate& certificate) {
  std::vector<Extension> extensions;
  Defects defects;
  for (Cursor each(extensions_field(certificate, defects), defects); !each.empty();) {
    const Extension extension = read_extension(each.take(der::sequence).contents, defects);
    if (!defects.failed()) {
      extensions.push_back(extension);
    }
  }
  return extensions;
}

const Extension* find_extension(const std::vector<Extension>& extensions, std::string_view oid) {
  const auto found = std::find_if(extensions.begin(), extensions.end(),
                                  [oid](const Extension& one) { return one.oid == oid; });
  return found == extensions.end() ? nullptr : &*found;
}

std::vector<std::string> issuer_addresses(const std::vector<Extension>& extensions) {
  std::vector<std::string> addresses;
  const Extension* access = find_extension(extensions, extension_oid::authority_info_access);
  if (access == nullptr) {
    return addresses;
  }
  Defects defects;
  Cursor whole(access->value, defects);
  for (Cursor each(whole.take(der::sequence).contents, defects); !each.empty();) {
    Cursor description(each.take(der::sequence).contents, defects);
    const ByteView method = description.take(der::object_identifier).contents;
    if (as_text(method) == ca_issuers && !description.empty()) {
      add_address(addresses, description.take());
    }
  }
  return addresses;
}

std::vector<std::string> crl_addresses(const std::vector<Extension>& extensions) {
  std::vector<std::string> addresses;
  const Extension* points = find_extension(extensions, extension_oid::crl_distribution_points);
  if (points == nullptr) {
    return addresses;
  }
  Defects defects;
  Cursor whole(points->value, defects);
  for (Cursor each(whole.take(der::sequence).contents, defects); !each.empty();) {
    add_crl_addresses(addresses, each.take(der::sequence).contents);
  }
  return addresses;
}

}  // namespace trustctl
