#include "engine/model/time.hpp"

#include <optional>

namespace trustctl {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::year_month_day;

void append_number(std::string& text, unsigned value, std::size_t width) {
  const std::string digits = std::to_string(value);
  text.append(width > digits.size() ? width - digits.size() : 0, '0');
  text += digits;
}

// The number at these characters; nothing where they are not all digits.
std::optional<unsigned> number_at(std::string_view text, std::size_t at, std::size_t width) {
  unsigned value = 0;
  for (const char c : text.substr(at, width)) {
    if (c < '0' || c > '9') {
      return std::nullopt;
    }
    value = value * 10 + static_cast<unsigned>(c - '0');
  }
  return value;
}

std::optional<Time> read_date(std::string_view text) {
  const auto year = number_at(text, 0, 4);
  const auto month = number_at(text, 5, 2);
  const auto day = number_at(text, 8, 2);
  if (!year || !month || !day || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  const year_month_day date{std::chrono::year(static_cast<int>(*year)), std::chrono::month(*month),
                            std::chrono::day(*day)};
  return date.ok() ? std::optional<Time>(std::chrono::sys_days(date)) : std::nullopt;
}

std::optional<std::chrono::seconds> read_time_of_day(std::string_view text) {
  const auto hour = number_at(text, 0, 2);
  const auto minute = number_at(text, 3, 2);
  const auto second = number_at(text, 6, 2);
  const bool shaped = text[2] == ':' && text[5] == ':' && text[8] == 'Z';
  if (!hour || !minute || !second || !shaped || *hour > 23 || *minute > 59 || *second > 59) {
    return std::nullopt;
  }
  return std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second);
}

std::optional<Time> read_time(std::string_view text) {
  constexpr std::size_t date_size = std::string_view("2031-04-05").size();
  constexpr std::size_t full_size = std::string_view("2031-04-05T06:07:08Z").size();
  if (text.size() == date_size) {
    return read_date(text);
  }
  if (text.size() != full_size || text[date_size] != 'T') {
    return std::nullopt;
  }
  const auto date = read_date(text.substr(0, date_size));
  const auto time_of_day = read_time_of_day(text.substr(date_size + 1));
  return date && time_of_day ? std::optional(*date + *time_of_day) : std::nullopt;
}

}  // namespace

std::string date(Time time) {
  const year_month_day day{floor<days>(time)};
  std::string text;
  append_number(text, static_cast<unsigned>(static_cast<int>(day.year())), 4);
  text += '-';
  append_number(text, static_cast<unsigned>(day.month()), 2);
  text += '-';
  append_number(text, static_cast<unsigned>(day.day()), 2);
  return text;
}

std::string rfc3339(Time time) {
  const std::chrono::hh_mm_ss clock{time - floor<days>(time)};
  std::string text = date(time) + 'T';
  append_number(text, static_cast<unsigned>(clock.hours().count()), 2);
  text += ':';
  append_number(text, static_cast<unsigned>(clock.minutes().count()), 2);
  text += ':';
  append_number(text, static_cast<unsigned>(clock.seconds().count()), 2);
  return text + 'Z';
}

Result<Time> parse_time(std::string_view text) {
  const auto time = read_time(text);
  if (!time.has_value()) {
    return tl::unexpected(
        Error{ErrorCode::invalid_input, "'" + std::string(text) +
                                            "' is no time in UTC; write it as 2031-04-05 or "
                                            "2031-04-05T06:07:08Z"});
  }
  return *time;
}

std::chrono::days days_between(Time from, Time to) { return floor<days>(to - from); }

}  // namespace trustctl
