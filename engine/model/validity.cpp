#include <optional>

#include "engine/model/certificate_reader.hpp"

namespace trustctl {

namespace {

using Reason = Verdict::Reason;
using std::chrono::sys_days;

// Takes digits from the front of a text; `failed` once there are none.
struct Digits {
  std::string_view rest;
  bool failed = false;

  bool at_digit() const { return !rest.empty() && rest.front() >= '0' && rest.front() <= '9'; }

  int take(int count) {
    int value = 0;
    for (; count > 0; --count) {
      if (!at_digit()) {
        failed = true;
        return 0;
      }
      value = value * 10 + (rest.front() - '0');
      rest.remove_prefix(1);
    }
    return value;
  }
};

int read_year(std::uint8_t tag, Digits& digits) {
  if (tag == der::generalized_time) {
    return digits.take(4);
  }
  constexpr int pivot = 50;  // RFC 5280 §4.1.2.5.1
  const int year = digits.take(2);
  return year < pivot ? 2000 + year : 1900 + year;
}

// BER lets a GeneralizedTime have a fraction of a second, which changes nothing here.
void skip_fraction(std::uint8_t tag, Digits& digits) {
  if (tag != der::generalized_time || digits.rest.empty() || digits.rest.front() != '.') {
    return;
  }
  digits.rest.remove_prefix(1);
  digits.take(1);
  while (digits.at_digit()) {
    digits.take(1);
  }
}

// "Z", or the difference of local time from UTC that BER allows: "+0130".
std::optional<std::chrono::seconds> read_zone(Digits& digits) {
  if (digits.rest == "Z") {
    return std::chrono::seconds(0);
  }
  if (digits.rest.empty() || (digits.rest.front() != '+' && digits.rest.front() != '-')) {
    return std::nullopt;
  }
  const int sign = digits.rest.front() == '+' ? 1 : -1;
  digits.rest.remove_prefix(1);
  const int hours = digits.take(2);
  const int minutes = digits.take(2);
  if (digits.failed || !digits.rest.empty() || hours > 12 || minutes > 59) {
    return std::nullopt;
  }
  return sign * (std::chrono::hours(hours) + std::chrono::minutes(minutes));
}

std::optional<Time> read_time(std::uint8_t tag, std::string_view text) {
  Digits digits{text};
  const std::chrono::year year(read_year(tag, digits));
  const std::chrono::month month(static_cast<unsigned>(digits.take(2)));
  const std::chrono::day day(static_cast<unsigned>(digits.take(2)));
  const int hour = digits.take(2);
  const int minute = digits.take(2);
  const int second = digits.at_digit() ? digits.take(2) : 0;
  skip_fraction(tag, digits);
  const auto zone = read_zone(digits);
  const std::chrono::year_month_day date(year, month, day);
  if (digits.failed || !date.ok() || hour > 23 || minute > 59 || second > 59 || !zone) {
    return std::nullopt;
  }
  return sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second) - *zone;
}

}  // namespace

Time read_validity_time(const der::Element& element, der::Defects& defects) {
  const std::string_view text = as_text(element.contents);
  if (element.tag != der::utc_time && element.tag != der::generalized_time) {
    defects.fail(Reason::wrong_tag);
    return {};
  }
  const auto time = read_time(element.tag, text);
  if (!time.has_value()) {
    defects.fail(Reason::bad_time);
    return {};
  }
  // X.690 §11.7, §11.8: seconds always, no fraction here, and Z.
  const std::size_t der_size =
      std::string_view(element.tag == der::utc_time ? "YYMMDDhhmmssZ" : "YYYYMMDDhhmmssZ").size();
  if (text.size() != der_size || text.back() != 'Z') {
    defects.note(Reason::bad_time);
  }
  return *time;
}

}  // namespace trustctl
