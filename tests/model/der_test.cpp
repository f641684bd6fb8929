#include "engine/model/der.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "tests/model/certificate_builder.hpp"

namespace trustctl::test {

using Reason = Verdict::Reason;

TEST_CASE("a cursor gives the elements one after the other, and then is empty", "[model]") {
  const Bytes bytes = hex_bytes("0201 05 0400 3003 0101FF");
  der::Defects defects;
  der::Cursor cursor(bytes, defects);

  CHECK(copy(cursor.take(der::integer).contents) == Bytes{5});
  CHECK(cursor.at(der::octet_string));
  CHECK(cursor.take().contents.empty());
  CHECK(copy(cursor.take(der::sequence).whole) == hex_bytes("3003 0101FF"));
  CHECK(cursor.empty());
  CHECK_FALSE(defects.any());
}

TEST_CASE("a cursor that failed stays empty and keeps the first reason", "[model]") {
  const Bytes bytes = hex_bytes("0201 05 0500");
  der::Defects defects;
  der::Cursor cursor(bytes, defects);

  CHECK(cursor.take(der::null).whole.empty());
  CHECK(cursor.empty());
  CHECK(cursor.take().whole.empty());
  cursor.finish();
  CHECK(defects.failed());
  CHECK(defects.reason() == Reason::wrong_tag);
}

TEST_CASE("what is left over is noted, and does not end the reading", "[model]") {
  const Bytes bytes = hex_bytes("0201 05 00");
  der::Defects defects;
  der::Cursor cursor(bytes, defects);
  cursor.take(der::integer);
  cursor.finish();

  CHECK(defects.reason() == Reason::trailing_bytes);
  CHECK_FALSE(defects.failed());
}

TEST_CASE("a part's failure is the whole's defect, by the name that the whole gives it",
          "[model]") {
  der::Defects part;
  part.fail(Reason::truncated);
  der::Defects whole;
  whole.absorb(part, Reason::bad_extension);
  CHECK(whole.reason() == Reason::bad_extension);
  CHECK_FALSE(whole.failed());

  der::Defects sloppy;
  sloppy.note(Reason::bad_boolean);
  der::Defects other;
  other.absorb(sloppy, Reason::bad_extension);
  CHECK(other.reason() == Reason::bad_boolean);
}

TEST_CASE("the bits of an integer are counted without leading zeros", "[model]") {
  CHECK(der::bit_length(hex_bytes("00")) == 0);
  CHECK(der::bit_length(hex_bytes("01")) == 1);
  CHECK(der::bit_length(hex_bytes("00FF")) == 8);
  CHECK(der::bit_length(hex_bytes("7FFF")) == 15);
}

}  // namespace trustctl::test
