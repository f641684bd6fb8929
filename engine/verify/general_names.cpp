#include "engine/verify/general_names.hpp"

#include <algorithm>

namespace trustctl {

using Form = GeneralName::Form;
using Reason = Verdict::Reason;

namespace {

constexpr std::uint8_t number_of_forms = 9;

bool is_constructed(Form form) {
  return form == Form::other_name || form == Form::x400_address || form == Form::directory_name ||
         form == Form::edi_party_name;
}

bool is_ascii(ByteView text) {
  return std::all_of(text.begin(), text.end(), [](std::uint8_t c) { return c > 0 && c < 0x80; });
}

}  // namespace

std::string_view to_string(Form form) {
  switch (form) {
    case Form::other_name:
      return "otherName";
    case Form::rfc822_name:
      return "rfc822Name";
    case Form::dns_name:
      return "dNSName";
    case Form::x400_address:
      return "x400Address";
    case Form::directory_name:
      return "directoryName";
    case Form::edi_party_name:
      return "ediPartyName";
    case Form::uri:
      return "uniformResourceIdentifier";
    case Form::ip_address:
      return "iPAddress";
    case Form::registered_id:
      return "registeredID";
  }
  return {};
}

GeneralName read_general_name(const der::Element& element, der::Defects& defects) {
  const auto number = static_cast<std::uint8_t>(element.tag & 0x1FU);
  const auto form = static_cast<Form>(number);
  const bool known = number < number_of_forms &&
                     element.tag == (is_constructed(form) ? der::context_constructed(number)
                                                          : der::context(number));
  if (!known) {
    defects.fail(Reason::bad_extension);
    return {Form::other_name, {}};
  }
  const bool text = form == Form::rfc822_name || form == Form::dns_name || form == Form::uri;
  if (text && !is_ascii(element.contents)) {
    defects.fail(Reason::bad_extension);
  }
  if (form == Form::directory_name) {
    der::Cursor name(element.contents, defects);
    const ByteView whole = name.take(der::sequence).whole;
    name.finish();
    return {form, whole};
  }
  return {form, element.contents};
}

std::vector<GeneralName> read_general_names(ByteView value, der::Defects& defects) {
  std::vector<GeneralName> names;
  der::Cursor outer(value, defects);
  der::Cursor each(outer.take(der::sequence).contents, defects);
  outer.finish();
  if (each.empty()) {
    defects.fail(Reason::bad_extension);  // SIZE (1..MAX)
  }
  while (!each.empty() && !defects.failed()) {
    names.push_back(read_general_name(each.take(), defects));
  }
  return names;
}

}  // namespace trustctl
