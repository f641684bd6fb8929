// The frame of single-file targets, with a codec as small as one can be: a password on the first
// line, then "key TEXT" (foreign) and "cert NAME BASE64" lines.
#include <catch2/catch.hpp>
#include <chrono>
#include <sstream>

#include "engine/formats/base64.hpp"
#include "providers/single_file/single_file_provider.hpp"
#include "tests/support/states.hpp"
#include "tests/support/steps.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;
namespace fs = std::filesystem;

namespace {

// What a codec does wrong.
enum class Slip { none, loses_a_key, loses_an_entry, writes_garbage };

struct Line {
  std::string kind;
  std::string name;
  std::string rest;
};

std::vector<Line> lines_of(const std::string& text) {
  std::vector<Line> lines;
  std::istringstream in(text);
  for (Line line; in >> line.kind >> line.name >> line.rest;) {
    lines.push_back(line);
  }
  return lines;
}

class LineFile final : public DecodedFile {
 public:
  LineFile(std::string password, std::vector<Line> lines, Slip slip)
      : m_password(std::move(password)), m_lines(std::move(lines)), m_slip(slip) {}

  TargetState state(const Selection& selection) const override {
    std::vector<Entry> entries;
    for (const Line& line : m_lines) {
      if (line.kind == "cert") {
        const auto bytes = base64_decode(line.rest);
        Place place{line.name};
        place.properties.friendly_name = line.name;
        const Certificate certificate = Certificate::from_bytes(*bytes);
        if (selection.wants_image(StoreName::root(), certificate.fingerprint())) {
          place.image = copy(as_bytes(line.rest));
        }
        entries.push_back({certificate, Origin::local, {place}});
      }
    }
    TargetState state;
    state.emplace(StoreName::root(), StoreContents(std::move(entries)));
    return state;
  }

  std::optional<Error> refusal(const Change& change) const override {
    const auto* add = std::get_if<Add>(&change);
    return add != nullptr && add->after.friendly_name == "two words"
               ? std::optional(Error{ErrorCode::invalid_input, "a name is one word"})
               : std::nullopt;
  }

  Result<Bytes> rewrite(std::span<const Change* const> changes) const override {
    std::vector<Line> lines = m_lines;
    for (const Change* change : changes) {
      const std::string base64 = base64_encode(certificate_of(*change).bytes());
      std::erase_if(lines, [&](const Line& line) { return line.rest == base64; });
      if (const auto* add = std::get_if<Add>(change)) {
        lines.push_back({"cert", *add->after.friendly_name, base64});
      }
    }
    std::string text = m_password + '\n';
    for (const Line& line : lines) {
      const bool lost = (m_slip == Slip::loses_a_key && line.kind == "key") ||
                        (m_slip == Slip::loses_an_entry && line.name == "first");
      text += lost ? "" : line.kind + ' ' + line.name + ' ' + line.rest + '\n';
    }
    return copy(as_bytes(m_slip == Slip::writes_garbage ? std::string("garbage") : text));
  }

  Bytes foreign() const override {
    std::string keys;
    for (const Line& line : m_lines) {
      keys += line.kind == "key" ? line.name + line.rest : "";
    }
    return copy(as_bytes(keys));
  }

 private:
  std::string m_password;
  std::vector<Line> m_lines;
  Slip m_slip;
};

class LineCodec final : public FileCodec {
 public:
  LineCodec(std::string password, Slip slip) : m_password(std::move(password)), m_slip(slip) {
    m_capabilities.stores.emplace(
        StoreName::root(),
        StoreRule{.writable = true, .holds = {Field::friendly_name}, .purposes = {}});
  }
  const Capabilities& capabilities() const override { return m_capabilities; }
  std::size_t size_limit() const override { return 1U << 20U; }
  Result<std::unique_ptr<DecodedFile>> decode(Bytes bytes, const std::string&) const override {
    const std::string text(as_text(bytes));
    const std::size_t end = text.find('\n');
    if (end == std::string::npos) {
      return tl::unexpected(Error{ErrorCode::invalid_input, "it is no file of lines"});
    }
    if (text.substr(0, end) != m_password) {
      return tl::unexpected(Error{ErrorCode::access_denied, "the password is wrong"});
    }
    return std::make_unique<LineFile>(m_password, lines_of(text.substr(end + 1)), m_slip);
  }
  Bytes empty_file() const override { return copy(as_bytes(m_password + '\n')); }

 private:
  std::string m_password;
  Slip m_slip;
  Capabilities m_capabilities;
};

std::unique_ptr<Provider> target(const fs::path& file, Slip slip = Slip::none,
                                 const std::string& password = "secret") {
  return make_single_file_provider(file.string(), std::make_unique<LineCodec>(password, slip));
}

Applied apply(Provider& provider, const std::vector<Change>& changes) {
  auto session = provider.lock({std::chrono::steady_clock::now() + std::chrono::seconds(5)});
  REQUIRE(session.has_value());
  return (*session)->apply(steps_of(changes), {});
}

std::string text_of(const fs::path& file) {
  const Bytes bytes = read_file(file);
  return std::string(as_text(bytes));
}

const Certificate first = fixture("lab-root");
const Certificate second = fixture("lab-policy");

// A file with a key that is not ours, and one entry.
fs::path made(const TemporaryFolder& folder) {
  const fs::path file = folder.path() / "store";
  write_file(file, "secret\nkey server a2V5\n");
  REQUIRE(std::holds_alternative<Changed>(
      apply(*target(file), {Add{StoreName::root(), first, named("first")}}).outcomes[0]));
  return file;
}

}  // namespace

TEST_CASE("a batch is one rewrite, and what is foreign stays", "[single_file]") {
  const TemporaryFolder folder;
  const fs::path file = made(folder);
  const auto applied = apply(*target(file), {Add{StoreName::root(), second, named("second")},
                                             Remove{StoreName::root(), first, named("first")}});
  CHECK(applied.outcomes == std::vector<Outcome>{Changed{}, Changed{}});
  CHECK(text_of(file) ==
        "secret\nkey server a2V5\ncert second " + base64_encode(second.bytes()) + '\n');
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a rewrite that loses what no change names is found out before the exchange",
          "[single_file]") {
  const TemporaryFolder folder;
  const fs::path file = made(folder);
  const std::string before = text_of(file);
  for (const Slip slip : {Slip::loses_a_key, Slip::loses_an_entry, Slip::writes_garbage}) {
    const auto applied =
        apply(*target(file, slip), {Add{StoreName::root(), second, named("second")}});
    CHECK(std::holds_alternative<Failed>(applied.outcomes[0]));
    CHECK(text_of(file) == before);
    CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
  }
}

TEST_CASE("what the format cannot say fails by itself", "[single_file]") {
  const TemporaryFolder folder;
  const fs::path file = made(folder);
  const auto applied = apply(*target(file), {Add{StoreName::root(), second, named("two words")},
                                             Remove{StoreName::root(), first, named("first")}});
  CHECK(std::holds_alternative<Failed>(applied.outcomes[0]));
  // Nothing is taken from a store to which something could not be added.
  CHECK(std::holds_alternative<NotAttempted>(applied.outcomes[1]));
}

TEST_CASE("a wrong password is access denied, and writes nothing", "[single_file]") {
  const TemporaryFolder folder;
  const fs::path file = made(folder);
  const std::string before = text_of(file);
  const auto provider = target(file, Slip::none, "wrong");
  const auto state = provider->read({});
  REQUIRE_FALSE(state.has_value());
  CHECK(state.error().code == ErrorCode::access_denied);
  CHECK(state.error().message.starts_with("cannot use " + file.string()));
  const auto applied = apply(*provider, {Add{StoreName::root(), second, named("second")}});
  CHECK(std::holds_alternative<Failed>(applied.outcomes[0]));
  CHECK(text_of(file) == before);
}

TEST_CASE("what is decoded under the lock serves the batch, unless the file has moved",
          "[single_file]") {
  const TemporaryFolder folder;
  const fs::path file = made(folder);
  const auto provider = target(file);
  auto session = provider->lock({std::chrono::steady_clock::now() + std::chrono::seconds(5)});
  const Change removal = Remove{StoreName::root(), first, named("first")};
  const auto images = images_of(**session, removal);
  REQUIRE(images->size() == 1);
  write_file(file, "secret\nkey other a2V5\n");  // another program takes the entry away
  const std::vector<Step> steps = {{removal, *images}};
  CHECK((*session)->apply(steps, {}).outcomes[0] == Outcome(Unchanged{}));
  CHECK(text_of(file) == "secret\nkey other a2V5\n");
}
