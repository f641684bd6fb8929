#include "tests/contract/samples.hpp"

#include "tests/support/support.hpp"

namespace trustctl::contract {

Certificate certificate(std::size_t number) {
  static const Bytes base = test::read_file(test::source_file("tests/fixtures/lab-root.cer"));
  Bytes bytes = base;
  constexpr std::size_t counted = 4;  // the last bytes of its signature
  for (std::size_t i = 0; i < counted; ++i) {
    bytes[bytes.size() - 1 - i] = static_cast<std::uint8_t>(number >> (8 * i));
  }
  return Certificate::from_bytes(bytes);
}

StoreName store(const std::string& name) { return StoreName::parse(name).value(); }

Properties full_properties() {
  Properties all = owned_by({"example.org/base"});
  all.friendly_name = "Lab Root";
  all.description = "put there by hand, for the lab";
  all.purposes = good_for({"server_auth", "1.2.3.4.5"}).purposes;
  return all;
}

Properties owned_by(const std::vector<std::string>& sites) {
  Properties properties;
  for (const std::string& site : sites) {
    properties.owners.insert(Site::parse(site).value());
  }
  return properties;
}

Properties good_for(const std::vector<std::string>& purposes) {
  Properties properties;
  properties.purposes.emplace();
  for (const std::string& purpose : purposes) {
    properties.purposes->insert(Oid::parse(purpose).value());
  }
  return properties;
}

Properties text(const std::string& friendly_name, const std::string& description) {
  Properties properties;
  properties.friendly_name = friendly_name;
  properties.description = description;
  return properties;
}

bool is_changed(const Outcome& outcome) { return std::holds_alternative<Changed>(outcome); }
bool is_unchanged(const Outcome& outcome) { return std::holds_alternative<Unchanged>(outcome); }
bool is_failed(const Outcome& outcome) { return std::holds_alternative<Failed>(outcome); }
bool is_failed(const Outcome& outcome, ErrorCode code) {
  const auto* failed = std::get_if<Failed>(&outcome);
  return failed != nullptr && failed->error.code == code;
}

std::string describe(const Outcome& outcome) {
  if (const auto* failed = std::get_if<Failed>(&outcome)) {
    return "Failed (code " + std::to_string(static_cast<int>(failed->error.code)) + ": " +
           failed->error.message + ")";
  }
  if (const auto* skipped = std::get_if<NotAttempted>(&outcome)) {
    return "NotAttempted (" + skipped->reason + ")";
  }
  return is_changed(outcome) ? "Changed" : "Unchanged";
}

std::string describe(const std::optional<Properties>& properties) {
  if (!properties) {
    return "no entry";
  }
  const auto quoted = [](const std::optional<std::string>& value) {
    return value ? "'" + *value + "'" : std::string("-");
  };
  std::string all = "name " + quoted(properties->friendly_name) + ", description " +
                    quoted(properties->description) + ", purposes";
  if (!properties->purposes) {
    all += " -";
  } else {
    for (const Oid& purpose : *properties->purposes) {
      all += ' ' + purpose.dotted();
    }
  }
  all += ", owners";
  for (const Site& owner : properties->owners) {
    all += ' ' + owner.text();
  }
  return all;
}

}  // namespace trustctl::contract
