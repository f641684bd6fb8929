#include "engine/formats/update_list.hpp"

#include <array>
#include <string_view>

#include "engine/formats/pkcs7_oid.hpp"
#include "engine/model/der.hpp"

namespace trustctl {

namespace {

using der::Cursor;
using der::Defects;

// The contents of 1.3.6.1.4.1.311.10.11, to which an attribute adds the number of a property.
constexpr std::array<std::uint8_t, 9> property = {0x2B, 0x06, 0x01, 0x04, 0x01,
                                                  0x82, 0x37, 0x0A, 0x0B};
constexpr std::uint8_t key_identifier = 20;
constexpr std::uint8_t subject_name_md5 = 29;

void pass(Cursor& cursor, std::uint8_t tag) {
  if (cursor.at(tag)) {
    cursor.take();
  }
}

// The inside of ContentInfo ::= SEQUENCE { contentType, content [0] EXPLICIT }.
ByteView content_of(Cursor& info, ByteView type, Defects& defects) {
  if (!equal(info.take(der::object_identifier).contents, type)) {
    defects.fail(Verdict::Reason::wrong_tag);
    return {};
  }
  return info.take(der::context_constructed(0)).contents;
}

// CMS wraps the content in an OCTET STRING, PKCS#7 does not.
ByteView list_in(ByteView file, Defects& defects) {
  Cursor whole(file, defects);
  Cursor info(whole.take(der::sequence).contents, defects);
  Cursor wrapped(content_of(info, pkcs7_oid::signed_data, defects), defects);
  Cursor signed_part(wrapped.take(der::sequence).contents, defects);
  signed_part.take(der::integer);
  signed_part.take(der::set);
  Cursor inner(signed_part.take(der::sequence).contents, defects);
  Cursor content(content_of(inner, pkcs7_oid::trust_list, defects), defects);
  if (!content.at(der::octet_string)) {
    return content.take(der::sequence).contents;
  }
  Cursor unwrapped(content.take().contents, defects);
  return unwrapped.take(der::sequence).contents;
}

// Up to trustedSubjects: version, subjectUsage, listIdentifier, sequenceNumber, ctlThisUpdate,
// ctlNextUpdate, subjectAlgorithm.
ByteView subjects_of(ByteView list, Defects& defects) {
  Cursor fields(list, defects);
  pass(fields, der::integer);
  fields.take(der::sequence);
  pass(fields, der::octet_string);
  pass(fields, der::integer);
  for (int times = 0; times < 2; ++times) {
    pass(fields, der::utc_time);
    pass(fields, der::generalized_time);
  }
  fields.take(der::sequence);
  return fields.at(der::sequence) ? fields.take().contents : ByteView();
}

void take_attribute(ByteView attribute, UpdateRoot& root, Defects& defects) {
  Cursor fields(attribute, defects);
  const ByteView type = fields.take(der::object_identifier).contents;
  Cursor values(fields.take(der::set).contents, defects);
  if (type.size() != property.size() + 1 || !equal(type.first(property.size()), property) ||
      !values.at(der::octet_string)) {
    return;
  }
  const ByteView value = values.take().contents;
  if (type.back() == key_identifier) {
    root.key_id = copy(value);
  } else if (type.back() == subject_name_md5) {
    root.subject_md5 = copy(value);
  }
}

UpdateRoot read_subject(ByteView subject, Defects& defects) {
  Cursor fields(subject, defects);
  UpdateRoot root{copy(fields.take(der::octet_string).contents), {}, {}};
  if (fields.at(der::set)) {
    for (Cursor attributes(fields.take().contents, defects);
         !attributes.empty() && !defects.failed();) {
      take_attribute(attributes.take(der::sequence).contents, root, defects);
    }
  }
  return root;
}

}  // namespace

Result<std::vector<UpdateRoot>> read_update_list(ByteView list) {
  Defects defects;
  std::vector<UpdateRoot> roots;
  for (Cursor subjects(subjects_of(list_in(list, defects), defects), defects);
       !subjects.empty() && !defects.failed();) {
    roots.push_back(read_subject(subjects.take(der::sequence).contents, defects));
  }
  if (defects.failed()) {
    return tl::unexpected(
        Error{ErrorCode::invalid_input,
              "it is no certificate trust list: " + std::string(to_string(defects.reason()))});
  }
  return roots;
}

}  // namespace trustctl
