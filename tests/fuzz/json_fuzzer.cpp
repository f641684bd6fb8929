// Any bytes as JSON: JsonReader ends; what it takes, JsonCursor walks through; and what JsonWriter
// makes of it is taken too, and copied to the same bytes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "engine/json/json_reader.hpp"
#include "engine/json/json_writer.hpp"

namespace {

using namespace trustctl;
using Kind = JsonCursor::Kind;

void require(bool kept) {
  if (!kept) {
    std::abort();
  }
}

// (What JsonReader has taken nests 128 deep at most.)
void copy(JsonCursor& from, std::string_view text, JsonWriter& to) {
  const auto copy_text = [&] {
    const auto [begin, end] = from.skip();
    to.label(text.substr(begin, end - begin));
  };
  switch (from.peek()) {
    case Kind::object:
      from.enter_object();
      to.begin_object();
      while (const auto key = from.next_member()) {
        to.key(*key);
        copy(from, text, to);
      }
      to.end_object();
      break;
    case Kind::array:
      from.enter_array();
      to.begin_array();
      while (from.next_item()) {
        copy(from, text, to);
      }
      to.end_array();
      break;
    case Kind::string:
      to.text(from.string());
      break;
    case Kind::null:
      from.null();
      to.null();
      break;
    default:
      copy_text();
  }
}

std::string copied(std::string_view text) {
  JsonCursor from(text, "x");
  JsonWriter to;
  copy(from, text, to);
  from.finish();
  require(!from.error().has_value());
  return to.take();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  auto json = JsonReader::parse(text);
  if (!json) {
    require(json.error().code == ErrorCode::invalid_input &&
            json.error().message.size() < size + 200);
    return 0;
  }
  const std::string once = copied(text);
  require(JsonReader::parse(once).has_value());
  require(copied(once) == once);
  return 0;
}
